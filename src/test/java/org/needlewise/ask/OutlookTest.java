package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.report.Standing;
import org.needlewise.report.Verdict;

class OutlookTest {
  /** All questions are answered but three, on the day of the session. */
  private static final String THREE_LEFT =
      """
      id: eve
      patient:
        birthDate: 1985-07-02
        sex: female
        conditions: [%s]
        pertinentNegatives: [pregnancy, breastfeeding, active-acne, skin-infection, rosacea,
          inflammatory-skin-disease, %s, autoimmune-disease, immunosuppression, anticoagulant,
          bleeding-disorder, skin-cancer, suspicious-lesion, isotretinoin, topical-retinoid,
          exfoliant, chemotherapy, radiotherapy, stainless-steel, procedure, barrier-breakdown,
          irritation]
      proposed: {date: 2026-11-20, area: cheeks, depthMm: 1.5}
      history: [%s]
      """;

  private static Outlook outlook(String conditions, String denied, String history) {
    try (Screenings screenings = new Screenings(Script.RULES)) {
      return screenings.outlook(Script.read(THREE_LEFT.formatted(conditions, denied, history)));
    }
  }

  private static List<String> open(Outlook outlook) {
    return outlook.open().stream()
        .map(o -> o.question().code() + " " + o.worst().code() + (o.decisive() ? " !" : ""))
        .toList();
  }

  @Test
  void asksWhatIsGraverFirst() {
    Outlook outlook = outlook("", "herpes-simplex", "");
    assertEquals(Standing.GOOD_TO_KNOW, outlook.ifAllNo());
    assertEquals(Verdict.INCOMPLETE, outlook.report().verdict());
    assertEquals(
        List.of("keloid contraindicated !", "erythema defer !", "diabetes-uncontrolled caution !"),
        open(outlook));
  }

  @Test
  void asksLastWhatCanNoLongerChangeTheVerdict() {
    Outlook outlook = outlook("{code: herpes-simplex, status: resolved}", "tan", "");
    assertEquals(Standing.WITH_CARE, outlook.ifAllNo());
    assertEquals(
        List.of("keloid contraindicated !", "erythema defer !", "diabetes-uncontrolled caution"),
        open(outlook));
  }

  @Test
  void goesByTheVocabularyWhereNothingCanChangeTheVerdict() {
    Outlook outlook = outlook("{code: herpes-simplex}", "tan", "");
    assertEquals(Standing.DO_NOT_TREAT, outlook.ifAllNo());
    assertEquals(
        List.of(
            "diabetes-uncontrolled contraindicated",
            "keloid contraindicated",
            "erythema contraindicated"),
        open(outlook));
  }

  /** What waiting mends hides no question: it is asked what holds on the first date after it. */
  @Test
  void looksPastWhatWaitingMends() {
    Outlook outlook = outlook("", "herpes-simplex", "{date: 2026-11-10, area: face, depthMm: 1.0}");
    assertEquals(Standing.NOT_YET, Standing.of(outlook.report()));
    assertEquals(
        List.of("keloid contraindicated !", "erythema defer !", "diabetes-uncontrolled caution !"),
        open(outlook));
  }

  @Test
  void hasNothingToAskWhereNothingIsOpen() {
    Outlook outlook = outlook("", "all-screening-questions", "");
    assertEquals(List.of(), outlook.open());
    assertEquals(Standing.GOOD_TO_KNOW, outlook.ifAllNo());
  }
}
