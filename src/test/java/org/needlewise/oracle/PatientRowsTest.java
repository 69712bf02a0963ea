package org.needlewise.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.needlewise.oracle.PolicyOracleTest.MAN;
import static org.needlewise.oracle.PolicyOracleTest.asOf;
import static org.needlewise.oracle.PolicyOracleTest.assertRows;
import static org.needlewise.oracle.PolicyOracleTest.screen;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.oracle.PolicyOracle.Expected;
import org.needlewise.oracle.PolicyOracle.Found;

/**
 * What is known of the patient, worked by hand: age, conditions, medicines, allergies, other
 * procedures, and what these make of the eyelid and of an adjunct.
 */
class PatientRowsTest {
  private static final String TODAY = "date: 2026-11-20, area: face, depthMm: 0.2";

  /** A man who denies whatever else is asked, with this of his own. */
  private static Expected man(String own) {
    return screen(MAN + ", " + own, TODAY);
  }

  private static Expected takes(String... medicines) {
    return man("medications: [{code: " + String.join("}, {code: ", medicines) + "}]");
  }

  private static Expected has(String... conditions) {
    return man("conditions: [{code: " + String.join("}, {code: ", conditions) + "}]");
  }

  private static Expected had(String... procedures) {
    return man("procedures: [{code: " + String.join("}, {code: ", procedures) + "}]");
  }

  /** The one finding of the row: category and evidence. */
  private static void assertEvidence(
      Expected found, String row, String category, String... evidence) {
    List<Found> all = found.of(row);
    assertEquals(1, all.size());
    assertEquals(category, all.get(0).category());
    assertEquals(List.of(evidence), all.get(0).evidence());
    assertNull(all.get(0).interval());
  }

  // ---------------------------------------------------------------- age

  @ParameterizedTest
  @CsvSource({
    "2004-11-20,",
    "2004-11-21, P1F caution /patient/birthDate",
    "2008-11-19, P1F caution /patient/birthDate",
    "2008-11-20, P1F caution /patient/birthDate",
    "2008-11-21, P1H defer /patient/birthDate until 2026-11-21",
    "2016-11-20, P1H defer /patient/birthDate until 2034-11-20"
  })
  void eighteenAndTwentyTwoAreReachedOnTheBirthday(String born, String finding) {
    assertRows(
        finding == null ? List.of() : List.of(finding),
        screen("birthDate: " + born, TODAY),
        "P1F",
        "P1H");
  }

  @Test
  void someoneBornOnALeapDayTurnsEighteenOnTheTwentyEighth() {
    String proposed = ", area: face, depthMm: 0.2";
    Expected before = screen("birthDate: 2008-02-29", "date: 2026-02-27" + proposed);
    assertRows(List.of("P1H defer /patient/birthDate until 2026-02-28"), before, "P1F", "P1H");
    assertEvidence(before, "P1H", "contraindication", "E33");
    assertRows(
        List.of("P1F caution /patient/birthDate"),
        screen("birthDate: 2008-02-29", "date: 2026-02-28" + proposed),
        "P1F",
        "P1H");
  }

  @Test
  void aChildWaitsNoLongerThanTheSearchLooks() {
    String denies = ", pertinentNegatives: [all-screening-questions]";
    assertEquals("2031-11-20", screen("birthDate: 2013-11-20" + denies, TODAY).earliestDate());
    assertNull(screen("birthDate: 2013-11-21" + denies, TODAY).earliestDate());
    // five years from asOf, where that is later
    assertEquals(
        "2031-11-21", asOf("2026-11-21", "birthDate: 2013-11-21" + denies, TODAY).earliestDate());
  }

  // ---------------------------------------------------------------- medicines

