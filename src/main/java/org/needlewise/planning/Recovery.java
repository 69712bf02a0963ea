package org.needlewise.planning;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice.RecoveryStep;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Section;

/** What the care says of the days after the proposed session. */
public final class Recovery {
  /** The last day that a report can name. */
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private Recovery() {}

  /** The day of the session: the proposed one, or the earliest date where that is later. */
  public static LocalDate dayZero(CaseFile caseFile, AdvisoryReport report) {
    LocalDate proposed = caseFile.proposed().date();
    LocalDate earliest = report.earliestDate();
    return earliest != null && earliest.isAfter(proposed) ? earliest : proposed;
  }

  /**
   * By first day, then code; empty where the session is contraindicated. What the case says too
   * little of is told: its words say on what it hangs.
   *
   * @param report of the case
   */
  public static List<RecoveryStep> of(CaseFile caseFile, AdvisoryReport report, Care care) {
    if (report.verdict() == Verdict.CONTRAINDICATED) {
      return List.of();
    }
    LocalDate zero = dayZero(caseFile, report);
    return care.of(Section.PHASES, Section.SIGNS, Section.LIMITS).stream()
        .filter(entry -> !Boolean.FALSE.equals(entry.applies(caseFile, zero)))
        .filter(entry -> !zero.plusDays(entry.from()).isAfter(LAST))
        .map(entry -> step(entry, zero))
        .sorted(Comparator.comparingInt(RecoveryStep::fromDay).thenComparing(RecoveryStep::code))
        .toList();
  }

  private static RecoveryStep step(Entry entry, LocalDate zero) {
    LocalDate end = entry.to() == null ? null : zero.plusDays(entry.to());
    return new RecoveryStep(
        entry.code(),
        entry.from(),
        entry.to(),
        zero.plusDays(entry.from()),
        end != null && end.isAfter(LAST) ? LAST : end,
        entry.says(),
        entry.evidence());
  }

  /** Whether the session may be done on its day. */
  static boolean isAllowed(AdvisoryReport report) {
    return report.verdict().compareTo(Verdict.CAUTION) <= 0;
  }
}
