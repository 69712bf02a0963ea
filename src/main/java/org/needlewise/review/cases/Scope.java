package org.needlewise.review.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.source.RuleSource;

/**
 * What a review looks at: a rules folder, the cases that prove it, and the part of both that was
 * asked for.
 *
 * @param cases its test cases
 * @param parts what was asked for, as paths below either folder without their ending ({@code
 *     interval/face}, {@code interval}); empty: everything
 * @param fires which of the rules fire
 */
public record Scope(RuleSource rules, Path cases, Set<String> parts, Predicate<Card> fires) {
  static final String VOCABULARY = "vocabulary.yaml";

  /** What the shipped rules' folder is called. */
  public static final String RULES = "rules-drl";

  /** What the folder of the cases is called, beside the rules. */
  public static final String CASES = "test-cases";

  private static final int WALK = 3;

  public Scope {
    parts = Set.copyOf(parts);
  }

  /** The active rules are those that fire. */
  public Scope(RuleSource rules, Path cases, Set<String> parts) {
    this(rules, cases, parts, Card::isActive);
  }

  /** The same, of which other rules fire. */
  public Scope with(Predicate<Card> fires) {
    return new Scope(rules, cases, parts, fires);
  }

  /**
   * @param rules those that were named; null: the folder that is among the paths, or the shipped
   *     one
   * @param cases the folder that was named; null: the one beside the rules, or the shipped one
   * @param paths rule files, case files, folders of them, a whole rules folder, or ids of rules; a
   *     path counts from where the command runs, or else from the rules folder or its cases
   * @param home the folder that holds the shipped rules and their cases
   * @throws IllegalArgumentException where a path leads nowhere, one line for the user
   */
  public static Scope of(RuleSource rules, Path cases, List<Path> paths, Path home) {
    List<Path> rest = new ArrayList<>(paths);
    Path folder = rules == null ? null : rules.folder();
    if (rules == null) {
      folder = rest.stream().filter(Scope::isRulesFolder).findFirst().orElse(null);
    }
    rest.removeIf(Scope::isRulesFolder);
    if (rules == null && folder == null) {
      folder = rest.stream().map(Scope::above).filter(p -> p != null).findFirst().orElse(null);
    }
    if (rules == null && folder == null) {
      folder = home.resolve(RULES);
    }
    RuleSource source = rules == null ? RuleSource.of(folder) : rules;
    Path proof = cases;
    if (proof == null) {
      Path beside =
          folder == null ? null : folder.toAbsolutePath().normalize().resolveSibling(CASES);
      proof = beside != null && Files.isDirectory(beside) ? beside : home.resolve(CASES);
    }
    Set<String> parts = new TreeSet<>();
    for (Path path : rest) {
      parts.add(part(path, source, proof));
    }
    return new Scope(source, proof, parts);
  }

  private static boolean isRulesFolder(Path path) {
    return Files.isRegularFile(path.resolve(VOCABULARY));
  }

  /** The rules folder that a file of it was named of; null where there is none. */
  private static Path above(Path path) {
    for (Path each = path; each != null; each = each.getParent()) {
      if (isRulesFolder(each)) {
        return each;
      }
    }
    return null;
  }

  private static String part(Path path, RuleSource rules, Path cases) {
    List<Path> folders = rules.folder() == null ? List.of(cases) : List.of(rules.folder(), cases);
    for (Path folder : folders) {
      Path root = folder.toAbsolutePath().normalize();
      for (Path place :
          List.of(path.toAbsolutePath().normalize(), root.resolve(path).normalize())) {
        if (place.equals(root)) {
          return "";
        }
        if (Files.exists(place) && place.startsWith(root)) {
          return withoutEnding(slashed(root.relativize(place)));
        }
      }
    }
    String name = slashed(path);
    return names(rules)
        .filter(each -> each.equals(withoutEnding(name)) || each.replace('/', '-').equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found '"
                        + path
                        + "', expected a file or a folder of "
                        + rules.file("")
                        + " or "
                        + cases
                        + ", or the id of a rule"));
  }

  private static Stream<String> names(RuleSource rules) {
    return ruleFiles(rules).stream().map(Scope::withoutEnding);
  }

  /** The rule files, in order; none where they cannot be read. */
  public static List<String> ruleFiles(RuleSource source) {
    Path rules = source.folder();
    if (rules == null) {
      try {
        return List.copyOf(source.read().rules().keySet());
      } catch (BadRulesException e) {
        return List.of(); // the check tells why
      }
    }
    if (!Files.isDirectory(rules)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(rules, WALK)) {
      return walk.map(path -> slashed(rules.relativize(path)))
          .filter(name -> name.endsWith(".drl") && !name.contains("/."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // the check of the folder tells why
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String withoutEnding(String name) {
    return name.replaceFirst("\\.(drl|yaml)$", "");
  }

  /** Whether a file, as a path below the rules or the cases, belongs to what was asked for. */
  public boolean covers(String file) {
    String name = withoutEnding(file);
    return parts.isEmpty()
        || parts.stream().anyMatch(p -> p.isEmpty() || name.equals(p) || name.startsWith(p + '/'));
  }

  /**
   * The ids of the drafts that were asked for and do not fire.
   *
   * @param idle cards of the rules that do not fire
   */
  public List<String> drafts(Collection<Card> idle) {
    return idle.stream()
        .filter(card -> card.isActiveOrDraft() && covers(card.file()))
        .map(Card::id)
        .toList();
  }

  /** Whether everything was asked for. */
  public boolean whole() {
    return parts.isEmpty() || parts.contains("");
  }
}
