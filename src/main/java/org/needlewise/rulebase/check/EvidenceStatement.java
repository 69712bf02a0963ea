package org.needlewise.rulebase.check;

/**
 * A statement of the evidence: {@code ledger.yaml} (L001…) or {@code external.yaml} (E01…).
 *
 * @param use rule, planner, forecast, expectation, report-text; "" for external literature
 * @param parameters its numbers and terms in a short form; "" where there are none
 */
public record EvidenceStatement(
    String id, String source, String section, String use, String says, String parameters) {
  /** Whether it is of the literature beside the three sources. */
  public boolean beyondTheSources() {
    return beyondTheSources(id);
  }

  public static boolean beyondTheSources(String id) {
    return id.startsWith("E");
  }
}
