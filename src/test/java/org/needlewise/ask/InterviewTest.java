package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.ReportText;
import org.needlewise.words.Words;

class InterviewTest {
  /** All questions are answered but those two. */
  private static final String TWO_LEFT =
      """
      id: eve
      asOf: 2026-11-20
      patient:
        birthDate: 1985-07-02
        sex: female
        pertinentNegatives: [pregnancy, breastfeeding, active-acne, skin-infection, rosacea,
          inflammatory-skin-disease, herpes-simplex, autoimmune-disease, immunosuppression,
          diabetes-uncontrolled, bleeding-disorder, skin-cancer, suspicious-lesion, isotretinoin,
          topical-retinoid, exfoliant, chemotherapy, radiotherapy, stainless-steel, procedure,
          barrier-breakdown, erythema, irritation]
      proposed: {date: 2026-11-20, area: cheeks, indication: rejuvenation, depthMm: 1.5}
      """;

  @Test
  void beginsWithWhatNoCaseCanBeWithout() {
    Script script =
        Script.with(
            "done",
            "",
            "anna",
            "",
            "ear",
            "left cheek",
            "y",
            "15",
            "1,5 mm",
            "yesterday",
            "next friday",
            "acne scars, striae",
            "scars",
            "stop");
    assertEquals(
        """
          Answer in your own words. At any question, ? explains it, back returns to the
          answer before, stop saves and leaves, done ends with the report. Advisory
          only: no clinician has reviewed these rules.

        Who is it? A record number, or a name.
        > done
          A case needs its area, its depth and its day first.
        >\s
          An answer is needed here.
        > anna

        Which area is to be treated, such as cheeks, under-eye, scalp?
        >\s
          An area is needed here. ? lists them.
        > ear
          "ear" is not known. ? lists what is.
        > left cheek

        Is cheeks meant?
        yes/no> y

        How deep, in millimetres?
        mm> 15
          The depth is 10 mm at most; this is 15 mm.
        mm> 1,5 mm
          1.5 mm

        On which day?
        date> yesterday
          Thursday 2026-11-19 lies before 2026-11-20, the day of this case.
        date> next friday
          Friday 2026-11-27

        What for? Enter where it is not said. 1 acne scars, 2 scars, 3 wrinkles, 4 fine
        lines, 5 photoaging, 6 texture, 7 striae, 8 melasma, 9 pore size, 10
        hyperpigmentation, 11 age spots, 12 skin laxity, 13 hair loss, 14 androgenetic
        alopecia, 15 product absorption, 16 rejuvenation.
        > acne scars, striae
          One only, please.
        > scars
        """,
        script.transcript().substring(0, script.transcript().indexOf("\nSex of")));
    CaseFile kept = script.caseFile();
    assertEquals(
        "anna 2026-11-20 2026-11-27 cheeks 150 scars",
        String.join(
            " ",
            List.of(
                kept.id(),
                kept.asOf().toString(),
                kept.proposed().date().toString(),
                kept.proposed().area(),
                String.valueOf(kept.proposed().depthHundredths()),
                kept.proposed().indication())));
    assertTrue(script.isCase());
  }

  @Test
  void keepsNothingBeforeThereIsACase() {
    Script script = Script.with("anna", "cheeks", "1.5");
    assertFalse(script.isCase());
    assertEquals("", script.kept());
    assertTrue(
        script
            .transcript()
            .endsWith("date> \n  Nothing is kept: a case needs its area, its depth and its day.\n"),
        script.transcript());
  }

