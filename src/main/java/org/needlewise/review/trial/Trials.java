package org.needlewise.review.trial;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.CaseSuite.Check;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.review.cases.Changelog;
import org.needlewise.review.cases.RuleTestRun;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.cases.Unrecorded;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.RuleDiff;
import org.needlewise.review.diff.VerdictChanges;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleChecker;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * Rules and their cases as they were at one moment, held in memory, so that an edit of one rule can
 * be tried upon them. Nothing of it is written anywhere or kept. Any thread may ask.
 */
public final class Trials {
  /** Cases between two looks at whether anyone still waits for the answer. */
  private static final int AT_ONCE = 50;

  private final RuleSource source;
  private final String rulesName;
  private final String casesName;
  private final SortedMap<String, byte[]> caseFiles;
  private final OpenRules open;
  private final RulesFolder folder;
  private final CaseSuite suite;
  private final List<CaseFile> known;
  private final int ofSuite;
  private List<ScreeningResult> was;

  private Trials(
      RuleSource rules, Path casesFolder, SortedMap<String, byte[]> files, List<CaseFile> more) {
    this.source = rules;
    this.rulesName = name(rules.folder(), Scope.RULES);
    this.casesName = name(casesFolder, Scope.CASES);
    this.caseFiles = files;
    this.folder = rules.read();
    this.open = OpenRules.of(folder, Card::isActive);
    this.suite = CaseSuite.of(files, open.vocabulary());
    this.known = new ArrayList<>(suite.named());
    this.ofSuite = known.size();
    known.addAll(more);
  }

  /**
   * @param scope the rules in use and their cases
   * @param patients more cases to try an edit on
   * @throws BadRulesException where the rules are wrong
   * @throws InvalidInputException where there is no folder of cases
   */
  public static Trials of(Scope scope, List<CaseFile> patients) {
    return new Trials(
        scope.rules().held(), scope.cases(), CaseSuite.files(scope.cases()), patients);
  }

  private static String name(Path folder, String usual) {
    Path name = folder == null ? null : folder.toAbsolutePath().normalize().getFileName();
    return name == null ? usual : name.toString();
  }

  /** Where the rules are from. */
  public RuleSource source() {
    return source;
  }

  public OpenRules rules() {
    return open;
  }

  /** The cases of the rules that could be read. */
  public CaseSuite cases() {
    return suite;
  }

  /**
   * A rule as it was written; null where there is none.
   *
   * @param file its path below the rules folder
   */
  public String rule(String file) {
    return open.everyRule().stream().anyMatch(rule -> rule.file().equals(file))
        ? text(file, source.page(file))
        : null;
  }

  /**
   * Its cases as they were written; "" where there are none.
   *
   * @param file the path of the rule
   */
  public String casesOf(String file) {
    String cases = CaseSuite.fileOf(file);
    return text(cases, caseFiles.getOrDefault(cases, new byte[0]));
  }

  /** Without a byte-order mark and carriage returns, as an editor has it. */
  private static String text(String file, byte[] bytes) {
    return RulesFolder.source(file, bytes, new Problems()).text();
  }

