package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.oracle.RandomCases;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.report.Advice;
import org.needlewise.report.ReportJson;
import org.needlewise.report.ReportSchema;
import org.needlewise.report.ReportText;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import org.needlewise.words.Words;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is told beside a report is what a plan's contract says, found by hand. */
class AdvisorTest {
  private static final RuleBase BASE = RuleBase.prebuilt();
  private static final Set<Topic> ASKED = EnumSet.allOf(Topic.class);

  /** All of them with {@code -Dneedlewise.slow=true}, else a tenth. */
  private static final int CASES = Boolean.getBoolean("needlewise.slow") ? 10_000 : 1_000;

  private static String json(Advised advised) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ReportJson(out).write(advised.screened().report(), advised.advice());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void agree(List<ObjectNode> cases) {
    try (AdviceByHand byHand = new AdviceByHand(BASE);
        Screener remembering = Screener.remembering(BASE);
        Screener asking = new Screener(BASE)) {
      List<CaseFile> read = cases.stream().map(byHand::read).toList();
      List<Advised> together = new Advisor(BASE, remembering, ASKED, true).screen(read);
      Advisor alone = new Advisor(BASE, asking, ASKED, true);
      for (int i = 0; i < cases.size(); i++) {
        int index = i;
        String said = json(together.get(i));
        assertEquals(
            byHand.members(cases.get(i)),
            AdviceByHand.said(said),
            () -> "case " + cases.get(index));
        assertEquals(List.of(), ReportSchema.errors(said));
        assertEquals(said, json(alone.screen(List.of(read.get(i))).get(0)));
      }
    }
  }

  /** Cases on the policy's edges. */
  @Test
  void ofCasesThatNoClinicSees() {
    for (int from = 0; from < CASES; from += 100) {
      List<ObjectNode> cases = new ArrayList<>();
      for (int seed = from; seed < from + 100; seed++) {
        cases.add(RandomCases.of(seed));
      }
      agree(cases);
    }
  }

  /** Cases of a usual mix. */
  @Test
  void ofCasesThatClinicsSee() {
    CaseGenerator generator = new CaseGenerator(11);
    List<ObjectNode> cases = new ArrayList<>();
    for (int i = 0; i < CASES / 5; i++) {
      String json = CaseFileWriter.json(generator.caseAt(i));
      cases.add((ObjectNode) new JsonMapper().readTree(json));
    }
    agree(cases);
  }

  /** Too deep, so that 38 lesser depths are tried; the sessions on the legs bear on nothing. */
  static CaseFile longCase(AdviceByHand byHand, int sessions) {
    ObjectNode json =
        (ObjectNode)
            new JsonMapper()
                .readTree(
                    """
                    {"id": "long", "patient": {"birthDate": "1985-07-02", "sex": "male",
                     "pertinentNegatives": ["all-screening-questions"]},
                     "proposed": {"date": "2026-11-20", "area": "back", "depthMm": 10}}
                    """);
    for (int i = 0; i < sessions; i++) {
      json.withArray("history")
          .addObject()
          .put("date", LocalDate.of(2000, 1, 1).plusDays(i).toString())
          .put("area", "legs")
          .put("depthMm", 1.0);
    }
    return byHand.read(json);
  }

  @Test
  void aCaseThatIsTooLongHasItsReportAndNoMoreUnlessMoreIsAskedFor() {
    try (AdviceByHand byHand = new AdviceByHand(BASE);
        Screener screener = new Screener(BASE)) {
      List<CaseFile> cases = List.of(longCase(byHand, 2713), longCase(byHand, 2714));
      Set<Topic> remedies = EnumSet.of(Topic.REMEDIES);
      List<Advised> shown = new Advisor(BASE, screener, remedies, false).screen(cases);
      assertEquals(
          List.of("shallower"),
          shown.get(0).advice().remedies().remedies().stream().map(Advice.Remedy::kind).toList());
      assertSame(Advice.LEFT_OUT, shown.get(1).advice());
      assertEquals(
          """
          What would make it acceptable was not looked for: the case is too long for that.
          """,
          new ReportText(Words.ENGLISH, new TextStyle(100, false, false), null)
              .page(cases.get(1), shown.get(1).screened().report(), null, shown.get(1).advice())
              .lines()
              .filter(line -> line.contains("acceptable"))
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
      List<Advised> asked = new Advisor(BASE, screener, remedies, true).screen(cases);
      assertEquals(shown.get(0), asked.get(0));
      assertEquals(
          new Advised(
              new ScreeningResult(
                  null,
                  "not evaluated: what is asked beside the report takes screenings of 105,032"
                      + " entries and more, expected at most 105,000",
                  true),
              null),
          asked.get(1));
    }
  }
}