  @Test
  void saysHowTheVerdictFirmsUp() {
    Script script =
        Script.goingOn(TWO_LEFT, "maybe", "yes, eliquis", "no", "10 Nov", "no", "yes", "done");
    assertEquals(
        """
          eve: cheeks at 1.5 mm on Friday 2026-11-20

          So far: ASK FIRST; if every answer is no: PROCEED. 2 questions left, each of
                  which can still change the verdict.

          The screening questions: yes, no, or Enter where it is not known, which is
          never taken as a no. 'all no' denies all that are left, once you have
          confirmed that they were asked.

        Does the patient take a blood thinner, or has one been stopped in the last three
        months?
        yes/no, 2 left> maybe
          Please answer yes or no, or Enter where it is not known.
        yes/no, 2 left> yes, eliquis
          Yes: apixaban

        Apixaban: is it still taken?
        yes/no> no

        Apixaban: when was it last taken?
        date> 10 Nov
          Tuesday 2026-11-10
        """,
        after(
            script, "reviewed these rules.\n", "\n  So far: ASK FIRST; if every answer is no: GO"));
    String end = after(script, "\nHas any scar", "\n────");
    assertEquals(
        """
         ever grown into a keloid?
        yes/no, 1 left> yes

          So far: DO NOT TREAT while this holds: Keloid, now or ever. Nothing that is
                  left to ask makes it better; done shows the report.

          What follows may be left out: Enter passes each, done shows the report.

        Is anything else seen on the skin today?""",
        end.substring(0, end.indexOf(" Enter: nothing.")));
    assertEquals(
        """
        conditions: [{code: keloid}]
        medications: [{code: apixaban, status: stopped, lastTaken: 2026-11-10}]
        """,
        """
        conditions: [{code: %s}]
        medications: [{code: %s, status: %s, lastTaken: %s}]
        """
            .formatted(
                script.caseFile().patient().conditions().get(0).code(),
                script.caseFile().patient().medications().get(0).code(),
                script.caseFile().patient().medications().get(0).status(),
                script.caseFile().patient().medications().get(0).lastTaken()));
    String report =
        new ReportText(Words.ENGLISH, Script.STYLE, null).page(script.caseFile(), script.report());
    String line = "─".repeat(80) + "\n";
    assertTrue(script.transcript().endsWith("\n" + line + "\n" + report + line));
  }

  private static String after(Script script, String from, String to) {
    int begin = script.transcript().indexOf(from) + from.length();
    return script.transcript().substring(begin, script.transcript().indexOf(to, begin));
  }

  @Test
  void leavesOpenWhatIsNotKnown() {
    Script script = Script.goingOn(TWO_LEFT, "", "don't know", "done");
    assertEquals(Script.read(TWO_LEFT).patient(), script.caseFile().patient());
    assertEquals(
        List.of("anticoagulant", "keloid"),
        script.report().questions().stream().map(question -> question.code()).toList());
    assertTrue(
        script
            .kept()
            .contains(
                """
            # Asked, and not known, which is never read as a no:
            #   anticoagulant: Does the patient take a blood thinner, or has one been stopped in the last three months?
            #   keloid: Has any scar ever grown into a keloid?
            id: eve
            """),
        script.kept());
  }

  @Test
  void deniesTheRestOnlyOnceItIsConfirmedInWords() {
    String question =
        """
          This records that each of these was asked, or looked at, and denied:
          - Does the patient take a blood thinner, or has one been stopped in the last
            three months?
          - Has any scar ever grown into a keloid?

        Type 'all asked' to confirm; Enter goes on one by one.
        >""";
    for (String answer : List.of("", "yes", "all no", "all")) {
      Script script = Script.goingOn(TWO_LEFT, "all no", answer, "done");
      assertTrue(
          script.transcript().contains(question + " " + answer + "\n  Nothing is denied.\n"),
          script.transcript());
      assertEquals(Script.read(TWO_LEFT).patient(), script.caseFile().patient());
    }
    Script script = Script.goingOn(TWO_LEFT, "all no", "All asked", "done");
    assertTrue(script.transcript().contains(question + " All asked\n  2 denied.\n"));
    List<String> denied = new ArrayList<>(Script.read(TWO_LEFT).patient().pertinentNegatives());
    denied.addAll(List.of("anticoagulant", "keloid"));
    assertEquals(denied, script.caseFile().patient().pertinentNegatives());
  }

