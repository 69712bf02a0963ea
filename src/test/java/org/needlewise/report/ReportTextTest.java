package org.needlewise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.needlewise.report.SampleReports.TODAY;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTextTest {
  private static final AdvisoryReport SHORT =
      SampleReports.report(
          "one-day-short",
          TODAY.plusDays(1),
          List.of(
              SampleReports.FACE, SampleReports.OPEN, SampleReports.EVENT, SampleReports.SUPPORTED),
          SampleReports.PREGNANCY,
          SampleReports.KELOIDS);

  private static String page(TextStyle style, AdvisoryReport report) {
    return new ReportText(style, null).page(SampleReports.caseFile(report.caseId()), report);
  }

  private static String line(int number, AdvisoryReport report) {
    return page(TextStyle.PLAIN, report).lines().toList().get(number - 1);
  }

  @Test
  void showsAllOnOnePage() {
    assertEquals(
        """
        [ NOT YET ]  defer: not on the proposed date
        one-day-short: cheeks at 1.5 mm on 2026-11-20, for acne scars
        First safe date: Saturday 2026-11-21, 1 day later than proposed; holds only once the questions are
                         answered

        To be asked (2)
          pregnancy  Is the patient pregnant?
          keloid     Has any scar ever grown into a keloid?

        Not yet, or not like this (1)
        ‖ Interval on the face
            Day 27 after the session of 2026-10-24 (face, 1.0 mm). The face needs 28 days at least, ideally
            42: not before 2026-11-21.
            → Book for 2026-11-21 or later.
            P25 interval-face · L073 · /history/0

        Find out first (1)
        ? Open safety questions
            2 safety questions are neither answered nor denied.
            → Ask and screen again.
            P87 open-questions · L032 L033 · /patient

        With care (1)
        ▲ An event soon after
            The event is 10 days after the session; 2026-11-16 was the last safe date.
            P64 event-soon · L053 L160 · /proposed/event/date

        Good to know (1)
        • A supported use
            Acne scars: an evidence-supported use.
            P72 supported-use · L001 · /proposed/indication

        Advisory only: no clinician has reviewed these rules. Rule set 2026.11 01234567
        """,
        page(TextStyle.PLAIN, SHORT));
  }

  @Test
  void wrapsInColour() {
    String page = page(new TextStyle(60, true, false), SHORT);
    assertEquals(
        """
        ^[1;30;48;5;208m NOT YET ^[0m  defer: not on the proposed date
        ^[1mone-day-short: cheeks at 1.5 mm on 2026-11-20, for acne^[0m
        ^[1mscars^[0m
        ^[1mFirst safe date:^[0m Saturday 2026-11-21, 1 day later than
                         proposed; holds only once the questions are
                         answered

        ^[1;34mTo be asked (2)^[0m
          ^[2mpregnancy^[0m  Is the patient pregnant?
          ^[2mkeloid^[0m     Has any scar ever grown into a keloid?

        ^[1;38;5;208mNot yet, or not like this (1)^[0m
        ^[1;38;5;208m‖^[0m ^[1mInterval on the face^[0m
            Day 27 after the session of 2026-10-24 (face, 1.0 mm).
            The face needs 28 days at least, ideally 42: not before
            2026-11-21.
            ^[1;38;5;208m→^[0m ^[1mBook for 2026-11-21 or later.^[0m
            ^[2mP25 interval-face · L073 · /history/0^[0m
        """
            .replace('^', '\u001b'),
        page.substring(0, page.indexOf("\n\u001b[1;34mFind out")));
  }

  @Test
  void keepsToAsciiWhereItMust() {
    AdvisoryReport report = SampleReports.report("Jürgen – 你", null, List.of(SampleReports.KELOID));
    assertEquals(
        """
        [ DO NOT TREAT ]  contraindicated: not while what is found below holds
        J?rgen - ?: cheeks at 1.5 mm on 2026-11-20, for acne scars
        First safe date: none while a contraindication stands

        Do not treat (1)
        X Keloid scarring
            Keloid scarring in the history, stated as active.
            > Do not needle; refer to a dermatologist.
            P15 keloid - L025 - /patient/conditions/0

        Advisory only: no clinician has reviewed these rules. Rule set 2026.11 01234567
        """,
        page(new TextStyle(80, false, true), report));
  }

  @Test
  void aClearReportLooksLikeNoMoreThanItIs() {
    assertEquals(
        """
        [ PROCEED ]  proceed: nothing against it was found by the rules that were asked
        clear: cheeks at 1.5 mm on 2026-11-20, for acne scars
        First safe date: Friday 2026-11-20, as proposed

        Advisory only: no clinician has reviewed these rules. Rule set 2026.11 01234567
        """,
        page(TextStyle.PLAIN, SampleReports.report("clear", TODAY, List.of())));
  }

  @Test
  void listsTheEvidenceInWordsOnceEach() {
    ReportText text = new ReportText(TextStyle.PLAIN, id -> "words of " + id);
    AdvisoryReport report =
        SampleReports.report(
            "a", TODAY, List.of(SampleReports.OPEN, SampleReports.MISDATED, SampleReports.OPEN));
    String page = text.page(SampleReports.caseFile("a"), report);
    assertEquals(
        """
        Evidence (3)
          L032  words of L032
          L033  words of L033
          L086  words of L086

        """,
        page.substring(page.indexOf("Evidence ("), page.indexOf("Advisory")));
  }

  @Test
  void saysWhyThereIsNoDate() {
    assertEquals(
        "First safe date: none as proposed: waiting alone is not enough",
        line(3, SampleReports.report("a", null, List.of(SampleReports.DEPTH))));
    assertEquals(
        "[ NOT YET ]  defer: not as proposed",
        line(1, SampleReports.report("a", null, List.of(SampleReports.FACE, SampleReports.DEPTH))));
    assertEquals(
        "[ NOT YET ]  defer: not on the proposed date",
        line(1, SampleReports.report("a", TODAY.plusDays(9), List.of(SampleReports.DEPTH))));
    assertEquals(
        "First safe date: none within reach: every date that was tried is too early",
        line(3, SampleReports.report("a", null, List.of(SampleReports.FACE))));
  }

  @Test
  void saysOnWhatTheDateHangs() {
    assertEquals(
        "First safe date: Friday 2026-11-20, as proposed; holds only once the questions are answered",
        line(
            3,
            SampleReports.report("a", TODAY, List.of(SampleReports.OPEN), SampleReports.KELOIDS)));
    assertEquals(
        "First safe date: Friday 2026-11-20, as proposed; holds only once the case is put right",
        line(3, SampleReports.report("a", TODAY, List.of(SampleReports.MISDATED))));
    assertEquals(
        "First safe date: Sunday 2026-11-22, 2 days later than proposed",
        line(3, SampleReports.report("a", TODAY.plusDays(2), List.of(SampleReports.EVENT))));
  }

  @Test
  void namesWhatWasAskedAbout() {
    ReportText text = new ReportText(TextStyle.PLAIN, null);
    AdvisoryReport clear = SampleReports.report("a", TODAY, List.of());
    AdvisoryReport earlier =
        new AdvisoryReport(
            "a",
            LocalDate.of(2026, 11, 1),
            Verdict.PROCEED,
            TODAY,
            List.of(),
            List.of(),
            SampleReports.RULES);
    for (Object[] expected :
        new Object[][] {
          {5, "professional", clear, "a: cheeks at 0.05 mm on 2026-11-20, for acne scars"},
          {25, "home", clear, "a: cheeks at 0.25 mm at home on 2026-11-20, for acne scars"},
          {100, "professional", clear, "a: cheeks at 1.0 mm on 2026-11-20, for acne scars"},
          {
            1000,
            "home",
            earlier,
            "a: cheeks at 10.0 mm at home on 2026-11-20, for acne scars; as of 2026-11-01"
          },
        }) {
      assertEquals(
          expected[3],
          text.page(
                  SampleReports.caseFile("a", TODAY, (String) expected[1], (Integer) expected[0]),
                  (AdvisoryReport) expected[2])
              .lines()
              .toList()
              .get(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b]0;title\u0007",
        "a\nb\r\tc\u0000",
        "\u202egnp.exe\u2066\u200f",
        "\u009b31m\u0085",
        "\ud800 \udc00",
        "\u2028\u2029\ufeff\u200b"
      })
  void aTerminalObeysNothingThatAPatientIsCalled(String id) {
    for (boolean ascii : new boolean[] {false, true}) {
      String page =
          page(new TextStyle(80, false, ascii), SampleReports.report(id, TODAY, List.of()));
      assertEquals(5, page.chars().filter(c -> c == '\n').count(), page);
      page.codePoints()
          .filter(c -> c != '\n')
          .forEach(
              c ->
                  assertTrue(
                      c >= ' ' && c < 127
                          || c > 0xa0
                              && Character.getType(c) != Character.FORMAT
                              && Character.getType(c) != Character.SURROGATE
                              && c != 0x2028
                              && c != 0x2029,
                      Integer.toHexString(c)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 80, 110, 400})
  void noLineIsWiderThanAsked(int columns) {
    TextStyle style = new TextStyle(columns, false, false);
    int room = Math.max(40, Math.min(110, columns));
    for (String id : List.of("a", "x".repeat(128), "你好".repeat(64), "e\u0301".repeat(64))) {
      AdvisoryReport report =
          SampleReports.report(id, TODAY, SHORT.findings(), SHORT.questions().get(0));
      for (String line : page(style, report).lines().toList()) {
        assertTrue(TextPage.cells(line) <= room, line);
      }
    }
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    String expected = page(TextStyle.PLAIN, SHORT);
    try {
      for (String tag : List.of("tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, page(TextStyle.PLAIN, SHORT));
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
