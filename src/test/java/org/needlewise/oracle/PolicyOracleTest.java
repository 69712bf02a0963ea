package org.needlewise.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.needlewise.oracle.PolicyOracle.Expected;
import org.needlewise.oracle.PolicyOracle.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Hard spots of the policy, worked by hand: sessions, their intervals and dates, what a case leaves
 * open. {@link PatientRowsTest} has what is known of the patient.
 */
class PolicyOracleTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  static final String MAN =
      "birthDate: 1980-01-01, sex: male, pertinentNegatives: [all-screening-questions]";
  private static final String PROTOCOL = "area: scalp, depthMm: 0.5, adjuncts: [minoxidil]";

  static JsonNode caseFile(String asOf, String patient, String proposed, String... history) {
    return YAML.readTree(
        "id: t\n"
            + (asOf == null ? "" : "asOf: " + asOf + "\n")
            + "patient: {"
            + patient
            + "}\n"
            + "proposed: {"
            + proposed
            + "}\n"
            + "history: ["
            + String.join(", ", Stream.of(history).map(h -> "{" + h + "}").toList())
            + "]\n");
  }

  static Expected asOf(String asOf, String patient, String proposed, String... history) {
    return PolicyOracle.evaluate(caseFile(asOf, patient, proposed, history));
  }

  /** On the proposed date. */
  static Expected screen(String patient, String proposed, String... history) {
    return asOf(null, patient, proposed, history);
  }

  /** The findings of the rows as "row verdict pointers [observed:minimum/ideal] [until date]". */
  static List<String> rows(Expected expected, String... rows) {
    return expected.findings().stream()
        .filter(f -> List.of(rows).contains(f.policy()))
        .map(PolicyOracleTest::brief)
        .toList();
  }

  static String brief(Found f) {
    String text = f.policy() + " " + f.verdict() + " " + String.join(" ", f.because());
    if (f.interval() != null) {
      text +=
          " "
              + f.interval().observedDays()
              + ":"
              + f.interval().minimumDays()
              + "/"
              + f.interval().idealDays();
    }
    return f.earliestDate() == null ? text : text + " until " + f.earliestDate();
  }

  static void assertRows(List<String> expected, Expected found, String... rows) {
    assertEquals(expected, rows(found, rows));
  }

  // ---------------------------------------------------------------- calendar

  @Test
  void monthsAreClampedToTheMonthsEnd() {
    String stopped =
        MAN + ", medications: [{code: warfarin, status: stopped, lastTaken: 2027-11-30}]";
    assertRows(
        List.of("P14 caution /patient/medications/0"),
        screen(stopped, "date: 2028-02-28, area: face, depthMm: 0.2"),
        "P14");
    assertRows(List.of(), screen(stopped, "date: 2028-02-29, area: face, depthMm: 0.2"), "P14");
  }

  @Test
  void twelveMonthsBeforeALeapDayEndOnTheTwentyEighth() {
    String leap = "date: 2028-02-29, area: face, depthMm: 0.2";
    String reaction = ", area: face, depthMm: 0.2, reactions: [{sign: erythema, days: 4}]";
    assertRows(List.of(), screen(MAN, leap, "date: 2027-02-28" + reaction), "P38");
    assertRows(
        List.of("P38 caution /history/0/reactions/0"),
        screen(MAN, leap, "date: 2027-03-01" + reaction),
        "P38");
  }

  @Test
  void someoneBornOnALeapDayTurnsTwentyTwoOnTheTwentyEighth() {
    String born = "birthDate: 2004-02-29, pertinentNegatives: [all-screening-questions]";
    assertRows(
        List.of("P1F caution /patient/birthDate"),
        screen(born, "date: 2026-02-27, area: face, depthMm: 0.2"),
        "P1F");
    assertRows(List.of(), screen(born, "date: 2026-02-28, area: face, depthMm: 0.2"), "P1F");
  }

  @Test
  void anImpossibleBirthDateSilencesTheAge() {
    String proposed = "date: 2026-11-20, area: face, depthMm: 0.2";
    assertRows(
        List.of("P1H defer /patient/birthDate until 2044-11-20"),
        screen("birthDate: 2026-11-20", proposed),
        "P1F",
        "P1H",
        "P82");
    assertRows(
        List.of("P82 incomplete /patient/birthDate"),
        screen("birthDate: 2026-11-21", proposed),
        "P1F",
        "P1H",
        "P82");
    assertRows(List.of(), screen("birthDate: 1906-11-20", proposed), "P82");
    assertRows(
        List.of("P82 incomplete /patient/birthDate"),
        screen("birthDate: 1906-11-19", proposed),
        "P82");
  }

  // ---------------------------------------------------------------- depth rows, areas

  @Test
  void theDeeperOfTheTwoRowsGoverns() {
    String date = "date: 2026-11-20, area: scalp, depthMm: ";
    String past = "date: 2026-11-20, area: scalp, depthMm: ";
    assertEquals(
        List.of("P20 defer /history/0 0:3/7 until 2026-11-23"), depths(date + 0.25, past + 0.25));
    assertEquals(
        List.of("P21 defer /history/0 0:7/7 until 2026-11-27"), depths(date + 0.26, past + 0.25));
    assertEquals(
        List.of("P22 defer /history/0 0:14/28 until 2026-12-04"), depths(date + 0.25, past + 0.26));
    assertEquals(
        List.of("P22 defer /history/0 0:14/28 until 2026-12-04"), depths(date + 0.99, past + 0.5));
    assertEquals(
        List.of("P23 defer /history/0 0:28/42 until 2026-12-18"),
        depths(date + "1.00", past + 0.5));
    assertEquals(
        List.of("P23 defer /history/0 0:28/42 until 2026-12-18"), depths(date + 0.2, past + 2));
    assertEquals(
        List.of("P24 defer /history/0 0:42/42 until 2027-01-01"), depths(date + 2.01, past + 0.26));
    assertEquals(
        List.of("P24 defer /history/0 0:42/42 until 2027-01-01"),
        depths(date + 0.2, past + "0.2, modality: radiofrequency"));
  }

  private static List<String> depths(String proposed, String past) {
    return rows(screen(MAN, proposed, past), "P20", "P21", "P22", "P23", "P24");
  }

  @Test
  void underTheEyesEvenASuperficialSessionWaits() {
    String past = "date: 2026-10-10, area: under-eye, depthMm: 0.2";
    assertRows(
        List.of("P26 defer /history/0 41:42/56 until 2026-11-21"),
        screen(MAN, "date: 2026-11-20, area: under-eye, depthMm: 0.2", past),
        "P26");
    assertRows(List.of(), screen(MAN, "date: 2026-11-20, area: face, depthMm: 1.0", past), "P26");
    assertRows(
        List.of("P26 defer /history/0 41:42/56 until 2026-11-21"),
        screen(
            MAN,
            "date: 2026-11-20, area: face, depthMm: 0.2",
            "date: 2026-10-10, area: under-eye, depthMm: 0.26"),
        "P26");
    assertRows(
        List.of(),
        screen(MAN, "date: 2026-11-20, area: eyebrow, depthMm: 0.2", past),
        "P20",
        "P26");
  }

  @Test
  void theFaceTakesInTheEyelid() {
    String eyelid = "date: 2026-10-10, area: eyelid, depthMm: ";
    String date = "date: 2026-11-20, depthMm: 0.2, area: ";
    List<String> waits = List.of("P26 defer /history/0 41:42/56 until 2026-11-21");
    assertRows(waits, screen(MAN, date + "face", eyelid + 0.26), "P26");
    assertRows(List.of(), screen(MAN, date + "face", eyelid + 0.25), "P26");
    assertRows(waits, screen(MAN, date + "eyelid", eyelid + 0.25), "P26");
    assertRows(
        waits, screen(MAN, date + "eyelid", "date: 2026-10-10, area: face, depthMm: 1.0"), "P26");
    for (String apart : List.of("eyebrow", "under-eye", "chin")) {
      assertRows(List.of(), screen(MAN, date + apart, eyelid + 1.0), "P22", "P23", "P26");
    }
    // not face class
    assertRows(List.of(), screen(MAN, date + "face", eyelid + 1.0), "P25");
  }

  // ---------------------------------------------------------------- governing, lengthening, joined
  // entries

  @Test
  void theLatestDateGovernsAndTheOthersFollowByDate() {
    // 42 days for the lengthened one end later than 28 for the newer one; the third has passed its
    // ideal
    Expected found =
        screen(
            MAN,
            "date: 2026-11-20, area: scalp, depthMm: 1.0",
            "date: 2026-10-31, area: scalp, depthMm: 1.0",
            "date: 2026-10-21, area: scalp, depthMm: 1.0, reactions: [{sign: irritation, resolved: true}]",
            "date: 2026-10-09, area: scalp, depthMm: 1.0",
            "date: 2026-10-10, area: scalp, depthMm: 0.5");
    assertRows(
        List.of("P23 defer /history/1 /history/3 /history/0 30:42/42 until 2026-12-02"),
        found,
        "P23");
    assertRows(List.of("P37 caution /history/1/reactions/0"), found, "P37");
  }

  @Test
  void erythemaLengthensOnlyOverFiveDaysOrForAnUnknownTime() {
    for (String reaction : List.of("days: 6", "resolved: true", "days: 6, resolved: true")) {
      Expected found = erythema(reaction);
      assertRows(
          List.of(
              "P22 defer /history/0 20:28/28 until 2026-11-28",
              "P37 caution /history/0/reactions/0"),
          found,
          "P22",
          "P36",
          "P37",
          "P38");
    }
    for (String reaction : List.of("days: 4", "days: 5, resolved: true")) {
      assertRows(
          List.of("P22 caution /history/0 20:14/28", "P38 caution /history/0/reactions/0"),
          erythema(reaction),
          "P22",
          "P36",
          "P37",
          "P38");
    }
    assertRows(
        List.of("P22 caution /history/0 20:14/28"),
        erythema("days: 3"),
        "P22",
        "P36",
        "P37",
        "P38");
    assertRows(
        List.of("P36 defer /history/0/reactions/0", "P22 caution /history/0 20:14/28"),
        erythema("days: 6, resolved: false"),
        "P22",
        "P36",
        "P37",
        "P38");
  }

  private static Expected erythema(String reaction) {
    return screen(
        MAN,
        "date: 2026-11-20, area: scalp, depthMm: 0.5",
        "date: 2026-10-31, area: scalp, depthMm: 0.5, reactions: [{sign: erythema, "
            + reaction
            + "}]");
  }

  @Test
  void anOldOpenReactionOnlyAsks() {
    String proposed = "date: 2026-12-20, area: face, depthMm: 0.2";
    String open = ", area: chin, depthMm: 0.2, reactions: [{sign: open-wound}]";
    assertRows(
        List.of("P36 caution /history/0/reactions/0"),
        asOf("2026-11-20", MAN, proposed, "date: 2025-11-20" + open),
        "P36");
    Expected within = asOf("2026-11-20", MAN, proposed, "date: 2025-11-21" + open);
    assertRows(List.of("P36 defer /history/0/reactions/0"), within, "P36");
    assertNull(within.earliestDate());
  }

  @Test
  void joinedEntriesHoldWhatAnyStates() {
    // 0.6 and 0.60 are one session: at home, with exosomes, and with aftercare poor in the second
    // entry
    Expected found =
        screen(
            MAN,
            "date: 2026-11-20, area: scalp, depthMm: 0.5",
            "date: 2026-11-01, area: scalp, depthMm: 0.6, adjuncts: [exosomes]",
            "date: 2026-11-01, area: scalp, depthMm: 0.60, setting: home, aftercare: poor, reactions: [{sign: tan}]");
    assertRows(
        List.of(
            "P28 defer /history/0 19:28/28 until 2026-11-29",
            "P30 defer /history/0 19:28/42 until 2026-11-29",
            "P22 caution /history/0 19:14/28",
            "P32 caution /history/1/aftercare 19:28/42",
            "P86 caution /history/0 /history/1"),
        found,
        "P22",
        "P28",
        "P30",
        "P32",
        "P86");
  }

  @Test
  void poorAftercareCountsAtTheLastTherapeuticSession() {
    String proposed = "date: 2026-11-20, area: scalp, depthMm: 0.5";
    String therapeutic = "date: 2026-10-24, area: scalp, depthMm: 0.5, aftercare: ";
    String superficial = "date: 2026-11-19, area: scalp, depthMm: 0.2, aftercare: ";
    assertRows(List.of(), screen(MAN, proposed, therapeutic + "good", superficial + "poor"), "P32");
    assertRows(
        List.of("P32 caution /history/0/aftercare 27:14/28"),
        screen(MAN, proposed, therapeutic + "poor", superficial + "good"),
        "P32");
    assertRows(
        List.of("P32 caution /history/0/aftercare 1:7/7"),
        screen(MAN, proposed, superficial + "poor"),
        "P32");
    assertRows(
        List.of(), screen(MAN, proposed, therapeutic.replace("10-24", "10-23") + "poor"), "P32");
  }

  // ---------------------------------------------------------------- P31

  private static Expected protocol(String past) {
    return screen(MAN, "date: 2026-11-20, " + PROTOCOL, past);
  }

  private static List<String> intervals(Expected found) {
    return rows(found, "P22", "P23", "P24", "P28", "P29", "P30", "P31");
  }

  @Test
  void theExceptionStandsWithoutAnyHistory() {
    assertEquals(
        List.of("P31 caution /proposed/adjuncts/1"),
        intervals(
            screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 1, adjuncts: [acid, minoxidil]")));
    for (String not :
        List.of(
            "area: scalp, depthMm: 0.49, adjuncts: [minoxidil]",
            "area: scalp, depthMm: 1.01, adjuncts: [minoxidil]",
            "area: neck, depthMm: 0.5, adjuncts: [minoxidil]",
            "area: scalp, depthMm: 0.5",
            "area: scalp, depthMm: 0.5, adjuncts: [minoxidil], setting: home",
            "area: scalp, depthMm: 0.5, adjuncts: [minoxidil], modality: radiofrequency")) {
      assertEquals(List.of(), intervals(screen(MAN, "date: 2026-11-20, " + not)), not);
    }
  }

  @Test
  void theExceptionReplacesTheGeneralRowsForAnyShallowProfessionalScalpSession() {
    String past = "date: 2026-11-14, area: scalp, ";
    assertEquals(
        List.of(
            "P31 defer /history/0 6:7/14 until 2026-11-21",
            "P31 caution /proposed/adjuncts/0 /history/0"),
        intervals(protocol(past + "depthMm: 1.0")));
    assertEquals(
        List.of(
            "P23 defer /history/0 6:28/42 until 2026-12-12", "P31 caution /proposed/adjuncts/0"),
        intervals(protocol(past + "depthMm: 1.01")));
    assertEquals(
        List.of(
            "P22 defer /history/0 6:14/28 until 2026-11-28",
            "P28 defer /history/0 6:28/28 until 2026-12-12",
            "P31 caution /proposed/adjuncts/0"),
        intervals(protocol(past + "depthMm: 0.51, setting: home")));
    assertEquals(
        List.of(
            "P24 defer /history/0 6:42/42 until 2026-12-26", "P31 caution /proposed/adjuncts/0"),
        intervals(protocol(past + "depthMm: 0.5, modality: radiofrequency")));
    assertEquals(
        List.of(
            "P30 defer /history/0 6:28/42 until 2026-12-12",
            "P31 defer /history/0 6:7/14 until 2026-11-21",
            "P31 caution /proposed/adjuncts/0 /history/0"),
        intervals(protocol(past + "depthMm: 0.5, adjuncts: [exosomes]")));
  }

  @Test
  void theExceptionNamesOnlySessionsBelowTheGeneralIdeal() {
    String past = ", area: scalp, depthMm: 0.5";
    String wrinkles = "date: 2026-11-20, " + PROTOCOL + ", indication: wrinkles";
    assertEquals(
        List.of("P31 caution /proposed/adjuncts/0 /history/0"),
        intervals(screen(MAN, wrinkles, "date: 2026-10-10" + past, "date: 2026-10-09" + past)));
    assertEquals(
        List.of("P31 caution /proposed/adjuncts/0"),
        intervals(protocol("date: 2026-10-23" + past)));
    assertEquals(
        List.of("P31 caution /proposed/adjuncts/0 /history/0"),
        intervals(protocol("date: 2026-10-24" + past)));
  }

  @Test
  void aReactionLengthensTheExceptionToo() {
    assertEquals(
        List.of(
            "P31 defer /history/0 13:14/14 until 2026-11-21",
            "P31 caution /proposed/adjuncts/0 /history/0"),
        intervals(
            protocol(
                "date: 2026-11-07, area: scalp, depthMm: 0.5, reactions: [{sign: irritation, days: 1}]")));
  }

  // ---------------------------------------------------------------- over-treatment

  private static String[] visits(String what, String... dates) {
    return Stream.of(dates).map(d -> "date: " + d + ", " + what).toArray(String[]::new);
  }

  @Test
  void theSeventhSessionWaitsUntilFiveAreLeftOrAllAreOfTheProtocol() {
    String[] six = {
      "2025-12-01", "2026-01-10", "2026-02-20", "2026-04-03", "2026-06-14", "2026-08-02"
    };
    Expected plain =
        screen(
            MAN,
            "date: 2026-11-20, area: neck, depthMm: 0.5",
            visits("area: neck, depthMm: 0.5", six));
    assertRows(
        List.of(
            "P40 defer /history/0 /history/1 /history/2 /history/3 /history/4 /history/5 until 2026-12-01"),
        plain,
        "P40");
    assertEquals("2026-12-01", plain.earliestDate());
    // a year before: 2025-11-20 is not within the 12 months
    six[0] = "2025-11-20";
    assertRows(
        List.of(),
        screen(
            MAN,
            "date: 2026-11-20, area: neck, depthMm: 0.5",
            visits("area: neck, depthMm: 0.5", six)),
        "P40");

    String[] seven =
        visits(
            PROTOCOL,
            "2025-12-01",
            "2025-12-20",
            "2026-02-20",
            "2026-04-03",
            "2026-06-14",
            "2026-08-02",
            "2026-09-09");
    assertEquals(
        "P40 caution",
        rows(screen(MAN, "date: 2026-11-20, " + PROTOCOL, seven), "P40").get(0).substring(0, 11));
    seven[0] = "date: 2025-12-01, area: scalp, depthMm: 0.5";
    assertEquals(
        "2026-12-01",
        screen(MAN, "date: 2026-11-20, " + PROTOCOL, seven).of("P40").get(0).earliestDate());
    // the one that is not of the protocol leaves last: fewer than six come first, on the second's
    // anniversary
    seven[0] = "date: 2025-12-01, " + PROTOCOL;
    seven[6] = "date: 2026-09-09, area: scalp, depthMm: 0.5";
    assertEquals(
        "2026-12-20",
        screen(MAN, "date: 2026-11-20, " + PROTOCOL, seven).of("P40").get(0).earliestDate());
  }

  @Test
  void maintenanceMayGoOnThreeMonthsAfterTheLastOfSix() {
    String neck = "area: neck, depthMm: 0.5";
    String[] six =
        visits(
            neck,
            "2026-01-10",
            "2026-02-20",
            "2026-04-03",
            "2026-05-14",
            "2026-06-25",
            "2026-08-20");
    String all = " /history/0 /history/1 /history/2 /history/3 /history/4 /history/5";
    String maintenance = ", phase: maintenance, " + neck;
    Expected before = screen(MAN, "date: 2026-11-19" + maintenance, six);
    assertRows(List.of("P40 defer" + all + " until 2026-11-20"), before, "P40");
    assertEquals("2026-11-20", before.earliestDate());
    assertRows(
        List.of("P40 caution" + all), screen(MAN, "date: 2026-11-20" + maintenance, six), "P40");
    assertRows(
        List.of("P40 defer" + all + " until 2027-01-10"),
        screen(MAN, "date: 2026-11-20, " + neck, six),
        "P40");
    // where the first of the six leaves before that, five are left
    six[0] = "date: 2025-11-20, " + neck;
    assertRows(
        List.of("P40 defer" + all + " until 2026-11-20"),
        screen(MAN, "date: 2026-11-19, " + neck, six),
        "P40");
    six[5] = "date: 2026-08-21, " + neck;
    assertRows(
        List.of("P40 defer" + all + " until 2026-11-20"),
        screen(MAN, "date: 2026-11-19" + maintenance, six),
        "P40");
    assertRows(List.of(), screen(MAN, "date: 2026-11-20" + maintenance, six), "P40");
  }

  @Test
  void visitsThatLeaveOnALeapDay() {
    // 2027-02-28 is within 12 months of 2028-02-27 and no longer of 2028-02-28
    String[] six =
        visits(
            "area: neck, depthMm: 0.5",
            "2027-02-28",
            "2027-04-10",
            "2027-05-22",
            "2027-07-03",
            "2027-08-14",
            "2027-09-25");
    String proposed = ", area: neck, depthMm: 0.5";
    assertEquals(
        "2028-02-28",
        screen(MAN, "date: 2028-02-27" + proposed, six).of("P40").get(0).earliestDate());
    // 2027-03-01 is within 12 months of 2028-02-29 (> 2027-02-28) and leaves on 2028-03-01
    six[0] = "date: 2027-03-01, area: neck, depthMm: 0.5";
    assertEquals(
        "2028-03-01",
        screen(MAN, "date: 2028-02-29" + proposed, six).of("P40").get(0).earliestDate());
  }

  @Test
  void theRestAfterASeriesEndsThreeMonthsAfterItsLastVisit() {
    String neck = "area: neck, depthMm: 0.5";
    String[] six =
        visits(
            neck,
            "2027-05-04",
            "2027-06-15",
            "2027-07-27",
            "2027-09-07",
            "2027-10-19",
            "2027-11-30");
    assertRows(
        List.of(
            "P41 defer /history/0 /history/1 /history/2 /history/3 /history/4 /history/5 until 2028-02-29"),
        screen(MAN, "date: 2028-02-28, " + neck, six),
        "P41");
    assertRows(List.of(), screen(MAN, "date: 2028-02-29, " + neck, six), "P41");
    // a gap of exactly three months ends the chain
    six[0] = "date: 2027-03-15, " + neck;
    assertRows(List.of(), screen(MAN, "date: 2028-02-28, " + neck, six), "P41");
    six[0] = "date: 2027-03-16, " + neck;
    assertEquals(1, screen(MAN, "date: 2028-02-28, " + neck, six).of("P41").size());
    // completed by a visit of the chain, not by one before it
    String completes = ", completesSeries: true";
    assertRows(
        List.of("P41 defer /history/0 until 2027-03-02"),
        screen(MAN, "date: 2027-03-01, " + neck, "date: 2026-12-02, " + neck + completes),
        "P41");
    assertRows(
        List.of(),
        screen(
            MAN,
            "date: 2027-03-01, " + neck,
            "date: 2026-12-02, " + neck,
            "date: 2026-09-02, " + neck + completes),
        "P41");
  }

  @Test
  void maintenanceWaitsThreeMonthsUnlessOfTheProtocol() {
    String past = "date: 2026-08-21, ";
    assertRows(
        List.of("P42 defer /history/0 until 2026-11-21", "P43 caution /proposed/phase"),
        screen(
            MAN,
            "date: 2026-11-20, area: neck, depthMm: 0.5, phase: maintenance",
            past + "area: neck, depthMm: 2"),
        "P42",
        "P43");
    assertRows(
        List.of("P42 caution /history/0"),
        screen(
            MAN,
            "date: 2026-11-20, " + PROTOCOL + ", phase: maintenance, improvementDocumented: true",
            past + PROTOCOL),
        "P42",
        "P43");
    assertRows(
        List.of(),
        screen(
            MAN,
            "date: 2026-11-20, area: neck, depthMm: 0.25, phase: maintenance",
            past + "area: neck, depthMm: 2"),
        "P42");
  }

  @Test
  void aPairIsAVisitAndTheLastOverlappingOneBeforeIt() {
    String face = "date: 2026-11-20, area: face, depthMm: 0.5";
    // chin and cheeks do not overlap: the pairs are chin-chin (8 days) and cheeks alone
    assertRows(
        List.of(),
        screen(
            MAN,
            face,
            "date: 2026-05-01, area: chin, depthMm: 0.5",
            "date: 2026-05-05, area: cheeks, depthMm: 0.5",
            "date: 2026-05-09, area: chin, depthMm: 0.5"),
        "P44");
    assertRows(
        List.of("P44 caution /history/1 /history/0"),
        screen(
            MAN,
            face,
            "date: 2026-05-08, area: face, depthMm: 0.5",
            "date: 2026-05-01, area: chin, depthMm: 0.5",
            "date: 2026-05-02, area: cheeks, depthMm: 0.2"),
        "P44");
  }

  @Test
  void aPairOfTheProtocolIsNotTooCloseUnlessAJoinedEntryIsNot() {
    String proposed = "date: 2026-11-20, " + PROTOCOL;
    String a = "date: 2026-05-01, " + PROTOCOL;
    String b = "date: 2026-05-08, " + PROTOCOL;
    assertRows(List.of(), screen(MAN, proposed, a, b), "P44");
    assertRows(
        List.of("P44 caution /history/0 /history/1"),
        screen(MAN, proposed, a, b, "date: 2026-05-08, area: scalp, depthMm: 0.5"),
        "P44");
    assertRows(
        List.of(),
        screen(
            MAN,
            proposed,
            a,
            b.replace("05-08", "05-09"),
            "date: 2026-05-09, area: scalp, depthMm: 0.5"),
        "P44");
  }

  @Test
  void twoHastyPairsNeedTheLaterOnesOwnMinimum() {
    String proposed = "date: 2026-11-20, area: scalp, depthMm: 0.5";
    // row R05 asks 14 days; wrinkles at the later one asks 28
    String[] plain = visits("area: scalp, depthMm: 0.5", "2026-05-01", "2026-05-28", "2026-06-24");
    assertRows(List.of(), screen(MAN, proposed, plain), "P45");
    plain[1] += ", indication: wrinkles";
    plain[2] += ", indication: wrinkles";
    assertRows(
        List.of("P45 caution /history/0 /history/1 /history/2"),
        screen(MAN, proposed, plain),
        "P45");
    plain[2] = plain[2].replace("06-24", "06-25");
    assertRows(List.of(), screen(MAN, proposed, plain), "P45");
    // of the protocol: 7 days, and a session that is not of it but shallow may come before
    String[] weekly = visits(PROTOCOL, "2026-05-01", "2026-05-08", "2026-05-15");
    assertRows(List.of(), screen(MAN, proposed, weekly), "P45");
    weekly[2] = weekly[2].replace("05-15", "05-14");
    weekly[0] = weekly[0].replace("05-01", "05-02");
    assertRows(
        List.of("P45 caution /history/0 /history/1 /history/2"),
        screen(MAN, proposed, weekly),
        "P45");
  }

  @Test
  void depthAndFrequencyRaisedTogether() {
    String[] past = visits("area: scalp, depthMm: 0.5", "2026-08-01", "2026-10-06");
    // gap 66 days; 45 days since the last
    assertRows(
        List.of("P46 caution /history/0 /history/1"),
        screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 0.51", past),
        "P46");
    assertRows(
        List.of("P46 defer /history/0 /history/1 until 2026-12-11"),
        screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 0.51, setting: home", past),
        "P46");
    assertRows(List.of(), screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 0.5", past), "P46");
    assertRows(List.of(), screen(MAN, "date: 2026-12-11, area: scalp, depthMm: 0.6", past), "P46");
    past[0] = "date: 2026-07-06, area: scalp, depthMm: 0.5";
    assertRows(List.of(), screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 0.6", past), "P46");
    past[0] = "date: 2026-07-07, area: scalp, depthMm: 0.5";
    assertEquals(
        1, screen(MAN, "date: 2026-11-20, area: scalp, depthMm: 0.6", past).of("P46").size());
  }

  @Test
  void theFifthOnTheFaceForTexture() {
    String texture = ", area: face, depthMm: 1.0, indication: texture";
    String[] four =
        visits("area: chin, depthMm: 0.5", "2026-05-01", "2026-06-15", "2026-07-29", "2026-09-10");
    Expected fifth = screen(MAN, "date: 2026-11-20" + texture, four);
    assertRows(List.of("P47 proceed /history/0 /history/1 /history/2 /history/3"), fifth, "P47");
    assertEquals(List.of("L074"), fifth.of("P47").get(0).evidence());
    assertRows(List.of(), screen(MAN, "date: 2026-09-10" + texture, four), "P47");
    assertRows(List.of(), screen(MAN, "date: 2026-12-10" + texture, four), "P47");
    assertRows(
        List.of(),
        screen(MAN, "date: 2026-11-20" + texture.replace("texture", "striae"), four),
        "P47");
  }

  // ---------------------------------------------------------------- home with Qure

  @Test
  void theFirstThreeQureDatesCountOnAnyArea() {
    String proposed =
        "date: 2026-11-20, area: scalp, depthMm: 0.51, setting: home, device: my QURE";
    String qure = ", setting: home, device: Qure pen";
    String past = "date: 2026-10-24, area: scalp, depthMm: 0.3";
    String[] two = {
      past,
      "date: 2026-01-01, area: neck, depthMm: 0.2" + qure,
      "date: 2026-01-01, area: legs, depthMm: 0.2" + qure,
      "date: 2026-02-01, area: neck, depthMm: 0.2" + qure,
      "date: 2026-03-01, area: neck, depthMm: 0.2, device: Qure pen"
    };
    assertRows(
        List.of("P33 defer /history/0 27:28/28 until 2026-11-21", "P58 defer /proposed/depthMm"),
        screen(MAN, proposed, two),
        "P33",
        "P58");
    // the same date, area and depth at home makes the clinic's entry one at home with that device
    String[] joined =
        Stream.concat(
                Stream.of(two),
                Stream.of("date: 2026-03-01, area: neck, depthMm: 0.2, setting: home"))
            .toArray(String[]::new);
    assertRows(List.of(), screen(MAN, proposed, joined), "P33", "P58");
  }

  @Test
  void aDeferralWithoutADateCanEndWhenALaterEntryBecomesPastWithinFiveYears() {
    String proposed = "date: 2026-11-20, area: scalp, depthMm: 0.6, setting: home, device: qure";
    String qure = ", area: neck, depthMm: 0.2, setting: home, device: qure";
    assertEquals(
        "2031-11-20",
        screen(
                MAN,
                proposed,
                "date: 2026-01-01" + qure,
                "date: 2026-02-01" + qure,
                "date: 2031-11-20" + qure)
            .earliestDate());
    assertNull(
        screen(
                MAN,
                proposed,
                "date: 2026-01-01" + qure,
                "date: 2026-02-01" + qure,
                "date: 2031-11-21" + qure)
            .earliestDate());
  }

  // ---------------------------------------------------------------- regimen

  @Test
  void theRegimenIsHeldAgainstAnImaginedRepeat() {
    assertEquals(1, regimen(6, PROTOCOL));
    assertEquals(0, regimen(7, PROTOCOL));
    assertEquals(1, regimen(27, PROTOCOL.replace("minoxidil", "minoxidil, exosomes")));
    assertEquals(1, regimen(13, "area: scalp, depthMm: 0.5"));
    assertEquals(0, regimen(14, "area: scalp, depthMm: 0.5"));
    assertEquals(0, regimen(14, "area: scalp, depthMm: 0.5, modality: radiofrequency"));
    assertEquals(1, regimen(27, "area: scalp, depthMm: 0.51, setting: home"));
    assertEquals(0, regimen(14, "area: scalp, depthMm: 0.5, setting: home"));
    assertEquals(1, regimen(2, "area: scalp, depthMm: 0.25"));
    assertEquals(0, regimen(3, "area: scalp, depthMm: 0.25"));
    assertEquals(1, regimen(41, "area: under-eye, depthMm: 0.25"));
    assertEquals(0, regimen(42, "area: under-eye, depthMm: 0.25"));
  }

  private static int regimen(int days, String proposed) {
    return screen(MAN, "date: 2026-11-20, regimen: {everyDays: " + days + "}, " + proposed)
        .of("P78")
        .size();
  }

  // ---------------------------------------------------------------- the earliest date

  @Test
  void aWashOutCountsFromAsOfWhateverTheDateTried() {
    String retinol = MAN + ", medications: [{code: retinol}]";
    Expected found = asOf("2026-11-20", retinol, "date: 2026-11-26, area: face, depthMm: 0.2");
    assertRows(List.of("P60 defer /patient/medications/0 until 2026-11-27"), found, "P60");
    assertEquals("2026-11-27", found.earliestDate());
    assertRows(
        List.of("P60 caution /patient/medications/0"),
        asOf("2026-11-20", retinol, "date: 2026-11-27, area: face, depthMm: 0.2"),
        "P60");
  }

  @Test
  void aLaterEntryBecomesPastWhenTheDateMoves() {
    Expected found =
        screen(
            MAN + ", medications: [{code: scrub, status: stopped, lastTaken: 2026-11-18}]",
            "date: 2026-11-20, area: neck, depthMm: 0.5",
            "date: 2026-11-25, area: neck, depthMm: 0.5");
    assertRows(
        List.of(
            "P61 defer /patient/medications/0 until 2026-11-25", "P80 incomplete /history/0/date"),
        found,
        "P27",
        "P61",
        "P80");
    assertEquals("2027-01-06", found.earliestDate());
  }

  @Test
  void theEarliestDateIsNotBeforeAsOf() {
    Expected found = asOf("2026-12-01", MAN, "date: 2026-11-20, area: face, depthMm: 0.2");
    assertRows(List.of("P81 incomplete /proposed/date"), found, "P81");
    assertEquals("incomplete", found.verdict());
    assertEquals("2026-12-01", found.earliestDate());
  }

  // ---------------------------------------------------------------- data quality

  private static final String TODAY = "date: 2026-11-20, area: face, depthMm: 0.2";

  @Test
  void whatStatesAQuestionAndWhatLeavesItOpen() {
    String numbed = TODAY + ", adjuncts: [numbing-cream]";
    assertEquals(Words.QUESTIONS, screen("sex: female", numbed).questions());
    assertEquals(
        Words.QUESTIONS.subList(2, Words.QUESTIONS.size()),
        screen("sex: male", numbed).questions());
    List<String> withoutCream = new ArrayList<>(Words.QUESTIONS);
    withoutCream.remove("local-anaesthetic");
    assertEquals(withoutCream, screen("sex: other", TODAY).questions());
    assertEquals(
        withoutCream, screen("sex: female, allergies: [local-anaesthetic]", numbed).questions());
    assertEquals(
        List.of("birth-date"),
        screen("pertinentNegatives: [all-screening-questions]", TODAY).questions());
    assertEquals(false, asks("conditions: [{code: rosacea, status: resolved}]", "rosacea"));
    assertEquals(true, asks("conditions: [{code: active-acne, status: resolved}]", "active-acne"));
    assertEquals(false, asks("conditions: [{code: active-acne, areas: [legs]}]", "active-acne"));
    assertEquals(
        true, asks("conditions: [{code: lupus, status: remission}]", "autoimmune-disease"));
    assertEquals(
        false,
        asks("conditions: [{code: autoimmune-disease, status: resolved}]", "autoimmune-disease"));
    assertEquals(true, asks("medications: [{code: heparin, status: stopped}]", "anticoagulant"));
    assertEquals(
        false, asks("medications: [{code: anticoagulant, status: stopped}]", "anticoagulant"));
    assertEquals(true, asks("medications: [{code: tretinoin, route: oral}]", "topical-retinoid"));
    assertEquals(true, asks("medications: [{code: exfoliant, route: injected}]", "exfoliant"));
    assertEquals(
        false,
        asks("medications: [{code: tretinoin, route: other, areas: [legs]}]", "topical-retinoid"));
    assertEquals(true, asks("skin: [{sign: erythema, areas: [legs]}]", "erythema"));
    assertEquals(false, asks("skin: [{sign: erythema, areas: [legs, chin]}]", "erythema"));
    assertEquals(
        false,
        asks("conditions: [{code: immunosuppression, status: resolved}]", "immunosuppression"));
    assertEquals(false, asks("conditions: [{code: hiv, status: recurrence}]", "immunosuppression"));
    assertEquals(true, asks("conditions: [{code: hiv, status: remission}]", "immunosuppression"));
    assertEquals(true, asks("conditions: [{code: hepatitis}]", "immunosuppression"));
    assertEquals(false, asks("medications: [{code: immunosuppressant}]", "immunosuppression"));
    assertEquals(
        true,
        asks("medications: [{code: immunosuppressant, status: stopped}]", "immunosuppression"));
    assertEquals(
        false,
        asks(
            "conditions: [{code: diabetes-uncontrolled, status: resolved}]",
            "diabetes-uncontrolled"));
    assertEquals(
        false,
        asks(
            "conditions: [{code: suspicious-lesion, status: resolved, areas: [legs]}]",
            "suspicious-lesion"));
    assertEquals(false, asks("allergies: [stainless-steel]", "stainless-steel"));
    assertEquals(true, asks("allergies: [nickel]", "stainless-steel"));
    assertEquals(false, asks("pertinentNegatives: [stainless-steel]", "stainless-steel"));
    assertEquals(false, asks("procedures: [{code: filler, areas: [legs]}]", "procedure"));
    assertEquals(false, asks("procedures: [{code: filler, date: 2027-01-01}]", "procedure"));
    assertEquals(true, asks("procedures: []", "procedure"));
    assertEquals(false, asks("pertinentNegatives: [procedure]", "procedure"));
    assertEquals(false, asks("birthDate: 2030-01-01", "birth-date"));
    assertEquals(true, asks("pertinentNegatives: [warfarin]", "anticoagulant"));
    assertEquals(false, asks("pertinentNegatives: [anticoagulant]", "anticoagulant"));
  }

  private static boolean asks(String patient, String question) {
    return screen(patient, TODAY).questions().contains(question);
  }

  @Test
  void aFactThatIsAlsoDeniedContradictsItself() {
    assertEquals(
        1,
        contradictions(
            "conditions: [{code: eczema}], pertinentNegatives: [inflammatory-skin-disease]"));
    assertEquals(
        0,
        contradictions(
            "conditions: [{code: eczema, status: remission}], pertinentNegatives: [eczema]"));
    assertEquals(
        1,
        contradictions(
            "conditions: [{code: keloid, status: resolved}], pertinentNegatives: [keloid]"));
    assertEquals(
        1,
        contradictions(
            "medications: [{code: scrub, route: oral}], pertinentNegatives: [exfoliant, scrub]"));
    assertEquals(
        0,
        contradictions(
            "medications: [{code: scrub, status: stopped}], pertinentNegatives: [exfoliant]"));
    assertEquals(
        0, contradictions("skin: [{sign: tan, areas: [legs]}], pertinentNegatives: [tan]"));
    assertEquals(1, contradictions("skin: [{sign: tan}], pertinentNegatives: [tan]"));
    assertEquals(1, contradictions("allergies: [latex], pertinentNegatives: [latex]"));
    assertEquals(
        0, contradictions("conditions: [{code: hiv}], pertinentNegatives: [immunosuppression]"));
    assertEquals(
        1,
        contradictions(
            "medications: [{code: warfarin, lastTaken: 2026-01-01}], pertinentNegatives: [warfarin]"));
    String denied = "}], pertinentNegatives: [procedure]";
    assertEquals(1, contradictions("procedures: [{code: filler" + denied));
    assertEquals(1, contradictions("procedures: [{code: filler, areas: [legs]" + denied));
    assertEquals(1, contradictions("procedures: [{code: filler, date: 2026-11-20" + denied));
    assertEquals(0, contradictions("procedures: [{code: filler, date: 2026-11-21" + denied));
    assertEquals(2, contradictions("procedures: [{code: filler}, {code: filler" + denied));
    assertEquals(
        0,
        contradictions(
            "procedures: [{code: filler}], pertinentNegatives: [all-screening-questions]"));
    assertEquals(
        0,
        contradictions(
            "conditions: [{code: keloid}], pertinentNegatives: [all-screening-questions]"));
  }

  private static int contradictions(String patient) {
    return screen(patient, TODAY).of("P85").size();
  }

  @Test
  void wrongDatesAreEachNamed() {
    assertRows(
        List.of(
            "P84 incomplete /patient/conditions/0/abatement",
            "P84 incomplete /patient/conditions/0/abatement /patient/conditions/0/onset",
            "P84 incomplete /patient/conditions/0/onset",
            "P84 incomplete /patient/conditions/1/abatement",
            "P84 incomplete /patient/medications/0/lastTaken",
            "P84 incomplete /patient/procedures/1/date",
            "P84 incomplete /patient/skin/0/since"),
        screen(
            MAN
                + ", conditions: [{code: vitiligo, onset: 2026-11-21, abatement: 2026-11-20},"
                + " {code: vitiligo, status: resolved, abatement: 2026-11-21},"
                + " {code: vitiligo, status: resolved, onset: 2026-11-20, abatement: 2026-11-20}],"
                + " medications: [{code: aspirin, lastTaken: 2026-11-21}, {code: aspirin, lastTaken: 2026-11-20}],"
                + " procedures: [{code: surgery, date: 2026-11-20}, {code: surgery, date: 2026-11-21, areas: [legs]}],"
                + " skin: [{sign: tan, since: 2026-11-21}, {sign: tan, since: 2026-11-20}]",
            TODAY),
        "P84");
  }

  @Test
  void pointersAreOrderedAsText() {
    String open = "area: face, depthMm: 0.2, reactions: [{sign: irritation}]";
    String[] eleven =
        visits(
            open,
            "2026-01-01",
            "2026-01-02",
            "2026-01-03",
            "2026-01-04",
            "2026-01-05",
            "2026-01-06",
            "2026-01-07",
            "2026-01-08",
            "2026-01-09",
            "2026-01-10",
            "2026-01-11");
    assertEquals(
        List.of(
            "/history/0/reactions/0",
            "/history/1/reactions/0",
            "/history/10/reactions/0",
            "/history/2/reactions/0"),
        screen(MAN, TODAY, eleven).of("P36").stream()
            .map(f -> f.because().get(0))
            .limit(4)
            .toList());
  }

  // ---------------------------------------------------------------- comparing with a report

  @Test
  void differencesAreNamed() {
    JsonNode caseFile =
        caseFile(
            null,
            MAN,
            "date: 2026-11-20, area: scalp, depthMm: 0.5",
            "date: 2026-11-10, area: scalp, depthMm: 1.0");
    Expected expected = PolicyOracle.evaluate(caseFile);
    ObjectNode report =
        (ObjectNode)
            YAML.readTree(
                """
                caseId: t
                asOf: 2026-11-20
                verdict: defer
                earliestDate: 2026-12-08
                questions: []
                findings:
                  - {policy: P23, category: interval, verdict: defer, because: [/history/0], earliestDate: 2026-12-08,
                     evidence: [L056, L062, L064, L068, L069],
                     interval: {observedDays: 10, minimumDays: 28, idealDays: 42}, rule: r, title: t, message: m}
                """);
    assertEquals(List.of(), expected.differences(report));

    report.put("verdict", "caution");
    report.putNull("earliestDate");
    ((ObjectNode) report.path("findings").path(0).path("interval")).put("idealDays", 41);
    assertEquals(
        List.of(
            "verdict: expected defer",
            "earliestDate: expected 2026-12-08",
            "missing finding",
            "unexpected finding"),
        expected.differences(report).stream().map(d -> d.replaceAll(",.*| Found.*", "")).toList());
  }

  @Test
  void anotherOrderOfFindingsIsADifference() {
    Expected expected = screen(MAN + ", fitzpatrick: V", TODAY + ", indication: texture");
    assertRows(
        List.of(
            "P59 proceed /proposed/depthMm",
            "P5A proceed /proposed/depthMm",
            "P66 proceed /patient/fitzpatrick",
            "P72 proceed /proposed/indication"),
        expected,
        "P59",
        "P5A",
        "P66",
        "P72");
    ObjectNode report = YAML.valueToTree(expected);
    report.putArray("questions");
    report
        .path("findings")
        .forEach(f -> ((ObjectNode) f).remove(List.of("interval", "earliestDate")));
    assertEquals(List.of(), expected.differences(report));
    ArrayNode findings = (ArrayNode) report.path("findings");
    findings.add(findings.remove(0));
    assertEquals(1, expected.differences(report).size());
  }
}
