package org.needlewise.facts;

import java.util.List;

/**
 * Visits that must stay fewer than a limit within some months.
 *
 * @param counted those within the months before the proposed date
 * @param limit the count that must not be reached
 * @param liftedDate the date from which it no longer holds, however many there are; never where it
 *     holds always
 */
public record Limit(VisitCount counted, int limit, @Day int liftedDate) implements Span, Dated {

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

  /** The same, but lifted in maintenance from so many months after the last visit on. */
  public Limit liftedInMaintenanceAfterMonths(int months) {
    if (!counted.maintenance() || count() == 0) {
      return this;
    }
    int last = counted.visits().get(count() - 1).date();
    return new Limit(counted, limit, Calendar.plusMonths(last, months));
  }

  /** Whether it is lifted before, or when, the visits are few enough. */
  public boolean liftedFirst() {
    return liftedDate <= countFreeDate();
  }

  /**
   * The first date on which it no longer stands against a session: it is lifted, or else the first
   * date after the proposed one on which fewer than the limit of these visits are still within the
   * months, or all that are left follow the minoxidil protocol and so does the proposal; the
   * proposed date itself where the limit is not reached. A limit of 0 ends with the last visit.
   */
  @Override
  @Day
  public int freeDate() {
    return Math.min(liftedDate, countFreeDate());
  }

  private int countFreeDate() {
    if (!reached() || count() == 0) {
      return counted.proposedDate();
    }
    int fewEnough = Math.min(count(), count() - limit + 1);
    int gone = Math.max(1, Math.min(fewEnough, counted.protocolFrom()));
    return Calendar.firstDayNotWithin(counted.visits().get(gone - 1).date(), months());
  }
}
