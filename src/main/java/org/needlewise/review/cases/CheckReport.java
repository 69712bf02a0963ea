package org.needlewise.review.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.VocabularyReader;
import org.needlewise.review.Words;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleChecker;

/**
 * What {@code rules check} found. Files are named as they are found from where the command was
 * given.
 *
 * @param rules how many rule files were looked at
 * @param problems of the rules, by file, then place
 * @param inCases those of the case files
 * @param millis how long it took
 */
public record CheckReport(
    int rules, List<Diagnostic> problems, List<Diagnostic> inCases, long millis) {

  /**
   * Checks a rules folder and its cases as a whole and tells what concerns the part that was asked
   * for.
   *
   * @param today the day against which the review dates are held
   */
  public static CheckReport of(Scope scope, LocalDate today) {
    long start = System.nanoTime();
    List<Diagnostic> problems;
    List<Diagnostic> inCases = List.of();
    try {
      RulesFolder folder = scope.rules().read();
      List<Diagnostic> found = new ArrayList<>(RuleChecker.check(folder, today));
      if (found.stream().noneMatch(Diagnostic::isError)) {
        found.addAll(Unrecorded.sinceCommit(scope.rules(), folder, today));
        found.sort(Diagnostic.ORDER);
      }
      found.removeIf(problem -> !concerns(scope, problem));
      problems = scope.rules().named(found);
      inCases = inCases(scope, folder.files().get(Scope.VOCABULARY));
    } catch (BadRulesException e) {
      problems = e.problems(); // nothing of it was read, whatever was asked for
    }
    inCases = inCases.stream().map(p -> p.in(PlainFiles.path(scope.cases(), p.file()))).toList();
    int rules = (int) Scope.ruleFiles(scope.rules()).stream().filter(scope::covers).count();
    return new CheckReport(rules, problems, inCases, (System.nanoTime() - start) / 1_000_000);
  }

  /**
   * @param vocabulary the words that cases may use; null where there are none
   */
  private static List<Diagnostic> inCases(Scope scope, byte[] vocabulary) {
    CaseReader reader;
    try {
      if (vocabulary == null) {
        return List.of();
      }
      reader = new CaseReader(scope.cases(), VocabularyReader.read(vocabulary, Scope.VOCABULARY));
    } catch (InvalidInputException e) {
      return List.of(); // told among the problems of the rules
    }
    try {
      CaseSuite suite = reader.read();
      return Stream.concat(
              suite.problems().stream(), suite.passedOver().stream().map(PlainFiles::passedOver))
          .filter(problem -> scope.covers(problem.file()))
          .toList();
    } catch (InvalidInputException e) {
      return e.problems(); // nothing of the folder was read
    }
  }

  /** What all rules speak in concerns each of them. */
  private static boolean concerns(Scope scope, Diagnostic problem) {
    return scope.covers(problem.file()) || problem.isError() && !problem.file().endsWith(".drl");
  }

  /** Whether the rules load, warnings or not, and all cases can be read. */
  public boolean sound() {
    return errors() == 0;
  }

  /** Whether the rules are sound and the case files are not. */
  public boolean badCases() {
    return !sound() && problems.stream().noneMatch(Diagnostic::isError);
  }

  public int errors() {
    return (int) all().filter(Diagnostic::isError).count();
  }

  public int warnings() {
    return problems.size() + inCases.size() - errors();
  }

  /** A line a problem, and one that sums up. */
  public String text() {
    StringBuilder text = new StringBuilder();
    all().forEach(problem -> text.append(problem).append('\n'));
    return text.append(summary()).append('\n').toString();
  }

  private Stream<Diagnostic> all() {
    return Stream.concat(problems.stream(), inCases.stream());
  }

  private String summary() {
    return Words.count(rules, "rule")
        + " checked in "
        + Words.seconds(millis)
        + ": "
        + (problems.isEmpty() && inCases.isEmpty()
            ? "nothing wrong"
            : Words.count(errors(), "error") + ", " + Words.count(warnings(), "warning"))
        + ".";
  }

  /**
   * One object: sound, counts, problems with file, line, column, pointer, severity, found,
   * expected.
   */
  public String json() {
    return Words.json(
        new Json(
            sound(),
            rules,
            errors(),
            warnings(),
            millis,
            all()
                .map(
                    p ->
                        new JsonProblem(
                            p.file(),
                            p.line(),
                            p.column(),
                            p.pointer(),
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
      String file,
      int line,
      int column,
      String pointer,
      String severity,
      String found,
      String expected) {}
}
