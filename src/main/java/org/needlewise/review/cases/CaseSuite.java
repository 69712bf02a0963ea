package org.needlewise.review.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * The cases that prove the rules: for each rule a file of cases that stand beside it, path for
 * path, the same for the care, and scenarios, whole patients with whole reports. All are run
 * against the whole rule base.
 */
public final class CaseSuite {
  private final List<RuleCases> rules;
  private final List<Scenario> scenarios;
  private final List<CareCases> care;

  private final List<Diagnostic> problems;
  private final List<String> passedOver;

  CaseSuite(
      List<RuleCases> rules,
      List<Scenario> scenarios,
      List<CareCases> care,
      List<Diagnostic> problems,
      List<String> passedOver) {
    this.rules = List.copyOf(rules);
    this.scenarios = List.copyOf(scenarios);
    this.care = List.copyOf(care);
    this.problems = List.copyOf(problems);
    this.passedOver = List.copyOf(passedOver);
  }

  /**
   * @param folder holds {@code <category>/<slug>.yaml}, {@code scenarios/<slug>.yaml} and {@code
   *     care/<slug>.yaml}; its folders {@code examples} and {@code invalid} are not read
   * @throws InvalidInputException with all that is wrong in the files
   */
  public static CaseSuite read(Path folder, Vocabulary vocabulary) {
    CaseSuite suite = new CaseReader(folder, vocabulary).read();
    if (!suite.problems.isEmpty()) {
      throw new InvalidInputException(suite.problems);
    }
    return suite;
  }

  /**
   * Those of files that lie in no folder, of which only those count that can be read.
   *
   * @param files path below the folder to content
   */
  public static CaseSuite of(SortedMap<String, byte[]> files, Vocabulary vocabulary) {
    return CaseReader.read(files, vocabulary);
  }

  /**
   * The files of a folder, as {@link #of} takes them; none where there is no folder.
   *
   * @throws InvalidInputException where it is more than is read
   */
  public static SortedMap<String, byte[]> files(Path folder) {
    return Files.isDirectory(folder) ? CaseReader.files(folder) : new TreeMap<>();
  }

  /** The same without the cases of some rules. */
  public CaseSuite without(Collection<Card> idle) {
    Set<String> ids = Card.byId(idle).keySet();
    List<RuleCases> others = rules.stream().filter(file -> !ids.contains(file.rule)).toList();
    return new CaseSuite(others, scenarios, care, problems, passedOver);
  }

  /**
   * The cases of one rule.
   *
   * @param file path below the folder, with forward slashes ({@code interval/face.yaml})
   * @param rule the rule's id
   */
  public record RuleCases(String file, String rule, List<RuleCase> cases) {}

  /**
   * @param expect the findings of the rule, in the order of the report, and no other finding of it
   * @param questions codes of the report's questions; null where they do not matter
   * @param earliest the report's earliest date, "none" for none; null where it does not matter
   */
  public record RuleCase(
      String name,
      CaseFile caseFile,
      List<Expected> expect,
      List<String> questions,
      String earliest) {}

  /**
   * @param earliestDate "none" for none
   */
  public record Scenario(
      String file,
      String name,
      CaseFile caseFile,
      String verdict,
      String earliestDate,
      List<String> questions,
      List<Expected> findings) {}

  /**
   * What became of one case, or of one demand on the suite as a whole.
   *
   * @param file the case file, or where it should be
   * @param failure empty where all is as expected; otherwise what is not, several lines
   * @param sides the expectations, where the failure is that they differ from what was found
   * @param why what made the difference, where that was looked for; a part of the failure too
   */
  public record Outcome(
      String file, String name, String failure, List<SideBySide.Row> sides, String why) {
    Outcome(String file, String name, String failure) {
      this(file, name, failure, List.of(), "");
    }

    Outcome(String file, String name, SideBySide sides) {
      this(file, name, sides.difference(), sides.rows(), "");
    }

    Outcome with(String reason) {
      return new Outcome(file, name, failure + "\n" + reason, sides, reason);
    }

    public boolean passed() {
      return failure.isEmpty();
    }
  }