  @ParameterizedTest
  @CsvSource({
    "2026-11-21, P14 defer /patient/medications/0 until 2026-11-28",
    "2026-11-20, P14 defer /patient/medications/0 until 2026-11-27",
    "2026-11-14, P14 defer /patient/medications/0 until 2026-11-21",
    "2026-11-13, P14 caution /patient/medications/0",
    "2026-11-12, P14 caution /patient/medications/0",
    "2026-08-21, P14 caution /patient/medications/0",
    "2026-08-20,",
    "2026-08-19,"
  })
  void aStoppedAnticoagulantActsOn(String lastTaken, String finding) {
    for (String code : List.of("warfarin", "heparin", "anticoagulant")) {
      Expected found = takes(code + ", status: stopped, lastTaken: " + lastTaken);
      assertRows(finding == null ? List.of() : List.of(finding), found, "P13", "P14", "P89");
      if (finding != null) {
        assertEvidence(found, "P14", "contraindication", "E71", "L024");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, P1B caution /patient/medications/0",
    "2026-05-21, P1B caution /patient/medications/0",
    "2026-05-20,",
    "2026-05-19,"
  })
  void isotretinoinIsAskedAboutForSixMonths(String lastTaken, String finding) {
    Expected found = takes("isotretinoin, status: stopped, lastTaken: " + lastTaken);
    assertRows(finding == null ? List.of() : List.of(finding), found, "P1A", "P1B");
    if (finding != null) {
      assertEvidence(found, "P1B", "contraindication", "E22", "L031");
    }
  }

  @Test
  void sixMonthsEndWithAShorterMonth() {
    String stopped =
        MAN + ", medications: [{code: isotretinoin, status: stopped, lastTaken: 2026-08-31}]";
    assertEquals(1, screen(stopped, "date: 2027-02-27, area: face, depthMm: 0.2").of("P1B").size());
    assertEquals(0, screen(stopped, "date: 2027-02-28, area: face, depthMm: 0.2").of("P1B").size());
  }

  @Test
  void aStoppedMedicineWithoutItsLastDayIsAsked() {
    Expected found =
        takes(
            "edoxaban, status: stopped",
            "isotretinoin, status: stopped",
            "chemotherapy, status: stopped",
            "radiotherapy, status: stopped",
            "systemic-corticosteroid, status: stopped",
            "tretinoin, status: stopped, route: oral",
            "tretinoin, status: stopped");
    assertRows(
        List.of(
            "P14 incomplete /patient/medications/0",
            "P1B incomplete /patient/medications/1",
            "P1I incomplete /patient/medications/2",
            "P1I incomplete /patient/medications/3",
            "P62 incomplete /patient/medications/6",
            "P1G caution /patient/medications/5",
            "P1I caution /patient/medications/4"),
        found,
        "P13",
        "P14",
        "P1A",
        "P1B",
        "P1C",
        "P1D",
        "P1G",
        "P1I",
        "P60",
        "P62",
        "P89");
    assertEvidence(found, "P14", "contraindication", "E71", "L024");
    assertEvidence(found, "P1B", "contraindication", "E22", "L031");
    assertEquals("2026-11-20", found.earliestDate());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, defer until 2026-12-18, caution",
    "2026-10-24, defer until 2026-11-21, caution",
    "2026-10-23,,",
    "2026-10-22,,"
  })
  void chemotherapyAndRadiotherapyActForFourWeeks(
      String lastTaken, String defer, String corticosteroid) {
    String stopped = ", status: stopped, lastTaken: " + lastTaken;
    for (String code : List.of("chemotherapy", "radiotherapy")) {
      Expected found = takes(code + stopped);
      assertRows(
          defer == null
              ? List.of()
              : List.of("P1I " + defer.replace(" until", " /patient/medications/0 until")),
          found,
          "P1C",
          "P1I");
      if (defer != null) {
        assertEvidence(found, "P1I", "contraindication", "E31");
      }
    }
    assertRows(
        corticosteroid == null
            ? List.of()
            : List.of("P1I " + corticosteroid + " /patient/medications/0"),
        takes("systemic-corticosteroid" + stopped),
        "P1D",
        "P1I");
  }

  @Test
  void aRetinoidByMouthIsAskedAboutForAMonth() {
    String oral = "tretinoin, route: oral, areas: [legs], status: stopped, lastTaken: ";
    assertEquals(1, takes(oral + "2026-10-21").of("P1G").size());
    assertEquals(0, takes(oral + "2026-10-20").of("P1G").size());
  }

