package org.needlewise.rulebase.drl;

import java.util.Comparator;

/**
 * A mistake in a file of a rules folder.
 *
 * @param file path below the rules folder, with forward slashes
 * @param line from 1
 * @param column from 1
 * @param what what stands there
 * @param expected what should; "" where the first part says it all
 */
public record RuleProblem(
    String file, int line, int column, Severity severity, String what, String expected) {

  /** Whether rules with it load all the same. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** By file, then place. */
  public static final Comparator<RuleProblem> ORDER =
      Comparator.comparing(RuleProblem::file)
          .thenComparingInt(RuleProblem::line)
          .thenComparingInt(RuleProblem::column);

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:column: what, expected …}, on one line. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (isError() ? "" : "warning: ")
        + what
        + (expected.isEmpty() ? "" : ", expected " + expected);
  }
}