  /** A case or a scenario, to be judged by itself. */
  public sealed interface Check permits RuleCaseCheck, ScenarioCheck {
    CaseFile caseFile();

    /** The case file. */
    String file();

    String name();

    /**
     * What became of it.
     *
     * @param cards by rule id; where a case's rule has none, it fails
     */
    Outcome judge(Map<String, Card> cards, ScreeningResult result);
  }

  private record RuleCaseCheck(RuleCases of, RuleCase one) implements Check {
    @Override
    public CaseFile caseFile() {
      return one.caseFile;
    }

    @Override
    public String file() {
      return of.file;
    }

    @Override
    public String name() {
      return one.name;
    }

    @Override
    public Outcome judge(Map<String, Card> cards, ScreeningResult result) {
      Card card = cards.get(of.rule);
      return card == null
          ? new Outcome(of.file, one.name, "no rule " + of.rule)
          : outcome(of, card, one, result);
    }
  }

  private record ScenarioCheck(Scenario scenario) implements Check {
    @Override
    public CaseFile caseFile() {
      return scenario.caseFile;
    }

    @Override
    public String file() {
      return scenario.file;
    }

    @Override
    public String name() {
      return scenario.name;
    }

    @Override
    public Outcome judge(Map<String, Card> cards, ScreeningResult result) {
      return outcome(scenario, result);
    }
  }

  /** Every case, then every scenario; by file. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    rules.forEach(file -> file.cases.forEach(one -> checks.add(new RuleCaseCheck(file, one))));
    scenarios.forEach(scenario -> checks.add(new ScenarioCheck(scenario)));
    return checks;
  }

  /** Those of {@link #checks}, each under the name that it has in its file. */
  public List<CaseFile> named() {
    return checks().stream()
        .map(
            check -> {
              String name = check.file() + ": " + check.name();
              CaseFile one = check.caseFile();
              return new CaseFile(
                  name.substring(0, Math.min(name.length(), Limits.ID_CHARS)),
                  one.asOf(),
                  one.patient(),
                  one.proposed(),
                  one.history());
            })
        .toList();
  }

  /** By file. */
  public List<RuleCases> rules() {
    return rules;
  }

  /** By file. */
  public List<Scenario> scenarios() {
    return scenarios;
  }

  /** Those of the care, by file. */
  public List<CareCases> care() {
    return care;
  }

  /** What is wrong with the cases that are not among these; by file, then place. */
  public List<Diagnostic> problems() {
    return problems;
  }

  /** Files that were not read: see {@link org.needlewise.rulebase.check.PlainFiles}. */
  List<String> passedOver() {
    return passedOver;
  }

  /** Every case and scenario, and whether each rule has cases and fires in them; by file. */
  public List<Outcome> run(RuleBase base) {
    return run(base, file -> true);
  }

  /**
   * The same for some files alone.
   *
   * @param wanted asked with the path of a case file below the folder
   */
  public List<Outcome> run(RuleBase base, Predicate<String> wanted) {
    Map<String, Card> cards = Card.byId(base.cards());
    Set<Card> proven = new HashSet<>();
    List<RuleCases> rules = this.rules.stream().filter(file -> wanted.test(file.file)).toList();
    List<Scenario> scenarios =
        this.scenarios.stream().filter(scenario -> wanted.test(scenario.file)).toList();
    List<CaseFile> cases = new ArrayList<>();
    rules.forEach(file -> file.cases.forEach(one -> cases.add(one.caseFile)));
    scenarios.forEach(scenario -> cases.add(scenario.caseFile));
    List<ScreeningResult> screened;
    try (Screener screener = new Screener(base)) {
      screened = screener.screen(cases);
    }
    Set<String> broken = problems.stream().map(Diagnostic::file).collect(Collectors.toSet());
    List<Outcome> outcomes = new ArrayList<>();
    int next = 0;
    for (RuleCases file : rules) {
      Card card = cards.get(file.rule);
      proven.add(card);
      outcomes.add(place(file, card));
      boolean fires = false;
      for (RuleCase one : file.cases) {
        ScreeningResult result = screened.get(next++);
        if (card != null) {
          outcomes.add(outcome(file, card, one, result));
          fires |= result.report() != null && !of(card, result.report()).isEmpty();
        }
      }
      if (card != null && !fires && !broken.contains(file.file)) {
        outcomes.add(new Outcome(file.file, "fires", "the rule fires in none of its cases"));
      }
    }
    for (Scenario scenario : scenarios) {
      outcomes.add(outcome(scenario, screened.get(next++)));
    }
    care.stream()
        .filter(file -> wanted.test(file.file()))
        .forEach(file -> outcomes.addAll(file.run(base.care())));
    base.cards().stream()
        .filter(card -> !proven.contains(card) && wanted.test(fileOf(card)))
        .filter(card -> !broken.contains(fileOf(card)))
        .forEach(card -> outcomes.add(missing(card)));
    return outcomes;
  }

