package org.needlewise.review.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.EditedRules;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.proof.Mutation.Fate;
import org.needlewise.review.proof.Mutation.Result;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

class MutationTest {
  private static final Path RULES = Path.of("rules-drl");
  private static final Path CASES = Path.of("test-cases");

  @TempDir private Path folder;

  private static List<Result> run(OpenRules rules, Path cases, String file) throws Exception {
    CaseSuite suite = CaseSuite.read(cases, rules.vocabulary());
    Mutation mutation = new Mutation(rules, suite);
    assertEquals(List.of(), mutation.failing());
    List<Mutant> mutants = mutation.mutants(file::equals);
    return mutation.run(mutants, EquivalentMutants.read(cases), () -> {});
  }

  private static List<String> changes(List<Result> results, Fate fate) {
    return results.stream()
        .filter(result -> result.fate() == fate)
        .map(result -> result.mutant().change())
        .toList();
  }

  /** Two cases of one rule: deep at home, and not deep at home. */
  private Path twoCases() throws IOException {
    Files.createDirectories(folder.resolve("depth"));
    Files.writeString(
        folder.resolve("depth/home-maximum.yaml"),
        """
        rule: depth-home-maximum
        cases:
          - name: deep
            case:
              id: t1
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, setting: home, depthMm: 5.0}
            expect:
              - {verdict: defer, because: [/proposed/depthMm]}
          - name: not deep
            case:
              id: t2
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, setting: home, depthMm: 0.5}
            expect: []
        """);
    return folder;
  }

  @Test
  void whatNoCaseNoticesIsNamedWithItsPlace() throws Exception {
    List<Result> results = run(OpenRules.read(RULES), twoCases(), "depth/home-maximum.drl");
    assertEquals(
        List.of(
            "without setting == \"home\"",
            "depthMm > 1.0 becomes depthMm >= 1.0",
            "depthMm > 1.0 becomes depthMm > 0.99",
            "depthMm > 1.0 becomes depthMm > 1.01"),
        changes(results, Fate.SURVIVED));
    assertEquals(
        List.of(
            "@verdict defer becomes incomplete",
            "@verdict defer becomes contraindicated",
            "without @because /proposed/depthMm",
            "setting == \"home\" becomes setting != \"home\"",
            "without depthMm > 1.0"),
        changes(results, Fate.NOTICED));
    assertEquals(List.of("without L102 in @evidence"), changes(results, Fate.REFUSED));
    assertEquals(100.0 * 5 / 9, Mutation.score(results), 1e-9);
    String text = Files.readString(RULES.resolve("depth/home-maximum.drl"));
    String line = text.lines().filter(each -> each.contains("depthMm >")).findFirst().orElseThrow();
    int number = (int) text.lines().takeWhile(each -> !each.equals(line)).count() + 1;
    String place = "depth/home-maximum.drl:" + number + ':' + (line.indexOf("1.0") + 1) + ": ";
    assertTrue(
        results.stream()
            .anyMatch(
                r -> r.mutant().toString().equals(place + "depthMm > 1.0 becomes depthMm > 0.99")),
        place);
  }

  @Test
  void anExplanationTakesAChangeOutOfTheScoreAndGoesStale() throws Exception {
    Path cases = twoCases();
    Files.writeString(
        cases.resolve(EquivalentMutants.FILE),
        """
        - file: depth/home-maximum.drl
          change: 'without setting == "home"'
          why: for the test
        - file: depth/home-maximum.drl
          change: 'without depthMm > 1.0'
          why: a case notices it
        """);
    List<Result> results = run(OpenRules.read(RULES), cases, "depth/home-maximum.drl");
    assertEquals(List.of("without setting == \"home\""), changes(results, Fate.EXPLAINED));
    assertEquals(100.0 * 5 / 8, Mutation.score(results), 1e-9);
    assertEquals(
        List.of("depth/home-maximum.drl: without depthMm > 1.0"),
        EquivalentMutants.read(cases).stale(results));
  }

