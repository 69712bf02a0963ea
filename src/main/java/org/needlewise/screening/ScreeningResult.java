package org.needlewise.screening;

import org.needlewise.report.AdvisoryReport;

/**
 * What became of one case: its report, or, where its rules threw, why it was not evaluated. Never
 * both, never neither.
 *
 * @param failure names the rule and the kind of failure, never a patient's data
 */
public record ScreeningResult(AdvisoryReport report, String failure) {}
