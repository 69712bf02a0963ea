package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.rulebase.load.RuleBase;

/** How far ahead the earliest date is searched, and from which date to which. */
class ScreenerTest {
  private static final RuleBase BASE = RuleBase.prebuilt();

  /**
   * Needles three dates with a device before it may go deeper at home; legs are far from scalps.
   */
  private static final String DEEP = "area: scalp, depthMm: 0.6, setting: home, device: Qure pen";

  private static final String SHALLOW = DEEP.replace("0.6", "0.5");

  private static String legs(String date) {
    return "{date: " + date + ", area: legs, depthMm: 0.2, setting: home, device: Qure pen}";
  }

  /** Needs a pause of seven days. */
  private static String retinoid(LocalDate free) {
    return "medications: [{code: tretinoin, status: stopped, lastTaken: "
        + free.minusDays(7)
        + "}], ";
  }

  private static String earliest(
      String asOf, String patient, String proposed, String session, String... history) {
    String yaml =
        """
        id: t
        asOf: %s
        patient: {birthDate: 1990-01-01, %spertinentNegatives: [all-screening-questions]}
        proposed: {date: %s, %s}
        history: [%s]
        """
            .formatted(asOf, patient, proposed, session, String.join(", ", history));
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    CaseFile caseFile =
        new CaseFileReader(BASE.vocabulary()).read(bytes, 0, bytes.length, Format.YAML, "t");
    try (Screener screener = new Screener(BASE)) {
      return Objects.toString(screener.screen(caseFile).earliestDate(), "none");
    }
  }

  // Five years

  /** What defers ends on the last day that is looked at, or a day to either side of it. */
  @ParameterizedTest
  @CsvSource({
    // as of, proposed, ends, earliest
    "2026-11-20, 2026-11-20, 2031-11-19, 2031-11-19",
    "2026-11-20, 2026-11-20, 2031-11-20, 2031-11-20",
    "2026-11-20, 2026-11-20, 2031-11-21, none",
    // From the later of both.
    "2026-11-10, 2026-11-20, 2031-11-20, 2031-11-20",
    "2026-11-10, 2026-11-20, 2031-11-21, none",
    "2026-11-30, 2026-11-20, 2031-11-30, 2031-11-30",
    "2026-11-30, 2026-11-20, 2031-12-01, none",
    // From a day that the last year does not have.
    "2028-02-29, 2028-02-29, 2033-02-28, 2033-02-28",
    "2028-02-29, 2028-02-29, 2033-03-01, none",
    "2027-03-01, 2027-03-01, 2032-02-29, 2032-02-29",
    "2027-03-01, 2027-03-01, 2032-03-01, 2032-03-01",
    "2027-03-01, 2027-03-01, 2032-03-02, none"
  })
  void fiveYearsAndNotADayMore(String asOf, String proposed, LocalDate ends, String expected) {
    // A deferral with a date, and one that ends when a later session has become past.
    assertEquals(expected, earliest(asOf, retinoid(ends), proposed, SHALLOW));
    assertEquals(
        expected,
        earliest(
            asOf,
            "",
            proposed,
            DEEP,
            legs("2026-01-10"),
            legs("2026-02-10"),
            legs(ends.toString())));
  }

  /** The horizon stays where it is while the search goes from date to date. */
  @Test
  void theHorizonDoesNotMoveWithTheSearch() {
    String[] history = {legs("2028-01-10"), legs("2030-01-10"), legs("2031-11-20")};
    assertEquals("2031-11-20", earliest("2026-11-20", "", "2026-11-20", DEEP, history));
    history[2] = legs("2031-11-21");
    assertEquals("none", earliest("2026-11-20", "", "2026-11-20", DEEP, history));
  }

  // The next date

