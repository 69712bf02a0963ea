package org.needlewise.review.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.EditedRules;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.proof.Coverage.RuleReach;
import org.needlewise.review.proof.Coverage.StatementReach;
import org.needlewise.rulebase.source.RuleSource;

class CoverageTest {
  private static final Path CASES = Path.of("test-cases");

  @TempDir private Path folder;

  private static Coverage of(Path rules) throws Exception {
    return CoverageReport.of(new Scope(RuleSource.of(rules), CASES, java.util.Set.of())).coverage();
  }

  private static RuleReach rule(Coverage coverage, String file) {
    return coverage.rules().stream().filter(r -> r.file().equals(file)).findFirst().orElseThrow();
  }

  private static StatementReach statement(Coverage coverage, String id) {
    return coverage.statements().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theCasesReachAllOfTheShippedRules() throws Exception {
    Coverage coverage = of(Path.of("rules-drl"));
    assertTrue(coverage.sound(), coverage.toString());
    for (RuleReach rule : coverage.rules()) {
      assertTrue(rule.own() > 0, rule.file());
    }
  }

  @Test
  void aConditionThatNoCaseMakesFailIsNamedWithItsPlace() throws Exception {
    EditedRules rules =
        new EditedRules(folder)
            .edit("depth/home-maximum.drl", "depthMm > 1.0", "depthMm > 1.0, depthMm < 10.5");
    Coverage coverage = of(rules.folder());
    assertFalse(coverage.sound());
    RuleReach reach = rule(coverage, "depth/home-maximum.drl");
    assertEquals(1, reach.unreached().size());
    Coverage.Unreached unreached = reach.unreached().get(0);
    assertEquals("depthMm < 10.5", unreached.condition());
    assertEquals("never false", unreached.what());
    String line =
        Files.readAllLines(folder.resolve("depth/home-maximum.drl")).get(unreached.line() - 1);
    assertEquals(line.indexOf("depthMm < 10.5") + 1, unreached.column());
    assertEquals(2, reach.conditions());
  }

  @Test
  void whatStandsBehindAConditionThatNeverHoldsIsNeverLookedAt() throws Exception {
    EditedRules rules =
        new EditedRules(folder)
            .edit(
                "depth/periorbital-home.drl",
                "areaClass == \"periorbital\"",
                "depthMm > 10.0, areaClass == \"periorbital\"");
    Coverage coverage = of(rules.folder());
    RuleReach reach = rule(coverage, "depth/periorbital-home.drl");
    assertEquals(0, reach.own() + reach.others());
    assertEquals(
        List.of("never true", "never looked at", "never looked at"),
        reach.unreached().stream().map(Coverage.Unreached::what).toList());
  }

  @Test
  void aPartOfAConditionIsReachedByItself() throws Exception {
    EditedRules rules =
        new EditedRules(folder)
            .edit(
                "depth/periorbital-home.drl",
                "setting == \"home\"",
                "( setting == \"home\" || depthMm > 11.0 )");
    RuleReach reach = rule(of(rules.folder()), "depth/periorbital-home.drl");
    assertEquals(
        List.of("depthMm > 11.0: never true"),
        reach.unreached().stream().map(u -> u.condition() + ": " + u.what()).toList());
  }

  @Test
  void aStatementThatNoRuleCitesAnyMoreIsOpen() throws Exception {
    EditedRules rules =
        new EditedRules(folder)
            .edit("device/new-to-qure.drl", "@evidence(\"L113\")", "@evidence(\"L114\")");
    Coverage coverage = of(rules.folder());
    assertTrue(statement(coverage, "L113").open());
    assertFalse(statement(coverage, "L114").open());
    assertEquals(
        List.of("device-new-to-qure", "interval-qure-start"), statement(coverage, "L114").rules());
    assertTrue(statement(coverage, "L114").cases() > 0);
    assertFalse(coverage.sound());
    assertTrue(
        new CoverageReport(
                new Scope(RuleSource.of(folder), CASES, java.util.Set.of()), coverage, List.of(), 0)
            .text(false)
            .contains("L113 ("));
  }
}