  @Test
  void aLastDayWithoutAStatusIsAskedAndReadAsActive() {
    Expected found =
        takes(
            "warfarin, lastTaken: 2020-01-01",
            "retinol, lastTaken: 2026-11-20",
            "aspirin, lastTaken: 2026-11-01, status: active",
            "aspirin, lastTaken: 2026-11-01, status: stopped",
            "aspirin");
    assertRows(
        List.of(
            "P13 contraindicated /patient/medications/0",
            "P60 defer /patient/medications/1 until 2026-11-27",
            "P89 incomplete /patient/medications/0",
            "P89 incomplete /patient/medications/1",
            "P1D caution /patient/medications/2",
            "P1D caution /patient/medications/4"),
        found,
        "P13",
        "P14",
        "P1D",
        "P60",
        "P89");
    assertEvidence(takes("aspirin, lastTaken: 2026-11-01"), "P89", "data-quality", "L033");
  }

  @Test
  void aWaitThatIsOverLeavesTheNext() {
    String stopped =
        "medications: [{code: warfarin, status: stopped, lastTaken: 2026-11-18},"
            + " {code: radiotherapy, status: stopped, lastTaken: 2026-10-29}]";
    assertEquals("2026-11-26", man(stopped).earliestDate());
    assertEquals("2026-11-25", man(stopped.replace("10-29", "10-28")).earliestDate());
  }

  // ---------------------------------------------------------------- conditions and allergies

  @Test
  void whatWeakensHealingOrDefenceIsCautioned() {
    assertEvidence(has("hiv, status: remission"), "P1D", "contraindication", "E31", "E63");
    assertEvidence(has("hepatitis, areas: [legs]"), "P1D", "contraindication", "E31");
    assertEvidence(takes("immunosuppressant"), "P1D", "contraindication", "E64");
    assertRows(
        List.of(), has("hiv, status: resolved", "hepatitis, status: resolved"), "P1D", "P1M");
    assertRows(List.of(), takes("immunosuppressant, status: stopped"), "P1D", "P1I");
  }

  @ParameterizedTest
  @CsvSource({
    "suspicious-lesion, P1K, defer, E31",
    "actinic-keratosis, P1K, defer, E31 E53",
    "wart, P1K, defer, E53",
    "mole, P1L, caution, E31",
    "tattoo, P1L, caution, E54"
  })
  void aLesionOnTheAreaIsSettledOrLeftOut(
      String code, String row, String verdict, String evidence) {
    for (String here : List.of("", ", areas: [legs, eyelid]", ", status: relapse")) {
      Expected found = has(code + here);
      assertRows(List.of(row + " " + verdict + " /patient/conditions/0"), found, "P1K", "P1L");
      assertEvidence(found, row, "contraindication", evidence.split(" "));
      assertEquals(verdict.equals("defer") ? null : "2026-11-20", found.earliestDate());
    }
    for (String not :
        List.of(
            ", areas: [legs]", ", status: inactive", ", status: remission", ", status: resolved")) {
      assertRows(List.of(), has(code + not), "P1E", "P1K", "P1L", "P1M");
    }
  }

  @Test
  void whatNothingJudgesIsSaid() {
    assertRows(
        List.of(
            "P1E caution /patient/conditions/0",
            "P1E caution /patient/conditions/5",
            "P1M caution /patient/conditions/1",
            "P1M caution /patient/conditions/2"),
        has(
            "other-skin-disease",
            "other-skin-disease, areas: [legs]",
            "other-skin-disease, areas: [legs], status: remission",
            "other-skin-disease, areas: [legs], status: resolved",
            "vitiligo, areas: [legs]",
            "other-skin-disease, areas: [chin], status: inactive"),
        "P1E",
        "P1M");
    assertRows(
        List.of("P1M caution /patient/medications/0", "P1M caution /patient/medications/2"),
        takes(
            "other-medication",
            "other-medication, status: stopped, lastTaken: 2026-11-20",
            "other-medication, lastTaken: 2026-11-20, route: oral, areas: [legs]",
            "antiarrhythmic"),
        "P1M");
    Expected allergic = man("allergies: [latex, nickel, other-allergy]");
    assertRows(
        List.of("P1M caution /patient/allergies/0", "P1M caution /patient/allergies/2"),
        allergic,
        "P1M");
    assertEvidence(man("allergies: [latex]"), "P1M", "contraindication", "L033");
  }

