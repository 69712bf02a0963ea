package org.needlewise.rulebase.check;

import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.rulebase.drl.RuleProblem;

/**
 * A rules folder that does not load, with all that is wrong with it. The message is one line a
 * problem.
 */
public final class BadRulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  /**
   * @param problems at least one error among them
   */
  public BadRulesException(List<RuleProblem> problems) {
    // A reviewer's mistake has no stack trace.
    super(
        problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  /** By file, then place. */
  public List<RuleProblem> problems() {
    return problems;
  }
}
