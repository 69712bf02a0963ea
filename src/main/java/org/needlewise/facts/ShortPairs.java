package org.needlewise.facts;

import java.util.List;

/**
 * Pairs of visits closer than the interval rules ask of the later one. Stands in the second pass.
 */
public record ShortPairs(MeasuredCase subject, VisitPairs pairs) implements Fact {

  @Override
  public List<String> pointers() {
    return pairs.pointers();
  }

  /** Those of which both visits are within so many months before the proposed date. */
  public VisitPairs withinMonths(int months) {
    return pairs.withinMonths(months);
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