  /** With a third date of treatment a deferral that has a date ends sooner. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-21, 2026-11-21",
    "2026-11-28, 2026-11-28",
    "2026-11-29, 2026-11-29",
    "2026-11-30, 2026-11-29"
  })
  void aLaterSessionEndsADatedDeferral(String later, String expected) {
    assertEquals(
        expected,
        earliest(
            "2026-11-20",
            "",
            "2026-11-20",
            SHALLOW,
            "{date: 2026-11-01, area: scalp, depthMm: 0.3}",
            legs("2026-01-10"),
            legs("2026-02-10"),
            legs(later)));
  }

  /** Where the date of the deferral is not before the later session, that defers anew. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-23, 2026-11-23",
    "2026-11-24, 2026-11-24",
    "2026-11-25, 2026-12-09",
    "2026-11-26, 2026-12-09",
    "2026-12-08, 2026-12-09",
    "2026-12-09, 2026-12-09",
    "2026-12-10, 2026-12-10"
  })
  void aLaterSessionOnTheAreaDefersAnew(LocalDate free, String expected) {
    assertEquals(
        expected,
        earliest(
            "2026-11-20",
            retinoid(free),
            "2026-11-20",
            "area: scalp, depthMm: 0.5",
            "{date: 2026-11-25, area: scalp, depthMm: 0.5}"));
  }

  /** So does an operation that is planned, six weeks long. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 2026-11-24",
    "2026-11-25, 2027-01-06",
    "2026-11-26, 2027-01-06",
    "2027-01-07, 2027-01-07"
  })
  void aLaterProcedureOnTheAreaDefersAnew(LocalDate free, String expected) {
    String surgery = "procedures: [{code: surgery, date: 2026-11-25, areas: [scalp]}], ";
    assertEquals(
        expected,
        earliest(
            "2026-11-20", retinoid(free) + surgery, "2026-11-20", "area: scalp, depthMm: 0.5"));
  }

  /** A deferral without a date waits for each later session in turn, and then for what has one. */
  @Test
  void eachLaterSessionIsTriedInTurn() {
    String[] history = {legs("2027-01-15"), legs("2026-01-10"), legs("2026-12-01")};
    assertEquals("2027-01-15", earliest("2026-11-20", "", "2026-11-20", DEEP, history));
    for (String free : new String[] {"2026-11-25", "2027-01-14", "2027-01-15"}) {
      String patient = retinoid(LocalDate.parse(free));
      assertEquals("2027-01-15", earliest("2026-11-20", patient, "2026-11-20", DEEP, history));
    }
    String patient = retinoid(LocalDate.of(2027, 1, 16));
    assertEquals("2027-01-16", earliest("2026-11-20", patient, "2026-11-20", DEEP, history));
    assertEquals(
        "none", earliest("2026-11-20", "", "2026-11-20", DEEP, legs("2026-12-01"), history[1]));
    // The nearest first, wherever it stands in the history.
    String past = legs("2026-02-10");
    assertEquals(
        "2026-12-01",
        earliest("2026-11-20", "", "2026-11-20", DEEP, past, history[1], history[2], history[0]));
    assertEquals(
        "2026-12-01",
        earliest("2026-11-20", "", "2026-11-20", DEEP, history[0], history[2], history[1], past));
  }

  /** Of two deferrals with a date the later counts. */
  @Test
  void allThatDefersMustHaveEnded() {
    String past = "{date: 2026-11-15, area: scalp, depthMm: 0.5}";
    String session = "area: scalp, depthMm: 0.5";
    for (String[] each :
        new String[][] {
          {"2026-11-28", "2026-11-29"}, {"2026-11-29", "2026-11-29"}, {"2026-11-30", "2026-11-30"}
        }) {
      String patient = retinoid(LocalDate.parse(each[0]));
      assertEquals(each[1], earliest("2026-11-20", patient, "2026-11-20", session, past));
    }
  }

  /** From asOf where that is later, whatever the proposed date itself says. */
  @ParameterizedTest
  @CsvSource({
    // as of, proposed, ends, earliest
    "2026-11-30, 2026-11-20, 2026-11-20, 2026-11-30",
    "2026-11-30, 2026-11-20, 2026-11-29, 2026-11-30",
    "2026-11-30, 2026-11-20, 2026-11-30, 2026-11-30",
    "2026-11-30, 2026-11-20, 2026-12-01, 2026-12-01",
    "2026-11-10, 2026-11-20, 2026-11-15, 2026-11-20",
    "2026-11-10, 2026-11-20, 2026-11-20, 2026-11-20",
    "2026-11-10, 2026-11-20, 2026-11-21, 2026-11-21"
  })
  void fromTheLaterOfTheProposedDayAndThatOfTheFacts(
      String asOf, String proposed, LocalDate free, String expected) {
    assertEquals(expected, earliest(asOf, retinoid(free), proposed, "area: scalp, depthMm: 0.5"));
  }

  @Test
  void noneWhileAContraindicationStands() {
    String[] session = {"2026-11-20", "area: scalp, depthMm: 0.5"};
    String keloid = "conditions: [{code: keloid}], ";
    assertEquals("none", earliest("2026-11-20", keloid, session[0], session[1]));
    assertEquals("2026-11-20", earliest("2026-11-20", "", session[0], session[1]));
  }
}
