package org.needlewise.screening;

import java.time.LocalDate;
import org.needlewise.report.Verdict;

/**
 * What a report comes to.
 *
 * @param earliestDate as the report's; null where there is none
 */
public record Outcome(Verdict verdict, LocalDate earliestDate) {}