  @Test
  void anExplanationWithoutAReasonIsRefused() throws IOException {
    Files.writeString(folder.resolve(EquivalentMutants.FILE), "- {file: a.drl, change: b}\n");
    InvalidInputException bad =
        assertThrows(InvalidInputException.class, () -> EquivalentMutants.read(folder));
    assertEquals(
        folder
            + "/mutants.yaml:1:3: /0/why: found nothing, expected the field why, which an entry must have",
        bad.getMessage());
  }

  @Test
  void casesThatFailBeforeAnyChangeAreSaid() throws Exception {
    Path cases = twoCases();
    Path file = cases.resolve("depth/home-maximum.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("expect: []", "expect: [{verdict: caution, because: [/proposed/depthMm]}]"));
    Scope scope = new Scope(RuleSource.of(RULES), cases, java.util.Set.of("depth/home-maximum"));
    MutationReport report =
        MutationReport.of(
            scope,
            95,
            new MutationReport.Steps() {
              @Override
              public void begin(int changes) {
                throw new AssertionError("nothing is to be tried");
              }

              @Override
              public void done() {
                throw new AssertionError("nothing is to be tried");
              }
            });
    assertEquals(
        List.of("not deep"), report.failing().stream().map(CaseSuite.Outcome::name).toList());
    assertEquals(false, report.sound());
  }

  @Test
  void aRowSetAsideByAnotherRuleIsNoticedThere() throws Exception {
    OpenRules rules = OpenRules.read(RULES);
    List<Result> results = run(rules, CASES, "interval/scalp-minoxidil.drl");
    Result dropped =
        results.stream()
            .filter(r -> r.mutant().change().equals("without P22 in @setsAside"))
            .findFirst()
            .orElseThrow();
    assertEquals(Fate.NOTICED, dropped.fate(), dropped.toString());
  }

  @Test
  void everyRuleHasChangesOfEveryKindThatItsFileHolds() {
    OpenRules rules = OpenRules.read(RULES);
    for (OpenRules.Rule rule : rules.rules()) {
      List<Mutant> mutants = Mutants.of(rule);
      String kinds = mutants.stream().map(m -> m.kind().words()).collect(Collectors.joining(" "));
      assertTrue(kinds.contains("citations"), rule.file());
      assertTrue(kinds.contains("verdicts"), rule.file());
      for (Mutant mutant : mutants) {
        assertTrue(!mutant.text().equals(rule.tree().source().text()), mutant.toString());
      }
      assertEquals(
          mutants.size(),
          mutants.stream().map(Mutant::text).distinct().count(),
          rule.file() + ": each change once");
    }
  }

  /** The reports of a changed folder that is compiled and fired, against those of the fast way. */
  @Test
  void aSampleOfChangesCompiledGivesTheSameReports() throws Exception {
    OpenRules shipped = OpenRules.read(RULES);
    CaseSuite suite = CaseSuite.read(CASES, shipped.vocabulary());
    List<CaseFile> cases = suite.checks().stream().map(CaseSuite.Check::caseFile).toList();
    List<Mutant> mutants = new ArrayList<>(new Mutation(shipped, suite).mutants(file -> true));
    Collections.shuffle(mutants, new Random(4));
    int compared = 0;
    for (int i = 0; compared < 12; i++) {
      Mutant mutant = mutants.get(i);
      Path copy = Files.createDirectory(folder.resolve("copy" + i));
      Files.writeString(new EditedRules(copy).folder().resolve(mutant.file()), mutant.text());
      RuleBase base;
      try {
        base = RuleBase.load(copy, null);
      } catch (BadRulesException e) {
        continue;
      }
      compared++;
      try (Screener fired = new Screener(base);
          Screener read = Screener.reading(OpenRules.read(copy), null)) {
        List<ScreeningResult> expected = fired.screen(cases);
        List<ScreeningResult> found = read.screen(cases);
        for (int c = 0; c < cases.size(); c++) {
          assertEquals(expected.get(c), found.get(c), mutant + ", case " + cases.get(c).id());
        }
      }
    }
  }
}
