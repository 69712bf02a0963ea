package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.rulebase.drl.RuleProblem.Severity;

/** What is wrong, as it is found. */
public final class Problems {
  private final List<RuleProblem> found = new ArrayList<>();

  public void error(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.ERROR, what, expected);
  }

  public void warning(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.WARNING, what, expected);
  }

  public void add(Source source, int offset, Severity severity, String what, String expected) {
    add(
        new RuleProblem(
            source.file(), source.line(offset), source.column(offset), severity, what, expected));
  }

  public void add(RuleProblem problem) {
    found.add(problem);
  }

  public int errors() {
    return (int) found.stream().filter(RuleProblem::isError).count();
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(RuleProblem::isError);
  }

  /** Each once, by file, then place. */
  public List<RuleProblem> sorted() {
    return found.stream().distinct().sorted(RuleProblem.ORDER).toList();
  }
}