  @Test
  void steelIsNotForSomeoneWhoIsAllergicToIt() {
    Expected found = man("allergies: [nickel, stainless-steel]");
    assertRows(
        List.of("P1J contraindicated /patient/allergies/1", "P1D caution /patient/allergies/0"),
        found,
        "P1D",
        "P1J");
    assertEvidence(found, "P1J", "contraindication", "E32");
    assertNull(found.earliestDate());
  }

  // ---------------------------------------------------------------- other procedures

  @ParameterizedTest
  @CsvSource({
    // the last day that defers, the first that is cautioned, the last, the first that is free
    "botulinum-toxin, P67, E55, 2026-11-14, 2026-11-13, 2026-11-07, 2026-11-06",
    "filler, P68, E31 E55, 2026-11-07, 2026-11-06, 2026-05-21, 2026-05-20",
    "light-or-laser, P69, E54, 2026-11-07, 2026-11-06, 2026-10-31, 2026-10-30",
    "ablative-laser, P6A, E54, 2026-10-10, 2026-10-09, 2026-08-29, 2026-08-28",
    "deep-peel, P6B, E54, 2026-08-21,,, 2026-08-20",
    "dermabrasion, P6B, E54, 2026-08-21,,, 2026-08-20",
    "surgery, P6C, E31 E57, 2026-10-10, 2026-10-09, 2025-11-21, 2025-11-20"
  })
  void anotherProcedureNeedsItsTime(
      String code,
      String row,
      String evidence,
      String defers,
      String firstCaution,
      String lastCaution,
      String free) {
    Expected waits = had(code + ", date: " + defers);
    assertRows(
        List.of(row + " defer /patient/procedures/0 until 2026-11-21"), waits, ALL_PROCEDURES);
    assertEvidence(waits, row, "timing", evidence.split(" "));
    assertEquals("2026-11-21", waits.earliestDate());
    if (firstCaution != null) {
      for (String date : List.of(firstCaution, lastCaution)) {
        Expected found = had(code + ", date: " + date);
        assertRows(List.of(row + " caution /patient/procedures/0"), found, ALL_PROCEDURES);
        assertEvidence(found, row, "timing", evidence.split(" "));
      }
    }
    assertRows(List.of(), had(code + ", date: " + free), ALL_PROCEDURES);
    assertRows(List.of(), had(code + ", areas: [legs, scalp], date: " + defers), ALL_PROCEDURES);
    assertEquals(1, had(code + ", areas: [legs, eyelid], date: " + defers).of(row).size());
    assertEquals(1, had(code + ", date: 2026-11-20").of(row).size());
    assertRows(List.of(), had(code + ", date: 2026-11-21"), ALL_PROCEDURES);
    assertRows(List.of("P6D incomplete /patient/procedures/0"), had(code), ALL_PROCEDURES);
    assertRows(List.of(), had(code + ", areas: [legs]"), ALL_PROCEDURES);
  }

  private static final String[] ALL_PROCEDURES = {"P67", "P68", "P69", "P6A", "P6B", "P6C", "P6D"};

  @Test
  void aScarIsTreatedSixWeeksAfterSurgery() {
    for (String indication : List.of("scars", "acne-scars")) {
      String proposed = TODAY + ", indication: " + indication;
      assertRows(
          List.of("P6C defer /patient/procedures/0 until 2026-11-21"),
          screen(MAN + ", procedures: [{code: surgery, date: 2026-10-10}]", proposed),
          "P6C");
      assertRows(
          List.of(),
          screen(MAN + ", procedures: [{code: surgery, date: 2026-10-09}]", proposed),
          "P6C");
    }
    assertRows(
        List.of("P6C caution /patient/procedures/0"),
        screen(
            MAN + ", procedures: [{code: surgery, date: 2026-10-09}]",
            TODAY + ", indication: striae"),
        "P6C");
  }

