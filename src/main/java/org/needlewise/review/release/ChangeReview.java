package org.needlewise.review.release;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.page.Page;
import org.needlewise.report.Verdict;
import org.needlewise.review.Words;
import org.needlewise.review.book.RuleBook;
import org.needlewise.review.cases.CaseChange;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.Changelog;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.RuleTestRun;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.cases.Unrecorded;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.Change.Kind;
import org.needlewise.review.diff.RuleDiff;
import org.needlewise.review.diff.VerdictChanges;
import org.needlewise.review.gaps.GapsReport;
import org.needlewise.review.proof.MutationReport;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleChecker;
import org.needlewise.rulebase.source.RuleSource;

/**
 * A change of the rules with all that a second person looks at before it is signed.
 *
 * @param name what the rules before are called
 * @param changes in what the rules mean
 * @param rules those that changed, by file
 * @param flips who is told otherwise, by where the cases are from; empty where nothing changed
 * @param cases null where those of before are not known
 * @param scores whether the cases notice small changes to those rules; empty where cases fail
 * @param warnings what {@code rules check} warns of, reviews that are due among them
 * @param today the day against which reviews are held
 */
public record ChangeReview(
    String name,
    RuleBook before,
    RuleBook after,
    List<Change> changes,
    List<ChangedRule> rules,
    List<Flips> flips,
    List<CaseChange> cases,
    RuleTestRun.Result tests,
    List<MutationReport.Scored> scores,
    List<String> newGaps,
    List<String> closedGaps,
    List<Diagnostic> warnings,
    LocalDate today) {
  private static final int GROUPS_SHOWN = 12;

  /**
   * What is compared with.
   *
   * @param cases path below the folder of its cases to content; null where they are not known
   */
  public record Earlier(RuleSource rules, SortedMap<String, byte[]> cases) {}

  /**
   * Cases to be screened by both.
   *
   * @param name what they are, in words
   * @param from how they can be had again, in words; "" where that is known
   */
  public record Patients(String name, String from, Iterator<CaseFile> cases) {}

  /**
   * A rule in words.
   *
   * @param before null where there was none
   * @param after null where there is none any more
   * @param changelog the lines that it got in the changes
   */
  public record ChangedRule(
      RuleBook.Entry before, RuleBook.Entry after, List<Change> changes, List<String> changelog) {
    /** As it is, or as it was where it is gone. */
    RuleBook.Entry known() {
      return after == null ? before : after;
    }
  }

  /** From which verdict to which, of some cases. */
  public record Flips(String name, String from, VerdictChanges.Summary summary) {
    /** Those that are met, the gravest first. */
    List<String> verdicts() {
      Set<String> met = new TreeSet<>();
      summary.groups().forEach(group -> met.add(group.verdictBefore()));
      summary.groups().forEach(group -> met.add(group.verdictAfter()));
      List<String> verdicts = new ArrayList<>(Verdict.CODES);
      verdicts.addAll(0, met.stream().filter(each -> !Verdict.CODES.contains(each)).toList());
      verdicts.retainAll(met);
      Collections.reverse(verdicts);
      return verdicts;
    }

    /** How many go from one to the other; to the same: whose earliest date alone is another. */
    long count(String from, String to) {
      return summary.groups().stream()
          .filter(group -> group.verdictBefore().equals(from) && group.verdictAfter().equals(to))
          .mapToLong(VerdictChanges.Group::count)
          .sum();
    }

    List<VerdictChanges.Group> groups() {
      return summary.groups().stream().limit(GROUPS_SHOWN).toList();
    }

    /** Those that are not shown. */
    long more() {
      return summary.groups().stream().skip(GROUPS_SHOWN).mapToLong(each -> each.count()).sum();
    }
  }

  /**
   * @param now the rules after, their cases, and which of them fire
   * @param generated more cases to screen by both
   * @throws org.needlewise.rulebase.check.BadRulesException where rules are wrong
   * @throws org.needlewise.casefile.InvalidInputException where a case file is
   */
  public static ChangeReview of(Earlier earlier, Scope now, Patients generated, LocalDate today)
      throws IOException, InterruptedException {
    RulesFolder folder = now.rules().read();
    OpenRules after = NamedFiles.open(now.rules(), now.fires());
    OpenRules before = NamedFiles.open(earlier.rules, now.fires());
    List<Change> changes = RuleDiff.of(before, after);
    CaseSuite suite = NamedFiles.cases(now.cases(), after.vocabulary());
    RuleBook bookBefore = book(before, null, earlier.rules, today);
    RuleBook bookAfter = book(after, suite, now.rules(), today);
    Changelog was = Changelog.read(earlier.rules.page(Changelog.FILE));
    Changelog is = Changelog.read(now.rules().page(Changelog.FILE));
    List<Diagnostic> warnings = new ArrayList<>(RuleChecker.check(folder, today));
    if (folder.provenance().overlay() == null) { // which tells its own reasons
      warnings.addAll(Unrecorded.of(before, was, after, is, folder, changes, today));
    }
    warnings.sort(Diagnostic.ORDER);
    List<CaseChange> cases =
        earlier.cases == null
            ? null
            : CaseChange.of(CaseSuite.of(earlier.cases, before.vocabulary()), suite);
    RuleTestRun.Result tests = new RuleTestRun(now).run();
    List<Flips> flips = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    List<String> gapsBefore = new ArrayList<>();
    List<MutationReport.Scored> scores = List.of();
    if (!changes.isEmpty()) {
      RuleBase baseBefore = NamedFiles.load(earlier.rules, now.fires());
      RuleBase baseAfter = NamedFiles.load(now.rules(), now.fires());
      Patients own =
          new Patients(
              "The cases of the rules", "", suite.without(baseAfter.idle()).named().iterator());
      for (Patients some : List.of(own, generated)) {
        int threads = Runtime.getRuntime().availableProcessors();
        flips.add(
            new Flips(
                some.name,
                some.from,
                VerdictChanges.of(baseBefore, baseAfter, some.cases, threads)));
      }
    }
    Set<String> files = new HashSet<>();
    Set<String> categories = new HashSet<>();
    for (Change change : changes) {
      if (!RuleDiff.isSilent(change)) {
        String file = change.file().replaceFirst("\\.[a-z]+$", "");
        files.add(file);
        // What all rules share may open a gap in any category.
        categories.add(change.rule().isEmpty() ? "" : file.substring(0, file.indexOf('/')));
      }
    }
    if (!files.isEmpty()) {
      gaps.addAll(gaps(now.rules(), now, categories));
      gapsBefore.addAll(gaps(earlier.rules, now, categories));
      scores = scores(new Scope(now.rules(), now.cases(), files, now.fires()), tests);
    }
    return new ChangeReview(
        earlier.rules.file(""),
        bookBefore,
        bookAfter,
        changes,
        rules(bookBefore, bookAfter, changes, was, is),
        flips,
        cases,
        tests,
        scores,
        gaps.stream().filter(gap -> !gapsBefore.contains(gap)).toList(),
        gapsBefore.stream().filter(gap -> !gaps.contains(gap)).toList(),
        warnings,
        today);
  }

  private static RuleBook book(
      OpenRules rules, CaseSuite suite, RuleSource source, LocalDate today) {
    return RuleBook.of(rules, suite, source, Map.of(), today);
  }

  private static List<String> gaps(RuleSource rules, Scope now, Set<String> categories) {
    return GapsReport.of(new Scope(rules, now.cases(), categories, now.fires())).problems();
  }

  private static List<MutationReport.Scored> scores(Scope touched, RuleTestRun.Result tests)
      throws IOException, InterruptedException {
    if (!tests.sound()) {
      return List.of();
    }
    MutationReport.Steps quiet =
        new MutationReport.Steps() {
          @Override
          public void begin(int changes) {
            // Nobody is shown how far it is.
          }

          @Override
          public void done() {
            // As above.
          }
        };
    return MutationReport.of(touched, 0, quiet).byRule();
  }

  private static List<ChangedRule> rules(
      RuleBook before, RuleBook after, List<Change> changes, Changelog was, Changelog is) {
    Map<String, List<Change>> byRule = new LinkedHashMap<>();
    for (Change change : changes) {
      if (!change.rule().isEmpty()) {
        byRule.computeIfAbsent(change.rule(), rule -> new ArrayList<>()).add(change);
      }
    }
    Map<String, RuleBook.Entry> old = entries(before);
    Map<String, RuleBook.Entry> now = entries(after);
    List<ChangedRule> rules = new ArrayList<>();
    byRule.forEach(
        (rule, some) -> {
          Change first = some.get(0);
          String id = first.kind() == Kind.RULE_RENAMED ? first.before() : rule;
          List<String> lines =
              is.at(rule).stream().filter(line -> !was.at(id).contains(line)).toList();
          rules.add(new ChangedRule(old.get(id), now.get(rule), some, lines));
        });
    return rules;
  }

  private static Map<String, RuleBook.Entry> entries(RuleBook book) {
    Map<String, RuleBook.Entry> entries = new TreeMap<>();
    book.chapters()
        .forEach(chapter -> chapter.entries().forEach(e -> entries.put(e.card().id(), e)));
    return entries;
  }

  /** The changes of what all rules share. */
  List<Change> shared() {
    return changes.stream().filter(change -> change.rule().isEmpty()).toList();
  }

  /** What was tried, and how much of it is as expected. */
  String tested() {
    int failed = tests.failures().size();
    return Words.count(tests.rules(), "rule")
        + ", "
        + Words.count(tests.cases(), "case")
        + (failed == 0 ? ": all as expected." : ": " + failed + " not as expected.");
  }

  /** As one page, to be read, printed and signed. */
  public String html() {
    return Page.html("review/release/changeReview.jte", this);
  }

  /** The same in short, for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(name + ": " + before.version() + ' ' + before.digest() + '\n');
    text.append("now: " + after.version() + ' ' + after.digest() + "\n\n");
    text.append(RuleDiff.text(changes, null));
    flips.forEach(
        each -> text.append("\n" + each.name + ": ").append(VerdictChanges.text(each.summary)));
    text.append('\n');
    text.append(tested()).append('\n');
    tests.failures().forEach(f -> text.append("  " + f.file() + ": " + f.name() + '\n'));
    if (cases == null) {
      text.append("What cases there were is not known.\n");
    } else {
      text.append(Words.count(cases.size(), "case") + " changed.\n");
      cases.forEach(
          each -> text.append("  " + each.file() + ": " + each.name() + ": " + each.what() + '\n'));
    }
    for (MutationReport.Scored each : scores) {
      text.append(each.rule().isEmpty() ? "definitions.yaml" : each.rule());
      text.append(": cases notice " + each.noticed() + " of " + each.all() + " small changes.\n");
      each.unnoticed().forEach(change -> text.append("  not: " + change + '\n'));
    }
    newGaps.forEach(gap -> text.append("new gap: " + gap + '\n'));
    closedGaps.forEach(gap -> text.append("gap closed: " + gap + '\n'));
    warnings.forEach(warning -> text.append(warning).append('\n'));
    return text.toString();
  }
}
