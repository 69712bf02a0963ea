package org.needlewise.review.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.Change.Kind;
import org.needlewise.review.diff.RuleDiff;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Manifest;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Rule;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.source.RuleSource;

/** Rules that say something else than before, without a new review or a line in the changes. */
public final class Unrecorded {
  private final OpenRules before;
  private final Changelog was;
  private final OpenRules after;
  private final Changelog is;
  private final LocalDate today;
  private final Problems problems = new Problems();

  private Unrecorded(
      OpenRules before, Changelog was, OpenRules after, Changelog is, LocalDate today) {
    this.before = before;
    this.was = was;
    this.after = after;
    this.is = is;
    this.today = today;
  }

  /**
   * @param folder what the rules after were read from
   * @param changes how they differ from those before
   * @param today the day against which reviews are held: one of today is of the change
   * @return warnings, by file, then place; files as they are named below the rules folder
   */
  public static List<Diagnostic> of(
      OpenRules before,
      Changelog was,
      OpenRules after,
      Changelog is,
      RulesFolder folder,
      List<Change> changes,
      LocalDate today) {
    Unrecorded unrecorded = new Unrecorded(before, was, after, is, today);
    after.everyRule().stream()
        .filter(rule -> !rule.card().status().equals("draft"))
        .forEach(rule -> unrecorded.rule(rule, changes));
    unrecorded.version(folder, changes);
    return unrecorded.problems.sorted();
  }

  /**
   * The same against what git holds as the last commit.
   *
   * @return none where the rules lie in no folder that git keeps, or nothing sound stood there
   */
  static List<Diagnostic> sinceCommit(RuleSource rules, RulesFolder folder, LocalDate today) {
    Path place = rules.folder();
    // Without git its library is not even loaded: that takes as long as the check.
    if (place == null || folder.provenance().overlay() != null || !isBelowGit(place)) {
      return List.of();
    }
    try {
      SortedMap<String, byte[]> head = RuleHistory.files("HEAD", place);
      RulesFolder earlier = RulesFolder.of(head);
      if (earlier.fingerprint().equals(folder.fingerprint())) {
        return List.of();
      }
      OpenRules before = OpenRules.of(earlier, Card::isActive);
      OpenRules after = OpenRules.of(folder, Card::isActive);
      return of(
          before,
          Changelog.read(head.get(Changelog.FILE)),
          after,
          Changelog.read(rules.page(Changelog.FILE)),
          folder,
          RuleDiff.of(before, after),
          today);
    } catch (InvalidInputException e) {
      return List.of(); // nothing to compare with
    }
  }

  private static boolean isBelowGit(Path folder) {
    return Stream.iterate(folder.toAbsolutePath().normalize(), Path::getParent)
        .takeWhile(each -> each != null)
        .anyMatch(each -> Files.exists(each.resolve(".git")));
  }

  private void rule(Rule rule, List<Change> all) {
    List<Change> changes =
        all.stream()
            .filter(
                change -> change.rule().equals(rule.card().id()) && change.kind() != Kind.REVIEW)
            .toList();
    if (changes.isEmpty()) {
      return;
    }
    Change first = changes.get(0);
    boolean added = first.kind() == Kind.RULE_ADDED;
    String id = first.kind() == Kind.RULE_RENAMED ? first.before() : rule.card().id();
    if (!added) {
      LocalDate reviewed = before.named(id).get(0).card().reviewed();
      if (reviewed.equals(rule.card().reviewed()) && reviewed.isBefore(today)) {
        problems.warning(
            rule.tree().source(),
            rule.tree().annotations().get("reviewed").valueOffset(),
            "a review of " + reviewed + ", before the rule was changed (" + first.words() + ")",
            "the day on which someone looked at the change");
      }
    }
    if (added ? is.at(id).isEmpty() : is.at(rule.card().id()).equals(was.at(id))) {
      problems.warning(
          rule.tree().source(),
          rule.tree().ruleOffset(),
          (added ? "a new rule" : "a changed rule (" + first.words() + ")")
              + " without a line at ## "
              + rule.card().id()
              + " in "
              + Changelog.FILE,
          "the day, the version, what was changed and why");
    }
  }

  private void version(RulesFolder folder, List<Change> changes) {
    String version = after.definitions().version();
    byte[] manifest = folder.files().get(RulesFolder.MANIFEST);
    boolean released =
        manifest != null && version.equals(Manifest.read(manifest, RulesFolder.MANIFEST).version());
    if (released && changes.stream().anyMatch(change -> change.kind() != Kind.REVIEW)) {
      problems.add(
          new Diagnostic(
              "definitions.yaml",
              0,
              0,
              0,
              "",
              "the version " + version + ", which has been released, of rules that have changed",
              "the next one",
              Diagnostic.Severity.WARNING));
    }
  }
}
