package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Diagnostic.Severity;

/** What is wrong, as it is found. */
public final class Problems {
  private final List<Diagnostic> found = new ArrayList<>();

  public void error(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.ERROR, what, expected);
  }

  public void warning(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.WARNING, what, expected);
  }

  public void add(Source source, int offset, Severity severity, String what, String expected) {
    add(
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
    found.add(problem);
  }

  public int errors() {
    return (int) found.stream().filter(Diagnostic::isError).count();
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** Each once, by file, then place. */
  public List<Diagnostic> sorted() {
    return found.stream().distinct().sorted(Diagnostic.ORDER).toList();
  }
}
