package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.oracle.RandomCases;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.report.ReportJson;
import org.needlewise.report.ReportSchema;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
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
      List<Advised> together = new Advisor(BASE, remembering, ASKED).screen(read);
      Advisor alone = new Advisor(BASE, asking, ASKED);
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
}
