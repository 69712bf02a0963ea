package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CaseFile.Regimen;
import org.needlewise.words.Words;

class AmountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.5               | 150
          1,5 mm            | 150
          1.5mm             | 150
          1.50              | 150
          1.500             | 150
          .5                | 50
          0,25              | 25
          1                 | 100
          01.0 MM           | 100
          2 millimetres     | 200
          0.01              | 1
          10                | 1000
          10.00 mm          | 1000
          500 µm            | 50
          1500 microns      | 150
          """)
  void readsDepths(String text, int hundredths) {
    assertEquals(new Amounts.Reading<>(hundredths, null), Amounts.depth(Words.ENGLISH, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0        | The depth is more than 0 mm.
          0.00 mm  | The depth is more than 0 mm.
          10.01    | The depth is 10 mm at most; this is 10.01 mm.
          15       | The depth is 10 mm at most; this is 15 mm.
          1.005    | The depth goes in steps of 0.01 mm.
          505 um   | The depth goes in steps of 0.01 mm.
          1.5 cm   | A depth in millimetres is expected, such as 1.5.
          1.5.2    | A depth in millimetres is expected, such as 1.5.
          -1       | A depth in millimetres is expected, such as 1.5.
          mm       | A depth in millimetres is expected, such as 1.5.
          1e1      | A depth in millimetres is expected, such as 1.5.
          ''       | A depth in millimetres is expected, such as 1.5.
          """)
  void saysWhatIsWrongWithADepth(String text, String problem) {
    assertEquals(new Amounts.Reading<>(null, problem), Amounts.depth(Words.ENGLISH, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          every 4 weeks                | 28 | -
          4 weeks                      | 28 | -
          every 10 days                | 10 | -
          weekly                       | 7  | -
          once a week                  | 7  | -
          every other week             | 14 | -
          fortnightly                  | 14 | -
          daily                        | 1  | -
          6 sessions every 2 weeks     | 14 | 6
          every 2 weeks, 6 sessions    | 14 | 6
          3x every 28 days             | 28 | 3
          """)
  void readsSchedules(String text, int everyDays, Integer sessions) {
    assertEquals(
        new Amounts.Reading<>(new Regimen(everyDays, sessions, null), null),
        Amounts.regimen(Words.ENGLISH, text));
  }

  @Test
  void saysWhatIsWrongWithASchedule() {
    for (String text : List.of("", "often", "monthly", "every 2 months", "6 sessions", "28")) {
      assertEquals(
          "How many days or weeks lie between two sessions is expected, such as every 4 weeks.",
          Amounts.regimen(Words.ENGLISH, text).problem(),
          text);
    }
    for (String text : List.of("every 0 days", "0 sessions every 4 weeks")) {
      assertEquals(
          "A number from 1 on is expected.", Amounts.regimen(Words.ENGLISH, text).problem(), text);
    }
  }
}
