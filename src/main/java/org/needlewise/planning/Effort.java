package org.needlewise.planning;

import org.needlewise.casefile.CaseFile;
import org.needlewise.screening.NotEvaluatedException;

/**
 * What telling more of one case than its report takes: counted, not timed, so that the same case
 * always ends the same way. One screening has a bound of its own; this one bounds many.
 */
final class Effort {
  /** What a case takes whatever its length, in entries of its lists. */
  private static final int EACH = 50;

  private final long limit;
  private long spent;

  /**
   * @param limit of screenings, each counted with its case's entries
   */
  Effort(long limit) {
    this.limit = limit;
  }

  /**
   * @throws NotEvaluatedException where that is more than is done for one case
   */
  void screen(CaseFile caseFile, long times) {
    spent += times * (EACH + caseFile.entries());
    if (spent > limit) {
      throw new NotEvaluatedException(
          "not evaluated: what is asked beside the report takes screenings of %,d entries and more, expected at most %,d"
              .formatted(spent, limit),
          true);
    }
  }
}