  /** A date of birth is asked all the same: nothing denies it. */
  @Test
  void deniesNoDateOfBirth() {
    String text = TWO_LEFT.replace("  birthDate: 1985-07-02\n", "");
    Script script =
        Script.goingOn(text, "all no", "all asked", "42", "tomorrow", "2.7.1985", "done");
    assertEquals(
        """

        What is the patient's date of birth?
        date> 42
          A date is expected, such as 2026-11-20, 20.11.2026, 20 Nov 2026 or 3 weeks
          ago.
        date> tomorrow
          Saturday 2026-11-21 lies after 2026-11-20, the day of this case.
        date> 2.7.1985
          Tuesday 1985-07-02
        """,
        after(script, "2 denied.\n", "\n  So far: PROCEED."));
    assertEquals("1985-07-02", script.caseFile().patient().birthDate().toString());
  }

  @Test
  void takesBackANoThatNoLongerHolds() {
    String text = TWO_LEFT.replace("skin-cancer,", "skin-cancer, anticoagulant, keloid,");
    // Nothing is open; then a keloid is named among the other conditions after all.
    Script script = Script.goingOn(text, "", "keloid, psoriasis", "1", "cheeks", "done");
    assertTrue(
        script.transcript().contains("\n  Taken back: the no to keloid.\n"), script.transcript());
    assertTrue(
        script.transcript().contains("\n  Taken back: the no to inflammatory skin disease.\n"));
    assertEquals(
        List.of("keloid []", "psoriasis [cheeks]"),
        script.caseFile().patient().conditions().stream()
            .map(c -> c.code() + " " + c.areas())
            .toList());
    assertFalse(script.caseFile().patient().pertinentNegatives().contains("keloid"));
  }

  @Test
  void asksBackWhichIsTheMonth() {
    Script script =
        Script.goingOn(
            TWO_LEFT,
            "warfarin",
            "no",
            "03/04/2026",
            "",
            "03/12/2026",
            "day",
            "05/06/2026",
            "2",
            "done");
    assertEquals(
        """

        Warfarin: when was it last taken?
        date> 03/04/2026

        Which day is meant? Enter: neither. 1: Friday 2026-04-03, the day first; 2:
        Wednesday 2026-03-04, the month first.
        1-2>\s

        Warfarin: when was it last taken?
        date> 03/12/2026

        Which day is meant? Enter: neither. 1: Thursday 2026-12-03, the day first; 2:
        Thursday 2026-03-12, the month first.
        1-2> day
          Thursday 2026-12-03, the day first
          Thursday 2026-12-03 lies after 2026-11-20, the day of this case.

        Warfarin: when was it last taken?
        date> 05/06/2026

        Which day is meant? Enter: neither. 1: Friday 2026-06-05, the day first; 2:
        Wednesday 2026-05-06, the month first.
        1-2> 2
          Wednesday 2026-05-06, the month first
        """,
        after(script, "is it still taken?\nyes/no> no\n", "\nBesides warfarin: "));
    assertEquals(
        "2026-05-06", script.caseFile().patient().medications().get(0).lastTaken().toString());
  }

  /** A patient of whom much is to be said: of a question its words, and what is answered. */
  private static final String[][] NOA = {
    {"Who is it?", "noa 7"},
    {"Which area", "face"},
    {"How deep, in", "0,5"},
    {"On which day?", "1 Dec 2026"},
    {"What for?", "2"},
    {"Sex of", "female"},
    {"active acne", "yes"},
    {"Active acne: where?", "chin"},
    {"inflammatory skin disease", "yes"},
    {"Which? Enter where", "eczema"},
    {"Eczema: how is it", "2"},
    {"autoimmune disease", "yes"},
    {"Which? Enter: another", "2"},
    {"Morphea: does a clinician", "no"},
    {"immune system", "yes, methotrexate"},
    {"keloid", ""},
    {"Is a retinoid used", "retinol, differin"},
    {"Retinol: is it still", "no"},
    {"Retinol: when was", "15 Nov"},
    {"Adapalene: is it still", "yes"},
    {"Has the area had", "yes"},
    {"Which? Enter where", "botox, filler"},
    {"Botulinum toxin: on which", "1 October"},
    {"Filler: on which", "a year ago"},
    {"date of birth", "2 July 1985"},
    {"anything else seen", "tan"},
    {"Tan: where", "neck, chest"},
    {"Any other condition", "tattoo"},
    {"Any other medicine", "aspirin, steroid tablets"},
    {"Systemic corticosteroid: is it", "no"},
    {"isotretinoin", "yes"},
    {"Isotretinoin: is it", "no"},
    {"Isotretinoin: when", "03/09/2026"},
    {"Which day is meant", "1"},
    {"Any other allergy", "1, latex"},
    {"Skin type", "iii"},
    {"Where is it done", "home"},
    {"What kind of device", "roller"},
    {"brand or model", "Derma: 3"},
    {"What is applied", "numbing cream"},
    {"numbing cream or injection", "no"},
    {"a wedding", "next saturday"},
    {"What is it? Enter", "a wedding"},
    {"maintenance?", "2"},
    {"gone on improving", "yes"},
    {"Is a schedule", "6 sessions every 2 weeks"},
    {"Whose idea", "3"},
    {"patient expect", "3, 6"},
    {"been needled before?", "24 Oct 2026, under eye, 1,0"},
    {"Any reaction", "redness 3 days, irritation"},
    {"Irritation: how many", "gone"},
    {"Anything else about it", "home, exosomes, acne scars, poor aftercare"},
    {"another session before?", "1 Sep 2026"},
    {"Where was it?", "same"},
    {"How deep was it", "0.25"},
    {"1 question is still open", "yes"},
    {"keloid", "no"}
  };

