package org.needlewise.review.cases;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.Finding;
import org.needlewise.review.Words;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.review.explain.Difference;
import org.needlewise.review.explain.Explainer;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Runs the cases that prove the rules. Kept for as long as a reviewer edits, it compiles and reads
 * only what has changed since its last run. Used by one thread at a time.
 */
public final class RuleTestRun {
  private final Scope scope;
  private CaseReader reader;
  private Vocabulary vocabulary;

  public RuleTestRun(Scope scope) {
    this.scope = scope;
  }

  /**
   * What became of a run.
   *
   * @param unreadable what is wrong with the rules, so that nothing ran, or with some case files,
   *     whose other cases ran; a line each
   * @param badCases whether it is the case files
   * @param drafts ids of those that were asked for and not tried
   * @param rules of which cases ran
   * @param cases that ran, scenarios among them
   * @param outcomes in the order in which they ran
   * @param millis how long it took
   */
  public record Result(
      List<String> unreadable,
      boolean badCases,
      List<String> drafts,
      int rules,
      int cases,
      List<Outcome> outcomes,
      long millis) {

    public List<Outcome> failures() {
      return outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    }

    /** Whether everything ran, and as expected. */
    public boolean sound() {
      return unreadable.isEmpty() && failures().isEmpty();
    }

    /** What is wrong, expected and found side by side, and a line that sums up. */
    public String text() {
      StringBuilder text = new StringBuilder();
      unreadable.forEach(line -> text.append(line).append('\n'));
      failures().forEach(outcome -> text.append(text(outcome)).append('\n'));
      return text.append(summary()).append('\n').append(Words.untried(drafts)).toString();
    }

    /** The same without what an earlier part of the run has told. */
    public String textAfter(Result first) {
      StringBuilder text = new StringBuilder();
      unreadable.stream()
          .filter(line -> !first.unreadable.contains(line))
          .forEach(line -> text.append(line).append('\n'));
      failures().stream()
          .filter(outcome -> !first.outcomes.contains(outcome))
          .forEach(outcome -> text.append(text(outcome)).append('\n'));
      return text.append(summary()).append('\n').append(Words.untried(drafts)).toString();
    }

    /** One failure. */
    public static String text(Outcome outcome) {
      StringBuilder text = new StringBuilder("FAILED " + outcome.file() + ": " + outcome.name());
      outcome.failure().lines().forEach(line -> text.append("\n    ").append(line));
      return text.append('\n').toString();
    }

    private String summary() {
      String mistakes =
          Words.count(unreadable.size(), "mistake")
              + (badCases ? " in the case files." : " in the rules.");
      if (!unreadable.isEmpty() && outcomes.isEmpty()) {
        return "No case ran: " + mistakes;
      }
      int failed = failures().size();
      return Words.count(rules, "rule")
          + ", "
          + Words.count(cases, "case")
          + " in "
          + Words.seconds(millis)
          + ": "
          + (failed == 0 ? "all as expected" : failed + " not as expected, in " + where())
          + (unreadable.isEmpty() ? "." : "; " + mistakes);
    }

    /** The files with failures, and how many each has. */
    private String where() {
      return failures().stream()
          .collect(Collectors.groupingBy(Outcome::file, TreeMap::new, Collectors.counting()))
          .entrySet()
          .stream()
          .map(file -> file.getKey() + " (" + file.getValue() + ")")
          .collect(Collectors.joining(", "));
    }

    /**
     * One object: sound, counts, unreadable, drafts not tried, failures with file, case, expected,
     * found.
     */
    public String json() {
      List<Failed> failed =
          failures().stream()
              .map(each -> new Failed(each.file(), each.name(), each.failure()))
              .toList();
      return Words.json(new Json(sound(), rules, cases, millis, unreadable, drafts, failed));
    }

    private record Json(
        boolean sound,
        int rules,
        int cases,
        long millis,
        List<String> unreadable,
        List<String> draftsNotTried,
        List<Failed> failures) {}

    private record Failed(String file, String name, String failure) {}
  }

  /** Runs all that is in the scope. */
  public Result run() throws IOException {
    return run(Set.of(), result -> {});
  }

  /**
   * Runs the cases of some rules before the others.
   *
   * @param touched paths of rule or case files below their folders; where none is of a rule, no
   *     case goes first
   * @param first told what became of those, before the others run
   */
  public Result run(Set<String> touched, Consumer<Result> first) throws IOException {
    long start = System.nanoTime();
    RuleBase base;
    try {
      base = NamedFiles.load(scope.rules(), scope.fires());
    } catch (BadRulesException e) {
      return unreadable(e.problems().stream().map(Diagnostic::toString).toList(), false, start);
    }
    CaseSuite suite;
    try {
      suite = suite(base.vocabulary()).without(base.idle());
    } catch (InvalidInputException e) {
      return unreadable(told(e.problems(), scope.cases()), true, start);
    }
    Scope soon = new Scope(scope.rules(), scope.cases(), stems(touched));
    Predicate<String> now = file -> scope.covers(file) && soon.covers(file);
    List<Outcome> outcomes = new ArrayList<>();
    if (!soon.parts().isEmpty()) {
      outcomes.addAll(withReasons(suite.run(base, now), suite, base));
      first.accept(result(suite, List.of(), now, outcomes, start));
      now = now.negate();
    } else {
      now = file -> true;
    }
    outcomes.addAll(withReasons(suite.run(base, now.and(scope::covers)), suite, base));
    return result(suite, scope.drafts(base.idle()), scope::covers, outcomes, start);
  }

