package org.needlewise.rulebase;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.rulebase.RuleProblem.Severity;

/** What is wrong, as it is found. */
final class Problems {
  private final List<RuleProblem> found = new ArrayList<>();

  void error(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.ERROR, what, expected);
  }

  void warning(Source source, int offset, String what, String expected) {
    add(source, offset, Severity.WARNING, what, expected);
  }

  void add(Source source, int offset, Severity severity, String what, String expected) {
    add(
        new RuleProblem(
            source.file(), source.line(offset), source.column(offset), severity, what, expected));
  }

  void add(RuleProblem problem) {
    found.add(problem);
  }

  int errors() {
    return (int) found.stream().filter(RuleProblem::isError).count();
  }

  boolean hasErrors() {
    return found.stream().anyMatch(RuleProblem::isError);
  }

  /** Each once, by file, then place. */
  List<RuleProblem> sorted() {
    return found.stream().distinct().sorted(RuleProblem.ORDER).toList();
  }
}
