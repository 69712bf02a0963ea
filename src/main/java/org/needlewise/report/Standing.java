package org.needlewise.report;

import org.needlewise.words.Words;

/** How a finding, or a whole report, stands to the proposed session; the gravest first. */
public enum Standing {
  DO_NOT_TREAT,
  /** No waiting mends it. */
  NOT_LIKE_THIS,
  NOT_YET,
  FIND_OUT_FIRST,
  WITH_CARE,
  GOOD_TO_KNOW;

  /** Before a finding. */
  public String label(Words words) {
    return words.say("report.standing." + name());
  }

  /** Over a report, in words that nobody misreads: {@code DO NOT TREAT}. */
  public String headline(Words words) {
    return words.say("report.headline." + name());
  }

  /** What it means over a report; a clause without a full stop. */
  public String meaning(Words words) {
    return words.say("report.meaning." + name());
  }

  public static Standing of(AdvisoryReport report) {
    return report.findings().stream()
        .map(finding -> of(finding, report))
        .min(Standing::compareTo)
        .orElse(GOOD_TO_KNOW);
  }

  /**
   * @param report the one that holds the finding: where it has an earliest date, every deferral
   *     ends by itself
   */
  public static Standing of(Finding finding, AdvisoryReport report) {
    return switch (finding.verdict()) {
      case CONTRAINDICATED -> DO_NOT_TREAT;
      case DEFER -> report.earliestDate() != null || waits(finding) ? NOT_YET : NOT_LIKE_THIS;
      case INCOMPLETE -> FIND_OUT_FIRST;
      case CAUTION -> WITH_CARE;
      case PROCEED -> GOOD_TO_KNOW;
    };
  }

  /** For a date, or for something that comes about in time. */
  private static boolean waits(Finding finding) {
    return finding.earliestDate() != null || !finding.dateHolds().isEmpty();
  }
}
