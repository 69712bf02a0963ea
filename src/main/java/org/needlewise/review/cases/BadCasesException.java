package org.needlewise.review.cases;

import java.util.List;

/** Test-case files that cannot be read, with all that is wrong with them. */
public final class BadCasesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public BadCasesException(List<String> problems) {
    // A user's mistake has no stack trace.
    super(String.join("\n", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** At least one line: file, place, found, expected. */
  public List<String> problems() {
    return problems;
  }
}
