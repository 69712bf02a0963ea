package org.needlewise.screening;

import org.needlewise.report.AdvisoryReport;

/**
 * What became of one case: its report, or why it was not evaluated. Never both, never neither.
 *
 * @param failure names the rule and the kind of failure, or what was counted; never a patient's
 *     data
 * @param tooMuch whether the case asked for more than is done for one; else its rules threw
 */
public record ScreeningResult(AdvisoryReport report, String failure, boolean tooMuch) {
  /**
   * @throws NotEvaluatedException where there is none
   */
  public AdvisoryReport orThrow() {
    if (report == null) {
      throw new NotEvaluatedException(failure, tooMuch);
    }
    return report;
  }

  ScreeningResult(AdvisoryReport report) {
    this(report, null, false);
  }
}