  /** An edited text in the bytes of its file: with a byte-order mark and carriage returns again. */
  private static byte[] bytes(String edited, byte[] written) {
    String was = new String(written, StandardCharsets.UTF_8);
    String is = edited.replace("\r\n", "\n");
    if (was.contains("\r\n")) {
      is = is.replace("\n", "\r\n");
    }
    return ((was.startsWith("\uFEFF") ? "\uFEFF" : "") + is).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Tries an edit.
   *
   * @param file the path of a rule, which is there, below the rules folder
   * @param rule its text
   * @param cases the text of its cases
   * @param today the day against which reviews are held
   * @param stop asked now and then whether nobody waits for the answer any more
   * @throws CancellationException where that is so
   */
  public Trial of(String file, String rule, String cases, LocalDate today, BooleanSupplier stop) {
    String caseFile = CaseSuite.fileOf(file);
    byte[] ruleIs = bytes(rule, source.page(file));
    byte[] casesIs = bytes(cases, caseFiles.getOrDefault(caseFile, new byte[0]));
    for (Map.Entry<String, byte[]> each : Map.of(file, ruleIs, caseFile, casesIs).entrySet()) {
      if (each.getValue().length > Limits.DOCUMENT_BYTES) {
        return wrong(List.of(PlainFiles.tooLarge(each.getKey(), each.getValue().length)), "");
      }
    }
    String patch = patch(file, rule, cases);
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (casesIs.length > 0) {
      files.put(caseFile, casesIs);
    }
    CaseSuite own = CaseSuite.of(files, open.vocabulary());
    List<Diagnostic> problems = new ArrayList<>();
    // A draft is tried as if it were none.
    Predicate<Card> fires =
        card -> card.isActive() || card.file().equals(file) && card.isActiveOrDraft();
    try {
      RulesFolder edited = source.with(file, ruleIs).read();
      problems.addAll(RuleChecker.check(edited, today, null));
      problems.removeIf(problem -> !problem.isError() && !problem.file().equals(file));
      if (problems.stream().anyMatch(Diagnostic::isError)) {
        problems.addAll(own.problems());
        return wrong(problems, patch);
      }
      stop(stop);
      RuleBase after = RuleBase.load(edited, fires, null);
      OpenRules openAfter = OpenRules.of(edited, fires);
      List<Change> changes = RuleDiff.of(open, openAfter);
      problems.addAll(unrecorded(openAfter, edited, changes, today));
      problems.sort(Diagnostic.ORDER);
      problems.addAll(own.problems());
      List<ScreeningResult> is = screened(after, known, file, stop);
      Trial.Tests tests =
          new Trial.Tests(
              RuleTestRun.withReasons(
                  own.without(after.idle()).run(after, caseFile::equals), own, after, openAfter),
              RuleTestRun.withReasons(others(caseFile, after, is), suite, after, openAfter),
              ofSuite);
      return new Trial(
          List.copyOf(problems),
          tests,
          changes,
          flips(0, ofSuite, is),
          flips(ofSuite, known.size(), is),
          patch);
    } catch (BadRulesException e) {
      problems.addAll(e.problems());
      problems.addAll(own.problems());
      return wrong(problems, patch);
    }
  }

  /**
   * An edit as {@code git apply} takes it in the folder that holds the rules and their cases; ""
   * where nothing is edited.
   *
   * @param file the path of a rule, which is there, below the rules folder
   */
  public String patch(String file, String rule, String cases) {
    String caseFile = CaseSuite.fileOf(file);
    byte[] ruleWas = source.page(file);
    byte[] casesWas = caseFiles.getOrDefault(caseFile, new byte[0]);
    return Patch.of(rulesName + '/' + file, ruleWas, bytes(rule, ruleWas))
        + Patch.of(casesName + '/' + caseFile, casesWas, bytes(cases, casesWas));
  }

  private static Trial wrong(List<Diagnostic> problems, String patch) {
    return new Trial(List.copyOf(problems), null, List.of(), null, null, patch);
  }

  private List<Diagnostic> unrecorded(
      OpenRules after, RulesFolder edited, List<Change> changes, LocalDate today) {
    if (edited.provenance().overlay() != null) { // which tells its own reasons
      return List.of();
    }
    Changelog log = Changelog.read(source.page(Changelog.FILE));
    return Unrecorded.of(open, log, after, log, edited, changes, today);
  }

  /** What the other rules' cases and the scenarios demand and is not so. */
  private List<Outcome> others(String caseFile, RuleBase after, List<ScreeningResult> is) {
    Map<String, Card> cards = Card.byId(after.cards());
    Set<String> idle =
        after.idle().stream()
            .map(card -> CaseSuite.fileOf(card.file()))
            .collect(Collectors.toSet());
    List<Check> checks = suite.checks();
    List<Outcome> failures = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      String of = checks.get(i).file();
      if (!of.equals(caseFile) && !idle.contains(of)) {
        Outcome outcome = checks.get(i).judge(cards, is.get(i));
        if (!outcome.passed()) {
          failures.add(outcome);
        }
      }
    }
    return failures;
  }

  private VerdictChanges.Summary flips(int from, int to, List<ScreeningResult> is) {
    return VerdictChanges.of(
        known.subList(from, to), was().subList(from, to), is.subList(from, to));
  }

  /**
   * @param file named where they make more work of a case than is done for one
   */
  private static List<ScreeningResult> screened(
      RuleBase base, List<CaseFile> cases, String file, BooleanSupplier stop) {
    List<ScreeningResult> screened = new ArrayList<>(cases.size());
    try (Screener screener = new Screener(base)) {
      for (int from = 0; from < cases.size(); from += AT_ONCE) {
        stop(stop);
        List<CaseFile> some = cases.subList(from, Math.min(from + AT_ONCE, cases.size()));
        for (ScreeningResult result : screener.screen(some)) {
          if (result.tooMuch()) { // the cases of the rules are small
            String id = cases.get(screened.size()).id();
            throw new BadRulesException(
                List.of(new Diagnostic(file, id + ": " + result.failure(), "")));
          }
          screened.add(result);
        }
      }
    }
    return screened;
  }

  /** By the rules in use: screened when an edit is first tried. */
  private synchronized List<ScreeningResult> was() {
    if (was == null) {
      was = screened(RuleBase.load(folder), known, "", () -> false);
    }
    return was;
  }

  private static void stop(BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      throw new CancellationException();
    }
  }
}
