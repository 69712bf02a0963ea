package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.ask.DateWords.Side;
import org.needlewise.words.Words;

class DateWordsTest {
  /** A Friday. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  private static final String EXPECTED =
      "A date is expected, such as 2026-11-20, 20.11.2026, 20 Nov 2026 or 3 weeks ago.";
  private static final String WHICH_DAY =
      "Which day of it? The latest that it may have been, where it is not sure.";

  private static String read(String text, Side side) {
    DateWords.Reading reading = DateWords.read(Words.ENGLISH, text, TODAY, side);
    return reading.problem().isEmpty()
        ? String.join(" or ", reading.days().stream().map(LocalDate::toString).toList())
        : reading.problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-20                  | 2026-11-20
          2026-1-5                    | 2026-01-05
          2026/11/20                  | 2026-11-20
          2026.11.20                  | 2026-11-20
          2028-02-29                  | 2028-02-29
          20.11.2026                  | 2026-11-20
          1. 9. 2026                  | 2026-09-01
          03.04.2026                  | 2026-04-03
          20 Nov 2026                 | 2026-11-20
          20 november 2026            | 2026-11-20
          20-Nov-2026                 | 2026-11-20
          20nov2026                   | 2026-11-20
          20. November 2026           | 2026-11-20
          1 Sept 2026                 | 2026-09-01
          the 20th of November, 2026  | 2026-11-20
          November 20, 2026           | 2026-11-20
          Nov. 20 2026                | 2026-11-20
          Friday, 20 Nov 2026         | 2026-11-20
          fri nov 20 2026             | 2026-11-20
          13/04/2026                  | 2026-04-13
          04/13/2026                  | 2026-04-13
          04/04/2026                  | 2026-04-04
          31-12-2026                  | 2026-12-31
          03/04/2026                  | 2026-04-03 or 2026-03-04
          3-4-2026                    | 2026-04-03 or 2026-03-04
          12/12/2026                  | 2026-12-12
          12/11/2026                  | 2026-11-12 or 2026-12-11
          today                       | 2026-11-20
          Yesterday                   | 2026-11-19
          tomorrow                    | 2026-11-21
          the day before yesterday    | 2026-11-18
          day after tomorrow          | 2026-11-22
          1 day ago                   | 2026-11-19
          3 weeks ago                 | 2026-10-30
          three  weeks ago            | 2026-10-30
          a week ago                  | 2026-11-13
          9 months ago                | 2026-02-20
          12 years ago                | 2014-11-20
          two days before today       | 2026-11-18
          in 10 days                  | 2026-11-30
          in a month                  | 2026-12-20
          2 weeks from now            | 2026-12-04
          last monday                 | 2026-11-16
          last friday                 | 2026-11-13
          next friday                 | 2026-11-27
          next Saturday               | 2026-11-21
          """)
  void understands(String text, String expected) {
    assertEquals(expected, read(text, Side.PAST));
    assertEquals(expected, read(text, Side.FUTURE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20 Nov     | 2026-11-20 | 2026-11-20
          21 Nov     | 2025-11-21 | 2026-11-21
          19 Nov     | 2026-11-19 | 2027-11-19
          November 1 | 2026-11-01 | 2027-11-01
          24.10.     | 2026-10-24 | 2027-10-24
          31 January | 2026-01-31 | 2027-01-31
          29 Feb     | 2024-02-29 | 2028-02-29
          friday     | 2026-11-20 | 2026-11-20
          on Monday  | 2026-11-16 | 2026-11-23
          this thu   | 2026-11-19 | 2026-11-26
          """)
  void takesWhatSaysNoYearForTheNearestOnItsSide(String text, String past, String future) {
    assertEquals(past, read(text, Side.PAST));
    assertEquals(future, read(text, Side.FUTURE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-13-01        | There is no month 13.
          2026-00-10        | There is no month 0.
          2026-11-31        | November 2026 has 30 days.
          2027-02-29        | February 2027 has 28 days.
          31.02.2026        | February 2026 has 28 days.
          30 Feb            | February 2026 has 28 days.
          0.11.2026         | November 2026 has 30 days.
          13/13/2026        | There is no month 13.
          31/04/2026        | April 2026 has 30 days.
          20.11.26          | Please write the year with four digits.
          3/4/26            | Please write the year with four digits.
          20 Nov 26         | Please write the year with four digits.
          Thursday 20 Nov 2026 | 2026-11-20 is a Friday.
          1899-12-31        | A year from 1900 to 2199 is expected.
          2200-01-01        | A year from 1900 to 2199 is expected.
          900 years ago     | A year from 1900 to 2199 is expected.
          3 weeks           | Before today or after it? Write for example 3 weeks ago, or in 3 weeks.
          """)
  void saysWhatIsWrong(String text, String problem) {
    assertEquals(problem, read(text, Side.PAST));
  }

  @Test
  void readsTheFirstAndTheLastYear() {
    assertEquals("1900-01-01", read("1900-01-01", Side.PAST));
    assertEquals("2199-12-31", read("31.12.2199", Side.PAST));
  }

  @Test
  void makesNoDayOfAMonthOrAWeek() {
    for (String text : List.of("November 2026", "last week", "last month", "next year")) {
      assertEquals(WHICH_DAY, read(text, Side.PAST), text);
    }
  }

  @Test
  void makesNothingOfWhatIsNoDate() {
    for (String text :
        List.of(
            "",
            "soon",
            "1.5",
            "42",
            "2026",
            "1,5 mm",
            "20 Novx 2026",
            "20 XYZ 2026",
            "Nov",
            "-3 days ago",
            "a few weeks ago",
            "about 3 weeks ago",
            "in 3 weeks ago",
            "24/10",
            "20261120",
            "2026-11/20",
            "20 Nov 2026 10:00",
            "next",
            "last last monday",
            "20 11 2026",
            "20!11!2026",
            "2026-11-20-1")) {
      assertEquals(EXPECTED, read(text, Side.PAST), text);
    }
  }
}
