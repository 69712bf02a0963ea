package org.needlewise.facts;

import java.time.LocalDate;

/** Day numbers and calendar units. A month's end clamps: 2027-11-30 plus 3 months is 2028-02-29. */
final class Calendar {
  /**
   * Later than every date of a case: what a date that never comes, or is not known, is measured as.
   */
  static final int NEVER = Integer.MAX_VALUE;

  private Calendar() {}

  static int day(LocalDate date) {
    return (int) date.toEpochDay();
  }

  static int dayOrNever(LocalDate date) {
    return date == null ? NEVER : day(date);
  }

  static int plusMonths(int day, int months) {
    return day(LocalDate.ofEpochDay(day).plusMonths(months));
  }

  static int plusYears(int day, int years) {
    return day(LocalDate.ofEpochDay(day).plusYears(years));
  }

  /** Whether a date is within so many months before another: date &gt; of - months. */
  static boolean within(int date, int months, int of) {
    long days = (long) of - date;
    return surelyLess(days, months) || !surelyMore(days, months) && date > plusMonths(of, -months);
  }

  /** Whether a date is so many months after another, or later: date &gt;= of + months. */
  static boolean reached(int date, int months, int of) {
    long days = (long) date - of;
    return surelyMore(days, months) || !surelyLess(days, months) && date >= plusMonths(of, months);
  }

  /** Whether so many days are less than so many months, whichever these are. */
  private static boolean surelyLess(long days, int months) {
    return months >= 0 && days < 28L * months;
  }

  private static boolean surelyMore(long days, int months) {
    return months >= 0 && days > 31L * months;
  }

  /**
   * The first day on which a date is no longer {@link #within}. Not simply date + months: from
   * 2028-02-29 twelve months reach to 2029-02-28, yet twelve months before 2029-02-28 is
   * 2028-02-28.
   */
  static int firstDayNotWithin(int date, int months) {
    int day = plusMonths(date, months);
    while (within(date, months, day)) {
      day++;
    }
    return day;
  }
}