  /**
   * What the case files in the scope would say if they expected what a sound set of rules gives.
   */
  public Acceptance acceptance() throws IOException {
    RuleBase base = NamedFiles.load(scope.rules(), scope.fires());
    return Acceptance.of(scope.cases(), suite(base.vocabulary()), base, scope::covers);
  }

  /** So many failures are explained; who broke more reads the first ones first. */
  private static final int EXPLAINED = 20;

  private List<Outcome> withReasons(List<Outcome> outcomes, CaseSuite suite, RuleBase base) {
    return outcomes.stream().allMatch(Outcome::passed)
        ? outcomes
        : withReasons(outcomes, suite, base, NamedFiles.open(scope.rules(), scope.fires()));
  }

  /**
   * Adds to a rule's failed cases the fact that made the difference, and what differs.
   *
   * @param suite that they are of
   * @param base by which they were screened
   * @param open the same rules
   */
  public static List<Outcome> withReasons(
      List<Outcome> outcomes, CaseSuite suite, RuleBase base, OpenRules open) {
    Map<String, CaseSuite.RuleCases> files = new HashMap<>();
    suite.rules().forEach(file -> files.put(file.file(), file));
    List<Outcome> explained = new ArrayList<>();
    int left = EXPLAINED;
    for (Outcome outcome : outcomes) {
      CaseSuite.RuleCases file = files.get(outcome.file());
      CaseSuite.RuleCase one =
          outcome.passed() || file == null ? null : caseOf(file, outcome.name());
      List<OpenRules.Rule> rule = one == null ? List.of() : open.named(file.rule());
      if (rule.isEmpty() || left == 0) {
        explained.add(outcome);
        continue;
      }
      left--;
      String why = why(Explainer.of(open, base, one.caseFile()), rule.get(0), one);
      explained.add(outcome.with(why));
    }
    return explained;
  }

  private static String why(Explainer explainer, OpenRules.Rule rule, CaseSuite.RuleCase one) {
    List<String> expected =
        one.expect().stream().flatMap(each -> each.because().stream()).limit(1).toList();
    StringBuilder why = new StringBuilder(explainer.explain(rule, expected).decided());
    List<Finding> found =
        explainer.trace().report().findings().stream()
            .filter(finding -> finding.rule().equals(rule.card().id()))
            .toList();
    for (int i = 0; i < Math.min(found.size(), one.expect().size()); i++) {
      Expected was = one.expect().get(i);
      Finding is = found.get(i);
      Difference.of(one.caseFile(), was.because(), was.interval(), is.because(), is.interval())
          .forEach(each -> why.append("\n  ").append(each));
    }
    return why.toString();
  }

  private static CaseSuite.RuleCase caseOf(CaseSuite.RuleCases file, String name) {
    return file.cases().stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  private CaseSuite suite(Vocabulary words) {
    if (reader == null || !words.equals(vocabulary)) {
      reader = new CaseReader(scope.cases(), words);
      vocabulary = words;
    }
    return reader.read();
  }

  private static Set<String> stems(Set<String> files) {
    return files.stream()
        .filter(file -> file.indexOf('/') > 0 && !file.startsWith("evidence/"))
        .map(file -> file.replaceFirst("\\.[a-z]+$", ""))
        .collect(Collectors.toSet());
  }

  private static List<String> told(List<Diagnostic> problems, Path folder) {
    return problems.stream()
        .map(problem -> problem.in(PlainFiles.path(folder, problem.file())).toString())
        .toList();
  }

  private static Result unreadable(List<String> lines, boolean cases, long start) {
    return new Result(lines, cases, List.of(), 0, 0, List.of(), millis(start));
  }

  private Result result(
      CaseSuite suite,
      List<String> drafts,
      Predicate<String> ran,
      List<Outcome> outcomes,
      long start) {
    List<CaseSuite.RuleCases> rules =
        suite.rules().stream().filter(file -> ran.test(file.file())).toList();
    long scenarios = suite.scenarios().stream().filter(each -> ran.test(each.file())).count();
    int care =
        suite.care().stream()
            .filter(file -> ran.test(file.file()))
            .mapToInt(file -> file.cases().size())
            .sum();
    int cases = (int) scenarios + care + rules.stream().mapToInt(file -> file.cases().size()).sum();
    List<String> wrong =
        told(
            suite.problems().stream().filter(problem -> ran.test(problem.file())).toList(),
            scope.cases());
    return new Result(
        wrong, !wrong.isEmpty(), drafts, rules.size(), cases, List.copyOf(outcomes), millis(start));
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
