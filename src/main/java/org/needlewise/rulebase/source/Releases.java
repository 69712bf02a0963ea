package org.needlewise.rulebase.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.RulesFolder;

/** A folder of releases, each in effect until the next one is. */
public final class Releases {
  private static final String ARCHIVE = ".tar";

  private Releases() {}

  /** Whether a folder holds archives in place of rules. */
  public static boolean isFolder(Path folder) {
    return Files.isDirectory(folder)
        && !Files.exists(folder.resolve(RulesFolder.VOCABULARY))
        && names(folder).stream().anyMatch(name -> name.endsWith(ARCHIVE));
  }

  /**
   * @param trust whose signatures each has to have; null: nobody's
   * @return by the day from which they are in effect
   * @throws BadRulesException where one is refused, two are in effect from the same day, or
   *     something else lies there: it may be a release that nobody would take
   */
  public static List<RuleSource> of(Path folder, Trust trust) {
    Map<LocalDate, Path> byDay = new TreeMap<>();
    Map<LocalDate, RuleSource> sources = new TreeMap<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (String name : names(folder)) {
      Path archive = folder.resolve(name);
      if (!name.endsWith(ARCHIVE)) {
        if (!name.matches(".*\\.tar\\..+\\.sig") && !name.startsWith(".") && !name.endsWith("~")) {
          problems.add(problem(archive, "neither an archive SET.tar nor a signature of one"));
        }
        continue;
      }
      try {
        RuleSource source = RuleSource.of(archive, trust);
        LocalDate day = source.read().provenance().effective();
        Path other = byDay.putIfAbsent(day, archive);
        sources.put(day, source);
        if (other != null) {
          problems.add(problem(archive, "rules in effect from " + day + ", as " + other + " is"));
        }
      } catch (BadRulesException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new BadRulesException(problems);
    }
    return new ArrayList<>(sources.values());
  }

  private static Diagnostic problem(Path file, String found) {
    return new Diagnostic(
        Echo.shown(file.toString()), found, "a release for each day of effect, and signatures");
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of(); // told as a folder without rules
    }
  }
}
