package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Diagnostic.Severity;
import org.needlewise.casefile.Limits;

/** What is wrong, as it is found. */
public final class Problems {
  /** Of one file. */
  private static final int IN_FILE = Limits.ERRORS;

  /** Of all files. */
  private static final int IN_ALL = 10 * IN_FILE;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int errors;

  public void error(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.ERROR, what, expected);
  }

  public void warning(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.WARNING, what, expected);
  }

  public void add(Source source, int offset, Severity severity, String what, String expected) {
    tell(
        source.file(),
        severity,
        () ->
            new Diagnostic(
                source.file(),
                0,
                source.line(offset),
                source.column(offset),
                "",
                what,
                expected,
                severity));
  }

  public void add(Diagnostic problem) {
    tell(problem.file(), problem.severity(), () -> problem);
  }

  /** Counts a problem, and notes it where there are not too many. */
  private void tell(String file, Severity severity, Supplier<Diagnostic> problem) {
    errors += severity == Severity.ERROR ? 1 : 0;
    int inFile = counts.merge(severity + "/" + file, 1, Integer::sum);
    int inAll = counts.merge(severity.toString(), inFile <= IN_FILE ? 1 : 0, Integer::sum);
    if (inFile <= IN_FILE && inAll <= IN_ALL) {
      found.add(problem.get());
    } else if (inFile == IN_FILE + 1 && inAll <= IN_ALL) {
      Diagnostic at = problem.get();
      found.add(more(file, at.line(), at.column(), IN_FILE + " in a file", severity));
    } else if (inAll == IN_ALL + 1 && inFile <= IN_FILE) {
      found.add(more("", 0, 0, IN_ALL + " in all files", severity));
    }
  }

  private static Diagnostic more(
      String file, int line, int column, String most, Severity severity) {
    String expected = "at most " + most + "; mend some of these first";
    return new Diagnostic(file, 0, line, column, "", "more mistakes", expected, severity);
  }

  /** Those that are not told among them. */
  public int errors() {
    return errors;
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  /** Each once, by file, then place. */
  public List<Diagnostic> sorted() {
    return found.stream().distinct().sorted(Diagnostic.ORDER).toList();
  }
}
