package org.needlewise.casefile;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody wrote and nobody can use, with all that is wrong with it, a line each. */
public class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> problems;

  /**
   * @param problems at least one error among them, in the order in which they are told
   */
  public InvalidInputException(List<Diagnostic> problems) {
    // A user's mistake has no stack trace, and a batch meets many.
    super(
        problems.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  public InvalidInputException(Diagnostic problem) {
    this(List.of(problem));
  }

  /** At least one error among them. */
  public List<Diagnostic> problems() {
    return problems;
  }
}