  private static final String NOA_CASE =
      """
      id: noa 7
      asOf: 2026-11-20
      patient:
        birthDate: 1985-07-02
        sex: female
        fitzpatrick: III
        conditions:
          - {code: active-acne, areas: [chin]}
          - {code: eczema, status: remission}
          - {code: morphea, impairsHealing: false}
          - {code: tattoo}
        medications:
          - {code: immunosuppressant}
          - {code: retinol, status: stopped, lastTaken: 2026-11-15, route: topical}
          - {code: adapalene, status: active, route: topical}
          - {code: aspirin}
          - {code: isotretinoin, status: stopped, lastTaken: 2026-09-03}
          - {code: systemic-corticosteroid, status: stopped}
        allergies: [nickel, latex]
        procedures:
          - {code: botulinum-toxin, date: 2026-10-01}
          - {code: filler, date: 2025-11-20}
        skin: [{sign: tan, areas: [neck, chest]}]
        pertinentNegatives: [pregnancy, breastfeeding, skin-infection, rosacea,
          inflammatory-skin-disease, herpes-simplex, diabetes-uncontrolled, anticoagulant,
          bleeding-disorder, skin-cancer, suspicious-lesion, exfoliant, chemotherapy,
          radiotherapy, stainless-steel, barrier-breakdown, erythema, irritation,
          local-anaesthetic, keloid]
      proposed:
        date: 2026-12-01
        area: face
        indication: scars
        depthMm: 0.5
        setting: home
        modality: roller
        device: "Derma: 3"
        adjuncts: [numbing-cream]
        phase: maintenance
        improvementDocumented: true
        regimen: {everyDays: 14, sessions: 6, origin: device-maker}
        event: {date: 2026-11-21, name: a wedding}
        expectations: [pore-erasure, gradual-improvement]
      history:
        - {date: 2026-10-24, area: under-eye, depthMm: 1.0, indication: acne-scars, setting: home,
           adjuncts: [exosomes], aftercare: poor,
           reactions: [{sign: erythema, days: 3}, {sign: irritation, resolved: true}]}
        - {date: 2026-09-01, area: face, depthMm: 0.25}
      """;

  /** In whatever order; what is not said is no to a screening question, else nothing. */
  private static Script noa() {
    List<String[]> said = new ArrayList<>(List.of(NOA));
    Script script =
        Script.answering(
            question -> {
              for (String[] answer : said) {
                if (question.contains(answer[0])) {
                  said.remove(answer);
                  return answer[1];
                }
              }
              return question.contains("yes/no, ") ? "no" : "";
            });
    assertEquals(List.of(), said.stream().map(answer -> answer[0]).toList());
    return script;
  }

