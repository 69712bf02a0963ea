package org.needlewise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.needlewise.report.SampleReports.TODAY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.words.Words;

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
    return new ReportText(Words.ENGLISH, style, null)
        .page(SampleReports.caseFile(report.caseId()), report);
  }

  private static String date(AdvisoryReport report) {
    return ReportWords.earliestDate(Words.ENGLISH, report, TODAY);
  }

  private static String verdict(LocalDate earliest, Finding... findings) {
    AdvisoryReport report = SampleReports.report("a", earliest, List.of(findings));
    return page(TextStyle.PLAIN, report).lines().toList().get(0);
  }

  /** The findings of a page, without what stands above and below them. */
  private static String found(TextStyle style, Finding... findings) {
    return found(style, SampleReports.report("a", null, List.of(findings)));
  }

  private static String found(TextStyle style, AdvisoryReport report) {
    String page = page(style, report);
    return page.substring(page.indexOf("\n\n") + 2, page.lastIndexOf("\n\n") + 1);
  }

  @Test
  void showsDepthsAsTheSourcesDo() {
    assertEquals(
        List.of("0.01 mm", "0.25 mm", "0.5 mm", "1.0 mm", "10.0 mm"),
        Stream.of(1, 25, 50, 100, 1000)
            .map(depth -> ReportWords.millimetres(Words.ENGLISH, depth))
            .toList());
  }

  @Test
  void showsAllOnOnePage() {
    assertEquals(
        """
        [ NOT YET ]  defer: not on the proposed date
        one-day-short: cheeks at 1.5 mm on 2026-11-20, for acne scars
        Earliest date under these rules: Saturday 2026-11-21, 1 day later than proposed, once the 2
          questions are answered

        ‖ Not yet: Interval on the face [P25 L073]
            Day 27 after the session of 2026-10-24 (face, 1.0 mm). The face needs 28 days at least, ideally
            42: not before 2026-11-21.
            To do: Book for 2026-11-21 or later.

        ? Find out first: Open safety questions [P87 L032 L033]
            2 safety questions are neither answered nor denied.
            To do: Ask and screen again.
            Questions to ask (2):
              pregnancy  Is the patient pregnant?
              keloid     Has any scar ever grown into a keloid?

        ▲ With care: An event soon after [P64 L053 L160]
            The event is 10 days after the session; 2026-11-16 was the last safe date.

        • Good to know: A supported use. Acne scars: an evidence-supported use. [P72]

        Advisory only: no clinician has reviewed these rules.
        Rule set 2026.11 01234567, unsigned rules
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
        ^[1mEarliest date under these rules:^[0m Saturday 2026-11-21, 1 day
          later than proposed, once the 2 questions are answered

        ^[1;38;5;208m‖^[0m ^[1;38;5;208mNot yet:^[0m ^[1mInterval on the face^[0m ^[2m[P25 L073]^[0m
            Day 27 after the session of 2026-10-24 (face, 1.0 mm).
            The face needs 28 days at least, ideally 42: not before
            2026-11-21.
            ^[1;38;5;208mTo do:^[0m ^[1mBook for 2026-11-21 or later.^[0m
        """
            .replace('^', '\u001b'),
        page.substring(0, page.indexOf("\n\u001b[1;34m?")));
  }

  /** So that a pager that passes colours on may begin anywhere. */
  @Test
  void everyLineClosesItsOwnColours() {
    String page = page(new TextStyle(60, true, false), SHORT);
    for (String line : page.lines().toList()) {
      String left = line.replaceAll("\u001b\\[[0-9;]+m[^\u001b]*\u001b\\[0m", "");
      assertFalse(left.contains("\u001b"), line);
    }
    assertEquals(
        page(new TextStyle(60, false, false), SHORT).replaceFirst("\\[ NOT YET ]", " NOT YET "),
        page.replaceAll("\u001b\\[[0-9;]+m", ""));
  }

  @Test
  void keepsToAsciiWhereItMust() {
    AdvisoryReport report = SampleReports.report("Jürgen – 你", null, List.of(SampleReports.KELOID));
    assertEquals(
        """
        [ DO NOT TREAT ]  contraindicated: not while what is found below holds
        Jurgen - \\u4f60: cheeks at 1.5 mm on 2026-11-20, for acne scars
        Earliest date under these rules: none while a contraindication stands

        X Do not treat: Keloid scarring [P15 L025]
            Keloid scarring in the history, stated as active.
            To do: Do not needle; refer to a dermatologist.

        Advisory only: no clinician has reviewed these rules.
        Rule set 2026.11 01234567, unsigned rules
        """,
        page(new TextStyle(80, false, true), report));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14–28 days — ideally 42 | 14-28 days - ideally 42",
        "up to 40 °C, ± 1 µm | up to 40 degC, +/- 1 um",
        "“leave it out”, the patient’s own | \"leave it out\", the patient's own",
        "≥ 18 and ≤ 22, 2×2, a → b … | >= 18 and <= 22, 2x2, a -> b ...",
        "Ångström, façade, Łódź, Straße, ½, H₂ | Angstrom, facade, Lodz, Strasse, 1/2, H2",
        "e\u0301\u00a0x | e x",
        "你好 \ud83d\ude00 | \\u4f60\\u597d \\u1f600",
        "plain | plain",
      })
  void saysInAsciiWhatIsNot(String text, String plain) {
    assertEquals(plain, Ascii.of(text));
  }

  @Test
  void aClearReportLooksLikeNoMoreThanItIs() {
    assertEquals(
        """
        [ PROCEED ]  proceed: nothing against it was found by the rules that were asked
        clear: cheeks at 1.5 mm on 2026-11-20, for acne scars
        Earliest date under these rules: Friday 2026-11-20, as proposed

        Advisory only: no clinician has reviewed these rules.
        Rule set 2026.11 01234567, unsigned rules
        """,
        page(TextStyle.PLAIN, SampleReports.report("clear", TODAY, List.of())));
  }

  @Test
  void tellsAllThatFindingsRestOnWhereAsked() {
    ReportText text = new ReportText(Words.ENGLISH, TextStyle.PLAIN, id -> "words of " + id);
    AdvisoryReport report =
        SampleReports.report(
            "a",
            TODAY,
            List.of(SampleReports.OPEN, SampleReports.MISDATED),
            SampleReports.PREGNANCY,
            SampleReports.KELOIDS);
    String page = text.page(SampleReports.caseFile("a"), report);
    assertEquals(
        """
        ? Find out first: Open safety questions
            2 safety questions are neither answered nor denied.
            To do: Ask and screen again.
            P87 open-questions · L032 L033 · /patient
        ? Find out first: Not been yet
            The session of 2026-12-01 lies after 2026-11-20.
            To do: Check its date.
            P80 history-in-the-future · L086 · /history/0/date
            Questions to ask (2):
              pregnancy  Is the patient pregnant?
              keloid     Has any scar ever grown into a keloid?

        Evidence (3)
          L032  words of L032
          L033  words of L033
          L086  words of L086

        """,
        page.substring(page.indexOf("? Find"), page.indexOf("Advisory")));
  }

  @Test
  void manyQuestionsAreNamedByTheirCodes() {
    List<AdvisoryReport.Question> questions = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      questions.add(new AdvisoryReport.Question("matter-" + i, "Is it " + i + "?"));
    }
    for (int count : new int[] {5, 9}) {
      String page =
          found(
              new TextStyle(80, false, false),
              SampleReports.report(
                  "a",
                  TODAY,
                  List.of(SampleReports.OPEN),
                  questions.subList(0, count).toArray(AdvisoryReport.Question[]::new)));
      String asked = page.substring(page.indexOf("    Questions"));
      if (count == 5) {
        assertEquals(
            "    Questions to ask (5):\n      matter-1  Is it 1?\n", asked.substring(0, 51));
        assertEquals(6, asked.lines().count());
      } else {
        assertEquals(
            """
                Questions to ask (9; in words with --evidence): matter-1, matter-2,
                  matter-3, matter-4, matter-5, matter-6, matter-7, matter-8, matter-9
            """,
            asked);
      }
    }
    ReportText words = new ReportText(Words.ENGLISH, TextStyle.PLAIN, id -> id);
    assertTrue(
        words
            .page(
                SampleReports.caseFile("a"),
                SampleReports.report(
                    "a",
                    TODAY,
                    List.of(SampleReports.OPEN),
                    questions.toArray(AdvisoryReport.Question[]::new)))
            .contains("      matter-9  Is it 9?\n"));
  }

  @Test
  void tellsWhatWaitsFromWhatNoWaitingMends() {
    String waits = "[ NOT YET ]  defer: not on the proposed date";
    String never = "[ NOT LIKE THIS ]  defer: not as proposed, on any date";
    assertEquals(waits, verdict(TODAY.plusDays(1), SampleReports.FACE));
    assertEquals(waits, verdict(null, SampleReports.FACE));
    assertEquals(waits, verdict(null, SampleReports.REDNESS));
    assertEquals(waits, verdict(null, SampleReports.FACE, SampleReports.REDNESS));
    assertEquals(never, verdict(null, SampleReports.DEPTH));
    assertEquals(never, verdict(null, SampleReports.FACE, SampleReports.DEPTH));
    assertEquals(never, verdict(null, SampleReports.REDNESS, SampleReports.DEPTH));
    // A later entry of the history can end it.
    assertEquals(waits, verdict(TODAY.plusDays(9), SampleReports.DEPTH));
  }

  @Test
  void saysOnWhatTheDateHangs() {
    AdvisoryReport.Question[] none = {};
    AdvisoryReport.Question[] one = {SampleReports.KELOIDS};
    AdvisoryReport.Question[] two = {SampleReports.PREGNANCY, SampleReports.KELOIDS};
    for (Object[] expected :
        new Object[][] {
          {TODAY, List.of(SampleReports.SUPPORTED), none, "Friday 2026-11-20, as proposed"},
          {
            TODAY.plusDays(2),
            List.of(SampleReports.EVENT),
            none,
            "Sunday 2026-11-22, 2 days later than proposed"
          },
          {
            TODAY,
            List.of(SampleReports.OPEN),
            one,
            "Friday 2026-11-20, as proposed, once the question is answered"
          },
          {
            TODAY,
            List.of(SampleReports.MISDATED),
            none,
            "Friday 2026-11-20, as proposed, once the open point below is settled"
          },
          {
            TODAY,
            List.of(SampleReports.MISDATED, SampleReports.MISDATED, SampleReports.OPEN),
            two,
            "Friday 2026-11-20, as proposed, once the 2 questions are answered and the 2 open points"
                + " below are settled"
          },
          {
            TODAY.plusDays(7),
            List.of(SampleReports.RETINOID),
            none,
            "Friday 2026-11-27, 7 days later than proposed, if the retinoid is paused today"
          },
          {
            TODAY.plusDays(7),
            List.of(SampleReports.RETINOID, SampleReports.RETINOID, SampleReports.OPEN),
            one,
            "Friday 2026-11-27, 7 days later than proposed, if the retinoid is paused today, and once"
                + " the question is answered"
          },
          {null, List.of(SampleReports.REDNESS), none, "when the skin has healed"},
          {
            null,
            List.of(SampleReports.REDNESS, SampleReports.IRRITATION, SampleReports.FACE),
            none,
            "when the skin has healed, and not before Saturday 2026-11-21"
          },
          {
            null,
            List.of(
                SampleReports.REDNESS,
                SampleReports.FACE,
                SampleReports.RETINOID,
                SampleReports.OPEN),
            two,
            "when the skin has healed, if the retinoid is paused today, not before Friday 2026-11-27,"
                + " and once the 2 questions are answered"
          },
          {
            null,
            List.of(SampleReports.DEPTH),
            none,
            "none as proposed (waiting alone is not enough); for a lesser depth: see below"
          },
          {
            null,
            List.of(SampleReports.FACE, SampleReports.REDNESS, SampleReports.DEPTH),
            one,
            "none as proposed (waiting alone is not enough); for a lesser depth: see below"
          },
          {
            null,
            List.of(SampleReports.FACE),
            none,
            "none within reach; not before Saturday 2026-11-21"
          },
          {
            null,
            List.of(SampleReports.KELOID, SampleReports.REDNESS),
            none,
            "none while a contraindication stands"
          },
        }) {
      AdvisoryReport report =
          new AdvisoryReport(
              "a",
              TODAY,
              Verdict.DEFER,
              (LocalDate) expected[0],
              findings(expected[1]),
              List.of((AdvisoryReport.Question[]) expected[2]),
              SampleReports.RULES);
      assertEquals(expected[3], date(report));
    }
  }

  private static List<Finding> findings(Object list) {
    return ((List<?>) list).stream().map(Finding.class::cast).toList();
  }

  @Test
  void severalFindingsOfOneRuleAreReadAsOne() {
    assertEquals(
        """
        ‖ Not yet: Warning sign [P35 L034 L041 L042 L045 L058]
            Seen today: erythema, irritation, on the area.
            To do: Let it heal.
        """,
        found(TextStyle.PLAIN, SampleReports.REDNESS, SampleReports.IRRITATION));
    assertEquals(
        """
        ‖ Not yet: Warning sign [P35 L034 L041 L045]
            Seen today: erythema, on the area.
            To do: Let it heal.
        """,
        found(TextStyle.PLAIN, SampleReports.REDNESS, SampleReports.REDNESS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Stated: a. | Stated: b. | Stated: c. | Stated: a, b, c.",
        "Stated: a (old, red). | Stated: b. | Stated: c. | Stated: a (old, red); b; c.",
        "After 2026-10-01 (face): red. | After 2026-11-01 (face): red. | After 2026-11-02 (face): red."
            + " | After 2026-10-01, 2026-11-01, 2026-11-02 (face): red.",
        "At 0.5 mm. | At 1.5 mm. | At 1.55 mm. | At 0.5, 1.5, 1.55 mm.",
        "Red. Go. | Raw. Go. | Sore. Go. | Red, Raw, Sore. Go.",
        "A is b. C is d. | A is c. D is d. | A is d. D is d."
            + " | A is b. C is d. A is c. D is d. A is d. D is d.",
        "One. | Two a. | Three b. | One. Two a. Three b.",
        "A b. | A b c. | A b d. | A b, b c, b d.",
        "Acid (a) is used. | Acid (b c) is used. | Acid (d) is used. | Acid (a, b c, d) is used.",
        "At one (1; now). | At two (2; now). | At two (3; now)."
            + " | At one (1; now). At two (2; now). At two (3; now).",
        "On 1: a. | On 1 (from 2): b. | On 1: c. | On 1: a. On 1 (from 2): b. On 1: c.",
        "A. | A. | A. | A.",
        "A 1 b c d is. | A 2 b c d is. | A 3 4 5 6 is. | A 1 b c d, 2 b c d, 3 4 5 6 is.",
        "A 1 b c d e is. | A 2 is. | A 3 is. | A 1 b c d e is. A 2 is. A 3 is.",
      })
  void textsThatDifferInOneStretchBecomeOne(String a, String b, String c, String together) {
    List<Finding> findings = new ArrayList<>();
    for (String text : List.of(a, b, c)) {
      findings.add(
          SampleReports.finding(
              "rule",
              "P1D",
              "contraindication",
              Verdict.CAUTION,
              "T",
              text,
              "",
              List.of("/patient/conditions/" + findings.size()),
              List.of("E31"),
              null,
              null,
              "",
              ""));
    }
    List<Passage> passages = Passage.of(SampleReports.report("a", TODAY, findings));
    assertEquals(1, passages.size());
    assertEquals(together, passages.get(0).message());
  }

  @Test
  void intervalsToOneSessionStandUnderTheOneThatGoverns() {
    Finding longest = SampleReports.interval("5", Verdict.DEFER, 2, 7, 28, 42);
    Finding shorter = SampleReports.interval("2", Verdict.DEFER, 2, 7, 14, 28);
    Finding passed = SampleReports.interval("9", Verdict.CAUTION, 2, 7, 7, 14);
    Finding informs = SampleReports.interval("4", Verdict.PROCEED, 2, 7, 3, 56);
    Finding other = SampleReports.interval("6", Verdict.DEFER, 1, 20, 42, 56);
    assertEquals(
        """
        ‖ Not yet: Interval 6 [P26 L055 L056]
            Day 20 of 42.
            To do: Book for 2026-12-12.
        ‖ Not yet: Interval 5 [P25 L055 L056]
            Day 7 of 28.
            To do: Book for 2026-12-11.
            Interval 2: 14 days, not before 2026-11-27 [P22]
            Interval 9: with care, ideally from 2026-11-27 [P29]
            Interval 4: ideally from 2027-01-08 [P24]
        """,
        found(TextStyle.PLAIN, shorter, longest, other, passed, informs));
    assertEquals(
        """
        ▲ With care: Interval 9 [P29 L055 L056]
            Day 7 of 7.
            To do: Prefer later.
            Interval 4: ideally from 2027-01-08 [P24]
        """,
        found(TextStyle.PLAIN, passed, informs));
  }

  /** What it cannot be judged for comes before intervals that do not apply to it. */
  @Test
  void whatNoWaitingMendsStandsBeforeWhatWaits() {
    assertEquals(
        """
        ‖ Not like this: Too deep for use at home [P50 L102]
            2.5 mm at home: 1.0 mm is the most.
            To do: Choose a smaller depth.

        ‖ Not yet: Warning sign [P35 L034 L041 L045]
            Seen today: erythema, on the area.
            To do: Let it heal.
        ‖ Not yet: Retinoid on the area [P60 L047]
            Retinoid (tretinoin): in use.
            To do: Paused today, it allows a session in a week.
        ‖ Not yet: Interval on the face [P25 L073]
            Day 27 after the session of 2026-10-24 (face, 1.0 mm). The face needs 28 days at least, ideally
            42: not before 2026-11-21.
            To do: Book for 2026-11-21 or later.
        """,
        found(
            TextStyle.PLAIN,
            SampleReports.FACE,
            SampleReports.REDNESS,
            SampleReports.DEPTH,
            SampleReports.RETINOID));
  }

  @Test
  void theShortPageSaysWhatToDo() {
    ReportText text = new ReportText(Words.ENGLISH, new TextStyle(80, false, false), null);
    assertEquals(
        """
        [ NOT YET ]  defer: not on the proposed date
        one-day-short: cheeks at 1.5 mm on 2026-11-20, for acne scars
        Earliest date under these rules: Saturday 2026-11-21, 1 day later than proposed,
          once the 2 questions are answered
        ‖ Not yet: Interval on the face. Book for 2026-11-21 or later.
        ? Find out first: Open safety questions. Ask and screen again.
        ▲ With care: An event soon after
        Advisory only: no clinician has reviewed these rules.
        Rule set 2026.11 01234567, unsigned rules
        """,
        text.shortened().page(SampleReports.caseFile("one-day-short"), SHORT));
  }

  @Test
  void theShortPageEndsInTime() {
    List<Finding> many = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      many.add(SampleReports.interval("5", Verdict.DEFER, i, 7, 28, 42));
    }
    ReportText text = new ReportText(Words.ENGLISH, new TextStyle(80, false, false), null);
    String fits =
        text.shortened()
            .page(SampleReports.caseFile("a"), SampleReports.report("a", TODAY.plusDays(21), many));
    assertEquals(10, fits.lines().count());
    assertFalse(fits.contains("more"), fits);
    many.add(SampleReports.YOUNG);
    String cut =
        text.shortened()
            .page(SampleReports.caseFile("a"), SampleReports.report("a", TODAY.plusDays(21), many));
    assertEquals(10, cut.lines().count());
    assertEquals("  And 2 more: see the whole report.", cut.lines().toList().get(7));
  }

  @Test
  void namesWhatWasAskedAbout() {
    ReportText text = new ReportText(Words.ENGLISH, TextStyle.PLAIN, null);
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
      assertEquals(6, page.chars().filter(c -> c == '\n').count(), page);
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