  private static Outcome place(RuleCases file, Card card) {
    String failure = "";
    if (card == null) {
      failure = "found the rule \"" + file.rule + "\", expected the id of an active rule";
    } else if (!file.file.equals(fileOf(card))) {
      failure = "found cases of " + card.file() + ", expected them in " + fileOf(card);
    }
    return new Outcome(file.file, "names its rule", failure);
  }

  private static Outcome missing(Card card) {
    return new Outcome(
        fileOf(card), "is there", "no cases of " + card.id() + ", expected them in this file");
  }

  /** Where the cases of a rule stand. */
  private static String fileOf(Card card) {
    return fileOf(card.file());
  }

  /**
   * The same.
   *
   * @param rule the path of its file
   */
  public static String fileOf(String rule) {
    return rule.replaceFirst("\\.drl$", ".yaml");
  }

  static List<Finding> of(Card card, AdvisoryReport report) {
    return report.findings().stream().filter(f -> f.rule().equals(card.id())).toList();
  }

  private static Outcome outcome(RuleCases file, Card card, RuleCase one, ScreeningResult result) {
    AdvisoryReport report = result.report();
    if (report == null) {
      return new Outcome(file.file, one.name, result.failure());
    }
    SideBySide sides = new SideBySide();
    List<Expected> expected = one.expect.stream().map(e -> e.withEvidenceOf(card)).toList();
    findings(sides, expected, of(card, report), false);
    if (one.questions != null) {
      sides.line("questions: " + one.questions, "questions: " + questions(report));
    }
    if (one.earliest != null) {
      sides.line("earliest: " + one.earliest, "earliest: " + earliest(report));
    }
    return new Outcome(file.file, one.name, sides);
  }

  private static Outcome outcome(Scenario scenario, ScreeningResult result) {
    AdvisoryReport report = result.report();
    if (report == null) {
      return new Outcome(scenario.file, scenario.name, result.failure());
    }
    SideBySide sides = new SideBySide();
    sides.line("verdict: " + scenario.verdict, "verdict: " + report.verdict().code());
    sides.line("earliestDate: " + scenario.earliestDate, "earliestDate: " + earliest(report));
    sides.line("questions: " + scenario.questions, "questions: " + questions(report));
    findings(sides, scenario.findings, report.findings(), true);
    return new Outcome(scenario.file, scenario.name, sides);
  }

  private static void findings(
      SideBySide sides, List<Expected> expected, List<Finding> found, boolean whole) {
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      Expected left = i < expected.size() ? expected.get(i) : null;
      boolean message = left == null || left.message() != null;
      Expected right = i < found.size() ? Expected.found(found.get(i), whole, message) : null;
      sides.block(
          "finding " + (i + 1),
          left == null ? List.of("no finding") : left.lines(),
          right == null ? List.of("no finding") : right.lines());
    }
  }

  static List<String> questions(AdvisoryReport report) {
    return report.questions().stream().map(AdvisoryReport.Question::code).toList();
  }

  static String earliest(AdvisoryReport report) {
    return Objects.toString(report.earliestDate(), "none");
  }
}