  @Test
  void statesAWholeCase() {
    Script script = noa();
    CaseFile expected = Script.read(NOA_CASE);
    assertEquals(sorted(expected), sorted(script.caseFile()), script.transcript());
    assertTrue(script.kept().contains("# Not asked yet: nothing.\n"), script.kept());
    // Read and written again, nothing is lost: the file may be written over.
    try (Interview interview =
        new Interview(Words.ENGLISH, Script.RULES, null, Script.STYLE, Script.TODAY)) {
      assertTrue(interview.wrote(script.caseFile(), script.kept()));
      assertFalse(interview.wrote(script.caseFile(), script.kept() + "# by hand\n"));
      assertFalse(interview.wrote(expected, NOA_CASE));
    }
  }

  /** The order of what was denied, and of the medicines, is that of the questions. */
  private static CaseFile sorted(CaseFile c) {
    Draft draft = new Draft(c);
    draft.negatives.sort(null);
    draft.medications.sort(Comparator.comparing(CaseFile.Medication::code));
    draft.conditions.sort(Comparator.comparing(CaseFile.Condition::code));
    return draft.caseFile();
  }

  /** After any answer: back, the same answer again, and on as before. */
  @Test
  void goesBackAnyNumberOfAnswers() {
    Script whole = noa();
    for (int k = 0; k < whole.answers().size(); k += 11) {
      List<String> lines = new ArrayList<>(whole.answers().subList(0, k + 1));
      int steps = Math.min(k + 1, 4);
      for (int i = 0; i < steps; i++) {
        lines.add("back");
      }
      lines.addAll(whole.answers().subList(k + 1 - steps, whole.answers().size()));
      Script again = Script.goingOn("", Script.TODAY, lines);
      assertEquals(whole.kept(), again.kept(), again::transcript);
    }
  }

  @Test
  void goesBackNoFurtherThanTheFirstQuestion() {
    Script script = Script.with("back", "anna", "back", "back", "eva", "chin", "1", "today");
    assertEquals(
        2, script.transcript().split("This is the first question of this sitting").length - 1);
    assertEquals("eva", script.caseFile().id());
  }

  /** Stopped after any answer, it goes on with the next question, or with those of its step. */
  @Test
  void goesOnWhereItWasLeft() {
    Script whole = noa();
    int exactly = 0;
    int tried = 0;
    for (int k = 4; k < whole.answers().size() - 2; k += 5) {
      Script begun = Script.goingOn("", Script.TODAY, whole.answers().subList(0, k));
      if (begun.kept().contains("# Not finished: ")) {
        continue;
      }
      tried++;
      Script rest = goingOn(begun, whole, k);
      if (rest.questions().get(0).equals(whole.questions().get(k))) {
        exactly++;
      } else {
        rest = goingOn(begun, whole, k - 1);
        assertEquals(whole.questions().get(k - 1), rest.questions().get(0));
      }
      assertEquals(whole.caseFile(), rest.caseFile(), rest.transcript());
    }
    assertTrue(tried - exactly <= 2, exactly + " of " + tried);
  }

  /** A no where none was asked for is no answer: what was said before it stays. */
  @Test
  void takesNoNoForWhatIsNotAskedWithYesOrNo() {
    String text = TWO_LEFT.replace("autoimmune-disease, ", "");
    Script script =
        Script.goingOn(text, "yes", "no", "lupus", "no", "gone", "over", "no", "no", "done");
    assertEquals(
        """

        Which? Enter: another one, or not named. 1 lupus, 2 morphea, 3 scleroderma, 4
        dermatomyositis, 5 autoimmune disease.
        > no
          "no" is not known. ? lists what is.
        > lupus

        Lupus: how is it today? 1: there now; 2: quiet for now; 3: over for good.
        1-3> no
          Please answer with a number from 1 to 3.
        1-3> gone
          Please answer with a number from 1 to 3.
        1-3> over
          over for good
        """,
        after(script, "yes/no, 3 left> yes\n", "\nBesides lupus: "));
    assertEquals("resolved", script.caseFile().patient().conditions().get(0).status());
  }

  private static Script goingOn(Script begun, Script whole, int from) {
    List<String> lines = whole.answers().subList(from, whole.answers().size());
    return Script.goingOn(begun.kept(), Script.TODAY, lines);
  }
}
