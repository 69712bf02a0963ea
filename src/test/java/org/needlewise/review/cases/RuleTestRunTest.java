package org.needlewise.review.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RuleTestRunTest {
  private static final String FACE = "rules-drl/interval/face.drl";

  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private static List<String> failures(RuleTestRun.Result result) {
    return result.failures().stream().map(o -> o.file() + ": " + o.name()).toList();
  }

  @Test
  void passesAsShipped() throws IOException {
    RuleTestRun.Result result = new RuleTestRun(copy.scope()).run();
    assertTrue(result.sound(), result.text());
    assertEquals(113, result.rules());
    assertTrue(result.text().matches("113 rules, \\d{4} cases in .* s: all as expected\\.\n"));
  }

  /** What the reviewer is told who changes 28 days to 35 on the face. */
  @Test
  void showsWhatAnotherNumberDoes() throws IOException {
    RuleTestRun test = new RuleTestRun(copy.scope("interval-face"));
    assertTrue(test.run().sound());
    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    RuleTestRun.Result result = test.run();
    assertTrue(failures(result).contains("interval/face.yaml: the minimum itself"), result.text());
    assertTrue(
        result
            .text()
            .contains(
                """
                FAILED interval/face.yaml: the minimum itself
                      expected                                   | found
                      finding 1                                  | finding 1
                    * verdict: proceed                           | verdict: defer
                      because: /history/0                        | because: /history/0
                      evidence: L073                             | evidence: L073
                    * interval: 28 days, 28 at least, 42 ideally | interval: 28 days, 35 at least, 42 ideally
                    * earliestDate: none                         | earliestDate: 2026-11-27
                """),
        result.text());
    JsonNode json = new JsonMapper().readTree(result.json());
    assertFalse(json.path("sound").booleanValue());
    assertEquals(1, json.path("rules").intValue());
    assertEquals(result.failures().size(), json.path("failures").size());
    assertEquals("interval/face.yaml", json.path("failures").path(0).path("file").stringValue());
    copy.edit(FACE, "@minimumDays(\"35\")", "@minimumDays(\"28\")");
    assertTrue(test.run().sound());
  }

  /** Of two sessions of different depths the one that governs is named, and the number. */
  @Test
  void namesWhatMadeTheDifference() throws IOException {
    Files.writeString(
        copy.cases().resolve("interval/face.yaml"),
        """
        rule: interval-face
        cases:
          - name: two sessions
            case:
              id: t1
              asOf: 2026-11-20
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, depthMm: 0.5}
              history:
                - {date: 2026-10-15, area: face, depthMm: 1.25}
                - {date: 2026-10-23, area: face, depthMm: 0.5}
            expect:
              - verdict: proceed
                because: [/history/1, /history/0]
                interval: {observedDays: 28, minimumDays: 28, idealDays: 42}
          - name: past the ideal
            case:
              id: t2
              asOf: 2026-11-20
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, depthMm: 0.5}
              history:
                - {date: 2026-08-01, area: face, depthMm: 1.25}
                - {date: 2026-10-08, area: face, depthMm: 0.5}
            expect:
              - verdict: proceed
                because: [/history/1]
                interval: {observedDays: 43, minimumDays: 28, idealDays: 42}
        """);
    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    String text = new RuleTestRun(copy.scope("interval-face")).run().text();
    assertEquals(
        """
        what made the difference: the session of 2026-10-23 (face, 0.5 mm, /history/1) before the proposed one of 2026-11-20
        yes  The days between them are less than the ideal of 42 days; found: 28 days, 7 days short of the minimum of 35
        interval/face.drl:14
        the minimum: 28 days -> 35 days

        FAILED interval/face.yaml: past the ideal
        expected                                   | found
        finding 1                                  | finding 1
        * verdict: proceed                           | no finding
        * because: /history/1                        |
        * evidence: L073                             |
        * interval: 43 days, 28 at least, 42 ideally |
        * earliestDate: none                         |

        what made the difference: the session of 2026-10-08 (face, 0.5 mm, /history/1) before the proposed one of 2026-11-20
        NO   The days between them are less than the ideal of 42 days; found: 43 days, the minimum of 35 has passed (1 day past the ideal)
        interval/face.drl:14

        """,
        text.lines()
            .map(String::strip)
            .dropWhile(line -> !line.startsWith("what made"))
            .takeWhile(line -> !line.startsWith("1 rule,"))
            .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
  }

  /** A condition's number is compiled anew, which must take effect. */
  @Test
  void seesAnEditOfACondition() throws IOException {
    RuleTestRun test = new RuleTestRun(copy.scope("depth-home-maximum"));
    assertTrue(test.run().sound());
    String file = "rules-drl/depth/home-maximum.drl";
    copy.edit(file, "depthMm > 1.0 ", "depthMm >= 1.0 ");
    assertEquals(List.of("depth/home-maximum.yaml: 1.0 mm"), failures(test.run()));
    copy.edit(file, "depthMm >= 1.0 ", "depthMm > 1.01 ");
    assertEquals(List.of("depth/home-maximum.yaml: 1.01 mm"), failures(test.run()));
  }

  @Test
  void runsWhatWasTouchedFirst() throws IOException {
    RuleTestRun test = new RuleTestRun(copy.scope());
    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"27\")");
    List<RuleTestRun.Result> first = new ArrayList<>();
    RuleTestRun.Result all = test.run(Set.of("interval/face.drl"), first::add);
    assertEquals(1, first.size());
    assertEquals(1, first.get(0).rules());
    assertFalse(first.get(0).sound());
    assertTrue(
        first.get(0).outcomes().stream().allMatch(o -> o.file().equals("interval/face.yaml")));
    assertEquals(113, all.rules());
    assertEquals(
        first.get(0).outcomes(), all.outcomes().subList(0, first.get(0).outcomes().size()));
    assertEquals(
        all.outcomes().stream().distinct().count(), all.outcomes().size(), "nothing twice");
    assertFalse(all.textAfter(first.get(0)).contains("interval/face.yaml:"));
  }

  @Test
  void readsOnlyChangedCasesAgain() throws IOException {
    RuleTestRun test = new RuleTestRun(copy.scope("interval-face"));
    test.run();
    copy.edit("test-cases/interval/face.yaml", "name: the minimum itself", "name: on the day");
    List<Outcome> outcomes = test.run().outcomes();
    assertTrue(outcomes.stream().anyMatch(o -> o.name().equals("on the day")));
    assertTrue(outcomes.stream().noneMatch(o -> o.name().equals("the minimum itself")));
  }

  @Test
  void tellsAllMistakesOfRulesBeforeAnyCaseRuns() throws IOException {
    copy.edit(FACE, "\"L073\"", "\"L999\"");
    copy.edit("rules-drl/depth/home-maximum.drl", "depthMm > 1.0", "depthMn > 1.0");
    RuleTestRun.Result result = new RuleTestRun(copy.scope()).run();
    assertFalse(result.sound());
    assertFalse(result.badCases());
    assertEquals(2, result.unreadable().size());
    assertTrue(
        result.unreadable().get(0).startsWith(copy.rules() + "/depth/home-maximum.drl:"),
        result.text());
    assertTrue(result.unreadable().get(1).startsWith(copy.rules() + "/interval/face.drl:15:"));
    assertTrue(result.text().endsWith("No case ran: 2 mistakes in the rules.\n"), result.text());
  }

  @Test
  void tellsAllMistakesOfCases() throws IOException {
    copy.edit("test-cases/interval/face.yaml", "id: t1\n      asOf:", "id: t1\n      asof:");
    RuleTestRun.Result result = new RuleTestRun(copy.scope()).run();
    assertTrue(result.badCases());
    assertTrue(
        result
            .unreadable()
            .get(0)
            .startsWith(copy.cases() + "/interval/face.yaml:6:7: /cases/0/case/asof: "),
        result.text());
    assertEquals(1, result.unreadable().size());
    assertEquals(List.of(), result.failures());
    RuleTestRun.Result face = new RuleTestRun(copy.scope("interval-face")).run();
    assertEquals(23, face.cases());
    assertTrue(
        face.text()
            .matches(
                "(?s).*\n1 rule, 23 cases in .* s: all as expected; 1 mistake in the case files\\.\n"),
        face.text());
  }
}
