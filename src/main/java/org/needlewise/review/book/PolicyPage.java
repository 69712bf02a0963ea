package org.needlewise.review.book;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The rows of the policy as {@code policy.md} of a rules folder tells them, by row. A row stands in
 * a table, or begins a line; the heading above it names its category.
 */
final class PolicyPage {
  private static final String FILE = "policy.md";

  /** {@code (category `depth`; P58, P5B-P5C: `device`; verdict `defer`)}. */
  private static final Pattern HEADING = Pattern.compile("## .+ \\(category ([^)]+)\\)");

  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");
  private static final Pattern IN_TABLE = Pattern.compile("\\| (P[0-9][0-9A-Z]) \\| (.+) \\|");
  private static final Pattern IN_TEXT = Pattern.compile("(P[0-9][0-9A-Z]) (.+)");

  /**
   * @param categories of its rules
   * @param verdicts of its rules where the row itself names none
   * @param cells what stands in the columns behind the row's name, or the one paragraph
   */
  record Row(String id, List<String> categories, List<String> verdicts, List<String> cells) {
    /** All that is said of the row. */
    String text() {
      return String.join(" · ", cells.stream().filter(cell -> !cell.isEmpty()).toList());
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private PolicyPage() {}

  /** Without rows where the rules have no such page. */
  static PolicyPage read(RuleSource rules) {
    PolicyPage page = new PolicyPage();
    byte[] file = rules.page(FILE);
    if (file != null) {
      page.read(new String(file, StandardCharsets.UTF_8).lines().toList());
    }
    return page;
  }

  private void read(List<String> lines) {
    Matcher heading = null;
    for (String line : lines) {
      Matcher inTable = IN_TABLE.matcher(line);
      Matcher inText = IN_TEXT.matcher(line);
      if (line.startsWith("## ")) {
        heading = HEADING.matcher(line);
        heading = heading.matches() ? heading : null;
      } else if (heading != null && inTable.matches()) {
        add(
            inTable.group(1),
            heading,
            Stream.of(inTable.group(2).split("\\|", -1)).map(String::strip).toList());
      } else if (heading != null && inText.matches()) {
        add(inText.group(1), heading, List.of(inText.group(2)));
      }
    }
  }

  private void add(String id, Matcher heading, List<String> cells) {
    List<String> parts = List.of(heading.group(1).split("; "));
    Row row =
        new Row(
            id,
            words(
                parts.stream()
                    .filter(part -> part.contains(": ") && names(part, id))
                    .findFirst()
                    .orElse(parts.get(0))),
            parts.stream()
                .filter(part -> part.startsWith("verdict "))
                .flatMap(part -> words(part).stream())
                .toList(),
            cells);
    rows.put(id, row);
  }

  private static List<String> words(String part) {
    return WORD.matcher(part).results().map(found -> found.group(1)).toList();
  }

  /** Whether {@code P58, P5B-P5D: …} is about a row. */
  private static boolean names(String part, String id) {
    return Stream.of(part.substring(0, part.indexOf(':')).split(", "))
        .map(range -> range.split("-"))
        .anyMatch(ends -> ends[0].compareTo(id) <= 0 && ends[ends.length - 1].compareTo(id) >= 0);
  }

  /** By row. */
  Map<String, Row> rows() {
    return new TreeMap<>(rows);
  }
}
