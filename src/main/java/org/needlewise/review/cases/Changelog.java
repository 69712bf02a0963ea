package org.needlewise.review.cases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code CHANGELOG.md} says of each rule.
 *
 * @param byHeading its lines ({@code 2026-11-21, 2026.12: first version.}), each in one, by what
 *     stands behind {@code ##}
 */
public record Changelog(Map<String, List<String>> byHeading) {
  public static final String FILE = "CHANGELOG.md";

  /**
   * @param page null: there is none
   */
  public static Changelog read(byte[] page) {
    Map<String, List<String>> byHeading = new LinkedHashMap<>();
    String text = page == null ? "" : new String(page, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    boolean open = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("## ")) {
        lines = byHeading.computeIfAbsent(line.substring(3).strip(), each -> new ArrayList<>());
      }
      if (line.startsWith("- ")) {
        lines.add(line.substring(2));
        open = true;
      } else if (open && line.startsWith("  ")) {
        lines.add(lines.remove(lines.size() - 1) + ' ' + line.strip());
      } else {
        open = false;
      }
    }
    return new Changelog(byHeading);
  }

  /** The lines at a heading, the newest first; none where it is not there. */
  public List<String> at(String heading) {
    return byHeading.getOrDefault(heading, List.of());
  }
}