  @Test
  void monthsAfterAProcedureAreClampedToTheMonthsEnd() {
    String peel = MAN + ", procedures: [{code: deep-peel, date: 2027-11-30}]";
    assertRows(
        List.of("P6B defer /patient/procedures/0 until 2028-02-29"),
        screen(peel, "date: 2028-02-28, area: face, depthMm: 0.2"),
        "P6B");
    assertRows(List.of(), screen(peel, "date: 2028-02-29, area: face, depthMm: 0.2"), "P6B");
    String filler = MAN + ", procedures: [{code: filler, date: 2027-08-31}]";
    assertRows(
        List.of("P68 caution /patient/procedures/0"),
        screen(filler, "date: 2028-02-28, area: face, depthMm: 0.2"),
        "P68");
    assertRows(List.of(), screen(filler, "date: 2028-02-29, area: face, depthMm: 0.2"), "P68");
  }

  @Test
  void eachProcedureIsJudgedByItself() {
    assertRows(
        List.of(
            "P67 defer /patient/procedures/0 until 2026-11-27",
            "P67 defer /patient/procedures/1 until 2026-11-27",
            "P6D incomplete /patient/procedures/2",
            "P68 caution /patient/procedures/3"),
        had(
            "botulinum-toxin, date: 2026-11-20",
            "botulinum-toxin, date: 2026-11-20",
            "botulinum-toxin",
            "filler, date: 2026-10-01"),
        ALL_PROCEDURES);
    assertEvidence(had("surgery"), "P6D", "timing", "L033");
  }

  @Test
  void aLaterProcedureOnlyAnswersTheQuestionAndIsWrong() {
    String denies = "birthDate: 1980-01-01, pertinentNegatives: [procedure]";
    String later = denies + ", procedures: [{code: botulinum-toxin, date: 2026-11-21}]";
    Expected found = screen(later, TODAY);
    assertRows(
        List.of("P84 incomplete /patient/procedures/0/date"), found, "P67", "P6D", "P84", "P85");
    // seen from after it: neither past nor wrong
    assertRows(List.of(), asOf("2026-11-21", later, TODAY), "P67", "P6D", "P84", "P85");
    // past on the proposed date, and later than asOf
    assertRows(
        List.of(
            "P67 defer /patient/procedures/0 until 2026-11-28",
            "P84 incomplete /patient/procedures/0/date",
            "P85 incomplete /patient/procedures/0"),
        asOf("2026-11-20", later, TODAY.replace("11-20", "11-21")),
        "P67",
        "P6D",
        "P84",
        "P85");
  }

  @Test
  void aLaterProcedureBecomesPastWhenTheDateMoves() {
    String stopped =
        "medications: [{code: warfarin, status: stopped, lastTaken: 2026-11-18}],"
            + " procedures: [{code: filler, date: ";
    assertEquals("2026-12-09", man(stopped + "2026-11-25}]").earliestDate());
    assertEquals("2026-11-25", man(stopped + "2026-11-26}]").earliestDate());
    // where asOf is later, on asOf
    String filler = MAN + ", procedures: [{code: filler, date: 2026-11-22}]";
    assertEquals("2026-12-06", asOf("2026-11-22", filler, TODAY).earliestDate());
    assertEquals("2026-11-21", asOf("2026-11-21", filler, TODAY).earliestDate());
  }

  // ---------------------------------------------------------------- eyelid, skin type, adjuncts

  @Test
  void theEyelidIsNotNeedled() {
    String eyelid = "date: 2026-11-20, area: eyelid, depthMm: ";
    Expected found = screen(MAN, eyelid + 0.5);
    assertRows(
        List.of("P5D defer /proposed/area", "P56 caution /proposed/area"),
        found,
        "P55",
        "P56",
        "P57",
        "P5D");
    assertEvidence(found, "P5D", "depth", "E32");
    assertNull(found.earliestDate());
    assertRows(
        List.of(
            "P55 defer /proposed/depthMm",
            "P5D defer /proposed/area",
            "P57 caution /proposed/area"),
        screen(MAN, eyelid + "0.51, setting: home"),
        "P55",
        "P56",
        "P57",
        "P5D");
    for (String area : List.of("eyebrow", "under-eye", "face")) {
      assertRows(List.of(), screen(MAN, TODAY.replace("face", area)), "P5D");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IV, 1.5, rejuvenation, proceed",
    "IV, 1.51, rejuvenation, caution",
    "III, 1.51, melasma,",
    "V, 0.2, melasma, caution",
    "V, 0.2, hyperpigmentation, caution",
    "VI, 0.2, age-spots, caution",
    "VI, 0.2, texture, proceed"
  })
  void darkerSkinTakesMoreCareWhereItIsDeepOrMarked(
      String type, String depth, String indication, String verdict) {
    Expected found =
        screen(
            MAN + ", fitzpatrick: " + type,
            "date: 2026-11-20, area: face, depthMm: " + depth + ", indication: " + indication);
    assertRows(
        verdict == null ? List.of() : List.of("P66 " + verdict + " /patient/fitzpatrick"),
        found,
        "P66");
    if (verdict != null) {
      assertEvidence(found, "P66", "preparation", "E06", "L178", "L205");
    }
  }

