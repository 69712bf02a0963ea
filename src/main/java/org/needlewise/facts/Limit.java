package org.needlewise.facts;

import java.util.List;

/**
 * Visits that must stay fewer than a limit within some months.
 *
 * @param counted those within the months before the proposed date
 * @param limit the count that must not be reached
 */
public record Limit(VisitCount counted, int limit) implements Span, Dated {

  @Override
  public List<String> pointers() {
    return counted.pointers();
  }

  @Override
  public boolean protocol() {
    return counted.protocol();
  }

  public int count() {
    return counted.count();
  }

  public int months() {
    return counted.months();
  }

  public boolean reached() {
    return count() >= limit;
  }

  /**
   * The first date after the proposed one on which fewer than the limit of these visits are still
   * within the months, or all that are left follow the minoxidil protocol and so does the proposal;
   * the proposed date itself where the limit is not reached. A limit of 0 ends with the last visit.
   */
  @Override
  @Day
  public int freeDate() {
    if (!reached() || count() == 0) {
      return counted.proposedDate();
    }
    int gone = 1;
    while (gone < count() && count() - gone >= limit && !counted.protocolFrom(gone)) {
      gone++;
    }
    return Calendar.firstDayNotWithin(counted.visits().get(gone - 1).date(), months());
  }
}
