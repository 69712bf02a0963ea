package org.needlewise.facts;

import java.time.LocalDate;

/** Day numbers, lengths and pointers as text; those that most cases share are printed once. */
public final class Printed {
  /** A power of two; some 22 years of days. */
  private static final int DAYS = 1 << 13;

  /** Hundredths of a millimetre; entries of a history. */
  private static final int FEW = 1 << 10;

  /** Immutable, as texts are, so that threads may set and read them as they come. */
  private record Date(int day, String text) {}

  /** The last day that a case or a report can name: the year has four digits. */
  public static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();

  private static final int FIRST_DAY = (int) LocalDate.of(0, 1, 1).toEpochDay();

  private static final Date[] DATES = new Date[DAYS];
  private static final String[] MILLIMETRES = new String[FEW];
  private static final String[] HISTORY = new String[FEW];

  private Printed() {}

  /** A day number as YYYY-MM-DD; one that cannot be named, as what it lies behind. */
  public static String date(int day) {
    if (day > LAST_DAY || day < FIRST_DAY) {
      return day > LAST_DAY ? "the end of 9999" : "before 0000-01-01";
    }
    Date printed = DATES[day & DAYS - 1];
    if (printed == null || printed.day != day) {
      printed = new Date(day, LocalDate.ofEpochDay(day).toString());
      DATES[day & DAYS - 1] = printed;
    }
    return printed.text;
  }

  /** JSON Pointer to an entry of the history. */
  static String history(int entry) {
    if (entry >= FEW) {
      return "/history/" + entry;
    }
    String printed = HISTORY[entry];
    if (printed == null) {
      printed = "/history/" + entry;
      HISTORY[entry] = printed;
    }
    return printed;
  }

  /** As {@link Double#toString(double)}. */
  public static String length(double millimetres) {
    int hundredths = (int) (millimetres * 100 + 0.5);
    if (hundredths < 0 || hundredths >= FEW || hundredths / 100.0 != millimetres) {
      return Double.toString(millimetres);
    }
    String printed = MILLIMETRES[hundredths];
    if (printed == null) {
      printed = Double.toString(millimetres);
      MILLIMETRES[hundredths] = printed;
    }
    return printed;
  }
}
