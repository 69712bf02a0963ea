package org.needlewise.review.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.review.Words;
import org.needlewise.rulebase.load.RuleChecker;

/**
 * What {@code rules check} found.
 *
 * @param rules how many rule files were looked at
 * @param problems by file, then place
 * @param millis how long it took
 */
public record CheckReport(Scope scope, int rules, List<Diagnostic> problems, long millis) {

  /**
   * Checks a rules folder as a whole and tells what concerns the part that was asked for.
   *
   * @param today the day against which the review dates are held
   */
  public static CheckReport of(Scope scope, LocalDate today) {
    long start = System.nanoTime();
    List<Diagnostic> problems =
        RuleChecker.check(scope.rules(), today).stream()
            .filter(problem -> concerns(scope, problem))
            .toList();
    int rules = (int) Scope.ruleFiles(scope.rules()).stream().filter(scope::covers).count();
    return new CheckReport(scope, rules, problems, (System.nanoTime() - start) / 1_000_000);
  }

  /** What all rules speak in concerns each of them. */
  private static boolean concerns(Scope scope, Diagnostic problem) {
    return scope.covers(problem.file()) || problem.isError() && !problem.file().endsWith(".drl");
  }

  /** Whether the rules load; warnings or not. */
  public boolean sound() {
    return errors() == 0;
  }

  public int errors() {
    return (int) problems.stream().filter(Diagnostic::isError).count();
  }

  public int warnings() {
    return problems.size() - errors();
  }

  /** A line a problem, and one that sums up. */
  public String text() {
    StringBuilder text = new StringBuilder();
    problems.forEach(
        problem -> text.append(problem.in(Words.file(scope.rules(), problem.file()))).append('\n'));
    return text.append(summary()).append('\n').toString();
  }

  private String summary() {
    return Words.count(rules, "rule")
        + " checked in "
        + Words.seconds(millis)
        + ": "
        + (problems.isEmpty()
            ? "nothing wrong"
            : Words.count(errors(), "error") + ", " + Words.count(warnings(), "warning"))
        + ".";
  }

  /** One object: sound, counts, problems with file, line, column, severity, found, expected. */
  public String json() {
    return Words.json(
        new Json(
            sound(),
            rules,
            errors(),
            warnings(),
            millis,
            problems.stream()
                .map(
                    p ->
                        new JsonProblem(
                            Words.file(scope.rules(), p.file()),
                            p.line(),
                            p.column(),
                            p.severity().name().toLowerCase(Locale.ROOT),
                            p.found(),
                            p.expected()))
                .toList()));
  }

  private record Json(
      boolean sound,
      int rules,
      int errors,
      int warnings,
      long millis,
      List<JsonProblem> problems) {}

  private record JsonProblem(
      String file, int line, int column, String severity, String found, String expected) {}
}
