package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.load.RuleBase;

/** Rules read as they are written against the same rules compiled and fired. */
class InterpretedExecutionTest {
  private static final Path RULES = Path.of("rules-drl");

  @Test
  void readRulesGiveTheReportsOfFiredOnes() throws Exception {
    RuleBase base = RuleBase.load(RULES);
    OpenRules open = OpenRules.read(RULES);
    List<CaseFile> cases = new ArrayList<>();
    CaseSuite.read(Path.of("test-cases"), base.vocabulary())
        .checks()
        .forEach(check -> cases.add(check.caseFile()));
    assertTrue(cases.size() > 1_000, "cases: " + cases.size());
    try (Screener fired = new Screener(base);
        Screener read = Screener.reading(open, null)) {
      List<ScreeningResult> expected = fired.screen(cases);
      List<ScreeningResult> found = read.screen(cases);
      for (int i = 0; i < cases.size(); i++) {
        assertEquals(expected.get(i), found.get(i), cases.get(i).id());
      }
    }
  }
}
