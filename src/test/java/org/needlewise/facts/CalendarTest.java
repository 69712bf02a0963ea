package org.needlewise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Months are calendar months whichever way they are told, the day before and the day itself. */
class CalendarTest {
  private static int day(String date) {
    return Calendar.day(LocalDate.parse(date));
  }

  @Test
  void monthsAreToldAsTheCalendarTellsThem() {
    // From before a leap day to after it, so that every month's end is met in both kinds of years.
    for (int of = day("2027-01-01"); of <= day("2028-12-31"); of++) {
      LocalDate from = LocalDate.ofEpochDay(of);
      for (int months : new int[] {-3, 0, 1, 2, 3, 6, 12, 24}) {
        int ahead = Calendar.day(from.plusMonths(months));
        int back = Calendar.day(from.minusMonths(months));
        for (int off = -4; off <= 4; off++) {
          String what = from + ", " + months + " months, " + off + " days off";
          assertEquals(off >= 0, Calendar.reached(ahead + off, months, of), what);
          assertEquals(off > 0, Calendar.within(back + off, months, of), what);
        }
      }
    }
  }

  @Test
  void aMonthsEndClamps() {
    assertFalse(Calendar.reached(day("2028-02-28"), 3, day("2027-11-30")));
    assertTrue(Calendar.reached(day("2028-02-29"), 3, day("2027-11-30")));
    assertFalse(Calendar.within(day("2028-02-28"), 12, day("2029-02-28")));
    assertTrue(Calendar.within(day("2028-02-29"), 12, day("2029-02-28")));
  }

  @Test
  void manyMonthsAndADateThatNeverComesAreNoTrouble() {
    assertTrue(Calendar.within(day("2027-01-01"), Integer.MAX_VALUE, day("2027-01-01")));
    assertFalse(Calendar.reached(day("2027-01-01"), Integer.MAX_VALUE, day("2027-01-01")));
    assertTrue(Calendar.within(Calendar.NEVER, 12, day("2027-01-01")));
    assertFalse(Calendar.within(Integer.MIN_VALUE, 12, day("2027-01-01")));
  }

  @Test
  void whatIsPrintedOnceIsPrintedAsEver() {
    for (int round = 0; round < 2; round++) {
      for (int i = -3; i < 1100; i++) {
        double millimetres = i / 100.0;
        assertEquals(Double.toString(millimetres), Printed.length(millimetres));
        assertEquals("/history/" + Math.abs(i), Printed.history(Math.abs(i)));
      }
      assertEquals("0.333", Printed.length(0.333));
      // The second takes the place of the first.
      for (String date : new String[] {"2027-01-01", "2049-06-06", "0001-01-01", "9970-12-31"}) {
        assertEquals(date, Printed.date(day(date)));
        assertEquals(
            LocalDate.ofEpochDay(day(date) + 8192).toString(), Printed.date(day(date) + 8192));
      }
    }
  }

  @Test
  void aDayThatNoDateNamesIsToldByWhatItLiesBehind() {
    assertEquals("9999-12-31", Printed.date(Printed.LAST_DAY));
    assertEquals("the end of 9999", Printed.date(Printed.LAST_DAY + 1));
    assertEquals("the end of 9999", Printed.date(Calendar.NEVER));
    assertEquals("0000-01-01", Printed.date(day("0000-01-01")));
    assertEquals("before 0000-01-01", Printed.date(day("0000-01-01") - 1));
  }
}
