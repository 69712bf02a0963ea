package org.needlewise.facts;

import java.util.List;

/** A visit, and the last one before it of which an area overlaps one of its own. */
public record VisitPair(Visit earlier, Visit later) implements Span {

  @Override
  public List<String> pointers() {
    return VisitPairs.pointers(List.of(this));
  }

  @Override
  public boolean protocol() {
    return earlier.protocol() && later.protocol();
  }

  /** Days from one to the other. */
  public int gapDays() {
    return later.date() - earlier.date();
  }

  /** Whether the later one is before the day so many months after the earlier one. */
  public boolean gapBelowMonths(int months) {
    return !Calendar.reached(later.date(), months, earlier.date());
  }

  /** The greatest depth of the later visit. */
  public double laterDepthMm() {
    return later.depthMm();
  }

  @Day
  public int earlierDate() {
    return earlier.date();
  }

  @Day
  public int laterDate() {
    return later.date();
  }

  /** The day that lies as far behind the later visit as the later one behind the earlier. */
  @Day
  public int repeatDate() {
    return later.date() + gapDays();
  }
}
