package org.needlewise.report;

/** How a finding, or a whole report, stands to the proposed session; the gravest first. */
public enum Standing {
  DO_NOT_TREAT("Do not treat", "DO NOT TREAT", "not while what is found below holds"),
  /** No waiting mends it. */
  NOT_LIKE_THIS("Not like this", "NOT LIKE THIS", "not as proposed, on any date"),
  NOT_YET("Not yet", "NOT YET", "not on the proposed date"),
  FIND_OUT_FIRST("Find out first", "ASK FIRST", "what is unknown is not a no"),
  WITH_CARE("With care", "GO WITH CARE", "with what is said below"),
  GOOD_TO_KNOW(
      "Good to know", "PROCEED", "nothing against it was found by the rules that were asked");

  private final String words;
  private final String headline;
  private final String meaning;

  Standing(String words, String headline, String meaning) {
    this.words = words;
    this.headline = headline;
    this.meaning = meaning;
  }

  /** Before a finding. */
  public String words() {
    return words;
  }

  /** Over a report, in words that nobody misreads: {@code DO NOT TREAT}. */
  public String headline() {
    return headline;
  }

  /** What it means over a report; a clause without a full stop. */
  public String meaning() {
    return meaning;
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
