package org.needlewise.screening;

/**
 * What screening one case has taken, the search for its earliest date with it: counted, not timed,
 * so that the same case always ends the same way.
 */
final class Work {
  /**
   * Facts, matches and dates of a case together. No legal document is known that takes a quarter of
   * it by the shipped rules, and a real case takes a hundred; where rules multiply facts, it ends
   * here.
   */
  static final int LIMIT = 1_000_000;

  private int facts;
  private int matches;
  private int dates;

  /** Rules are asked of a fact. */
  void fact() {
    facts++;
    check();
  }

  /** A rule has matched. */
  void match() {
    matches++;
    check();
  }

  /** Another date is looked at. */
  void date() {
    dates++;
    check();
  }

  private void check() {
    if (facts + matches + dates > LIMIT) {
      throw new NotEvaluatedException(
          "not evaluated: found "
              + this
              + " before its end, expected at most %,d of them together".formatted(LIMIT),
          true);
    }
  }

  int dates() {
    return dates;
  }

  int total() {
    return facts + matches + dates;
  }

  @Override
  public String toString() {
    return "%,d facts, %,d matches and %,d dates".formatted(facts, matches, dates);
  }
}
