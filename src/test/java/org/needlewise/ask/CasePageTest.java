package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.report.AdvisoryReport.Question;

class CasePageTest {
  private static final CaseFile ODD =
      Script.read(
          """
          id: "patient:\\n  conditions:\\nhistory:"
          patient:
            conditions: [{code: keloid}]
            medications: [{code: aspirin}]
            allergies: [nickel]
            procedures: [{code: filler}]
            skin: [{sign: tan}]
            pertinentNegatives: [pregnancy]
          proposed:
            date: 2026-11-20
            area: face
            depthMm: 1.0
            device: "first\\n  depthMm: 2\\npatient:"
            event: {date: 2026-12-01, name: "proposed:\\n  depthMm: 3"}
          history: [{date: 2026-10-01, area: face, depthMm: 0.25, device: "a\\n  skin:\\n"}]
          """);

  private static final List<Question> QUESTIONS =
      List.of(new Question("rosacea", "Is it\n red: now?"), new Question("wart", "A wart?"));

  @Test
  void saysWhatEachPartIs() {
    assertEquals(
        """
        # A case for Needlewise. "needlewise ask" goes on with it, but keeps no comments added by hand.
        # Not asked yet:
        #   wart: A wart?
        #   other allergies
        #   earlier sessions
        # Asked, and not known, which is never read as a no:
        #   rosacea: Is it red: now?
        # Not finished: this.
        id: |-
          patient:
            conditions:
          history:
        # The patient.
        patient:
          # Conditions; active where nothing else is said.
          conditions:
            - code: keloid
          # Medicines, also those that were stopped.
          medications:
            - code: aspirin
          # Allergies.
          allergies:
            - nickel
          # Other treatments of the skin.
          procedures:
            - code: filler
          # What is seen on the skin on the day asOf.
          skin:
            - sign: tan
          # Asked, or looked at, and denied.
          pertinentNegatives:
            - pregnancy
        # The session that is asked about.
        proposed:
          date: 2026-11-20
          area: face
          # Millimetres.
          depthMm: 1.0
          device: |-
            first
              depthMm: 2
            patient:
          event:
            date: 2026-12-01
            name: |-
              proposed:
                depthMm: 3
        # Earlier sessions.
        history:
          - date: 2026-10-01
            area: face
            depthMm: 0.25
            device: |
              a
                skin:
        """,
        CasePage.yaml(ODD, QUESTIONS, allBut(Step.ALLERGIES, Step.HISTORY), "this."));
  }

  private static Set<String> allBut(Step... steps) {
    Set<String> asked = CasePage.asked(CasePage.yaml(ODD, List.of(), Set.of(), null));
    for (Step step : Step.values()) {
      if (!List.of(steps).contains(step)) {
        asked.add(step.words);
      }
    }
    asked.add("rosacea");
    return asked;
  }

  @Test
  void marksHowFarItWasAsked() {
    Set<String> asked = allBut(Step.ALLERGIES, Step.HISTORY);
    String page = CasePage.yaml(ODD, QUESTIONS, asked, "this.");
    assertEquals(asked, CasePage.asked(page));
    assertEquals("this.", CasePage.unfinished(page));
    assertNull(CasePage.unfinished(CasePage.yaml(ODD, QUESTIONS, asked, null)));
    // Comments of a file that is written by hand say nothing.
    String foreign = page.substring(page.indexOf('\n') + 1);
    assertEquals(Set.of(), CasePage.asked(foreign));
    assertNull(CasePage.unfinished(foreign));
  }

  @Test
  void losesNothingOfACase() {
    CaseGenerator generator = new CaseGenerator(1);
    for (int i = 0; i < 1000; i++) {
      CaseFile caseFile = generator.caseAt(i);
      String page = CasePage.yaml(caseFile, QUESTIONS, Set.of(), null);
      assertEquals(caseFile, Script.read(page));
    }
    assertEquals(ODD, Script.read(CasePage.yaml(ODD, QUESTIONS, Set.of(), null)));
    byte[] bytes = CasePage.yaml(ODD, QUESTIONS, Set.of(), null).getBytes(StandardCharsets.UTF_8);
    assertEquals('#', bytes[0]);
  }
}
