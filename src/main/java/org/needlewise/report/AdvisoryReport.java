package org.needlewise.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What the rules found for one case.
 *
 * @param verdict the highest of the findings', proceed where there is none
 * @param earliestDate the first date, not before the proposed date and asOf, on which the same
 *     treatment draws no defer finding; null where a contraindication stands or no date within
 *     reach makes it so
 * @param findings in {@link Finding#ORDER}
 * @param questions the safety questions that the case leaves unanswered, in the order in which to
 *     ask them
 */
public record AdvisoryReport(
    String caseId,
    LocalDate asOf,
    Verdict verdict,
    LocalDate earliestDate,
    List<Finding> findings,
    List<Question> questions,
    RuleSet ruleSet) {

  public record Question(String code, String ask) {}

  /**
   * @param digest SHA-256 over every file that can change a report, lower-case hexadecimal
   * @param signed whether those signed it who have to
   * @param effective the day from which it is in effect where that lies behind asOf; else null
   * @param overlay what was laid upon it: its name and the beginning of its SHA-256; null: nothing
   */
  public record RuleSet(
      String version, String digest, boolean signed, LocalDate effective, String overlay) {
    public boolean inEffect() {
      return effective == null;
    }
  }
}