  @Test
  void theCreamIsLeftOutForTheAllergic() {
    String cream = TODAY + ", adjuncts: [acid, numbing-cream]";
    String allergic = MAN + ", allergies: [latex, local-anaesthetic]";
    Expected found = screen(allergic, cream);
    assertRows(
        List.of(
            "P7B defer /proposed/adjuncts/1 /patient/allergies/1",
            "P1D caution /patient/allergies/1"),
        found,
        "P1D",
        "P7B",
        "P7C",
        "P7D");
    assertEvidence(found, "P7B", "adjunct", "E31", "E53");
    assertNull(found.earliestDate());
    assertRows(List.of(), screen(allergic, TODAY + ", adjuncts: [acid]"), "P7B");
    assertRows(List.of(), screen(MAN + ", allergies: [latex]", cream), "P7B");
  }

  @Test
  void theCreamIsNotForEveryone() {
    String cream = TODAY + ", adjuncts: [numbing-cream]";
    String patient =
        MAN
            + ", conditions: [{code: liver-disease, status: remission},"
            + " {code: liver-disease, status: resolved}, {code: methaemoglobinaemia, areas: [legs]}],"
            + " medications: [{code: antiarrhythmic, status: stopped}, {code: antiarrhythmic}]";
    Expected found = screen(patient, cream);
    assertRows(
        List.of(
            "P7C caution /proposed/adjuncts/0 /patient/conditions/0",
            "P7C caution /proposed/adjuncts/0 /patient/conditions/2",
            "P7C caution /proposed/adjuncts/0 /patient/medications/1"),
        found,
        "P7B",
        "P7C",
        "P7D");
    assertEvidence(
        screen(MAN + ", medications: [{code: antiarrhythmic}]", cream), "P7C", "adjunct", "E53");
    assertRows(List.of(), screen(patient, TODAY), "P7C", "P1D", "P1M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "professional"})
  void theCreamAtHomeIsWeakAndSmall(String setting) {
    Expected found = screen(MAN, TODAY + ", adjuncts: [numbing-cream], setting: " + setting);
    boolean home = setting.equals("home");
    assertRows(home ? List.of("P7D caution /proposed/adjuncts/0") : List.of(), found, "P7D");
    if (home) {
      assertEvidence(found, "P7D", "adjunct", "E62");
    }
  }

  @Test
  void whatIsNotApprovedIsSaid() {
    Expected found = screen(MAN, TODAY + ", adjuncts: [prp, exosomes, growth-factors]");
    assertRows(
        List.of("P74 caution /proposed/adjuncts/1", "P7E caution /proposed/adjuncts/0"),
        found,
        "P74",
        "P77",
        "P7D",
        "P7E");
    assertEvidence(found, "P74", "adjunct", "E40", "L123", "L124");
    assertEvidence(found, "P7E", "adjunct", "E44", "E66");
  }

  @Test
  void nobodyIsHisOwnProfessional() {
    Expected found = screen(MAN, TODAY + ", operator: self");
    assertRows(List.of("P88 incomplete /proposed/operator"), found, "P88");
    assertEvidence(found, "P88", "data-quality", "L099");
    assertEquals(
        1, screen(MAN, TODAY + ", operator: self, setting: professional").of("P88").size());
    assertRows(List.of(), screen(MAN, TODAY + ", operator: self, setting: home"), "P88");
    assertRows(List.of(), screen(MAN, TODAY + ", operator: aesthetician"), "P88");
    assertRows(List.of(), screen(MAN, TODAY), "P88");
  }
}
