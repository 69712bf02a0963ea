package org.needlewise.review.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.VocabularyReader;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckReportTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final String FACE = "rules-drl/interval/face.drl";

  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  @Test
  void findsNothingInTheShippedRules() throws IOException {
    CheckReport check = CheckReport.of(copy.scope(), TODAY);
    assertTrue(check.sound());
    assertTrue(check.text().matches("113 rules checked in .* s: nothing wrong\\.\n"), check.text());
  }

  @Test
  void warnsOfARuleToBeLookedAtAgainAndIsSound() throws IOException {
    copy.edit(FACE, "@reviewBy(\"2027-11-20\")", "@reviewBy(\"2027-01-31\")");
    assertEquals(0, CheckReport.of(copy.scope(), LocalDate.of(2026, 12, 1)).warnings());
    for (LocalDate soon : List.of(LocalDate.of(2026, 12, 2), LocalDate.of(2027, 1, 31))) {
      assertWarning(
          "/interval/face.drl:18:41: warning: found a review that is due by 2027-01-31,", soon);
    }
    CheckReport check = CheckReport.of(copy.scope(), LocalDate.of(2027, 2, 1));
    assertTrue(check.sound());
    assertEquals(1, check.warnings());
    assertTrue(check.text().startsWith(copy.rules() + "/interval/face.drl:18:"), check.text());
    assertTrue(check.text().contains(": warning: "), check.text());
    assertTrue(check.text().endsWith(": 0 errors, 1 warning.\n"), check.text());
  }

  private void assertWarning(String text, LocalDate today) throws IOException {
    CheckReport check = CheckReport.of(copy.scope(), today);
    assertTrue(check.sound());
    assertEquals(1, check.warnings(), check.text());
    assertTrue(check.text().startsWith(copy.rules() + text), check.text());
  }

  /** Against the last commit, where git keeps the rules. */
  @Test
  void warnsOfAChangeThatNobodyReviewedOrWroteDown() throws IOException {
    LocalDate later = LocalDate.of(2026, 11, 22);
    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    assertEquals(List.of(), told(later)); // no git, nothing to compare with
    copy.edit(FACE, "@minimumDays(\"35\")", "@minimumDays(\"28\")");
    GitFolder git = new GitFolder(folder);
    assertEquals(List.of(), told(later)); // no commit yet
    git.commit("first");
    assertEquals(List.of(), told(later));

    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    String version =
        "definitions.yaml: found the version 2026.12, which has been released, of rules that have"
            + " changed, expected the next one";
    String line =
        "interval/face.drl:11:1: found a changed rule (the minimum: 28 days -> 35 days) without a"
            + " line at ## interval-face in CHANGELOG.md, expected the day, the version, what was"
            + " changed and why";
    String review =
        "interval/face.drl:18:16: found a review of 2026-11-20, before the rule was changed (the"
            + " minimum: 28 days -> 35 days), expected the day on which someone looked at the"
            + " change";
    assertEquals(List.of(version, line, review), told(later));
    assertEquals(List.of(version, line), told(TODAY)); // the review is of today
    assertEquals(
        2, CheckReport.of(copy.scope("interval-face"), later).warnings()); // the rule's own alone
    assertEquals(0, CheckReport.of(copy.scope("interval-body"), later).warnings());

    copy.edit(FACE, "@reviewed(\"2026-11-20\")", "@reviewed(\"2026-11-21\")");
    assertEquals(List.of(version, line), told(later));
    // A line at another heading is none of this rule.
    copy.edit(
        "rules-drl/CHANGELOG.md", "## interval-body\n", "## interval-body\n\n- 2026-11-22, x: y\n");
    assertEquals(List.of(version, line), told(later));
    copy.edit(
        "rules-drl/CHANGELOG.md", "## interval-face\n", "## interval-face\n\n- 2026-11-22, x: y\n");
    assertEquals(List.of(version), told(later));
    copy.edit("rules-drl/definitions.yaml", "\"2026.12\"", "\"2026.13\"");
    assertEquals(List.of(), told(later));

    // Once more of the same day: what git has is what it is held against.
    git.commit("second");
    copy.edit(FACE, "@idealDays(\"42\")", "@idealDays(\"49\")");
    assertEquals(
        List.of(
            line.replace("the minimum: 28 days -> 35", "the ideal: 42 days -> 49"),
            review
                .replace("the minimum: 28 days -> 35", "the ideal: 42 days -> 49")
                .replace("of 2026-11-20", "of 2026-11-21")),
        told(later));
    copy.edit(FACE, "@idealDays(\"49\")", "@idealDays(\"42\")");
    copy.edit(FACE, "Facial skin", "The skin of the face");
    assertEquals(List.of(), told(later)); // no other meaning
    copy.draft();
    assertEquals(List.of(), told(later)); // a draft waits for its review
    copy.edit("rules-drl/timing/feast.drl", "\"draft\"", "\"active\"");
    assertEquals(
        List.of(
            "timing/feast.drl:11:1: found a new rule without a line at ## timing-feast in"
                + " CHANGELOG.md, expected the day, the version, what was changed and why"),
        told(later));
  }

  private List<String> told(LocalDate today) throws IOException {
    return CheckReport.of(copy.scope(), today).problems().stream()
        .map(each -> each.toString().replace(": warning: ", ": ").replace(copy.rules() + "/", ""))
        .toList();
  }

  @Test
  void warnsOfAReviewThatIsToCome() throws IOException {
    copy.edit(FACE, "@reviewed(\"2026-11-20\")", "@reviewed(\"2026-11-22\")");
    assertEquals(0, CheckReport.of(copy.scope(), LocalDate.of(2026, 11, 21)).warnings());
    assertWarning(
        "/interval/face.drl:18:16: warning: found a review on 2026-11-22, which is to come, expected a day"
            + " up to today",
        TODAY);
  }

  @Test
  void warnsOfAQuestionThatNobodyAsks() throws IOException {
    copy.edit(
        "rules-drl/data-quality/open-questions.drl",
        "Unanswered( )",
        "Unanswered( code != \"keloid\" )");
    assertEquals(0, CheckReport.of(copy.scope(), TODAY).warnings()); // may be any but this one
    List<String> all =
        VocabularyReader.read(copy.rules().resolve("vocabulary.yaml")).questions().stream()
            .map(question -> '"' + question.code() + '"')
            .toList();
    copy.edit(
        "rules-drl/data-quality/open-questions.drl",
        "code != \"keloid\"",
        "code in ( " + String.join(", ", all.subList(1, all.size())) + " )");
    assertWarning(
        "/vocabulary.yaml: warning: found the question pregnancy, which no rule asks, expected a rule of"
            + " the fact Unanswered that lets it in, such as data-quality/open-questions.drl",
        TODAY);
  }

  @Test
  void warnsOfARowThatAReleasedRuleHas() throws IOException {
    String text = Files.readString(copy.rules().resolve("depth/home-maximum.drl"));
    Files.writeString(
        copy.rules().resolve("depth/another.drl"),
        text.replace("depth.home_maximum", "depth.another")
            .replaceFirst("rule \".*\"", "rule \"Another\""));
    assertWarning(
        "/depth/another.drl:12:14: warning: found the row P50, which the released rule depth-home-maximum"
            + " has, expected a row of its own, with the next number that is free",
        TODAY);
  }

  @Test
  void tellsOnlyWhatWasAskedFor() throws IOException {
    copy.edit(FACE, "\"L073\"", "\"L999\"");
    copy.edit("rules-drl/depth/home-maximum.drl", "depthMm > 1.0", "depthMn > 1.0");
    assertEquals(2, CheckReport.of(copy.scope(), TODAY).errors());
    for (String part :
        List.of(
            "interval-face", "interval", "interval/face.drl", "test-cases/interval/face.yaml")) {
      CheckReport check =
          CheckReport.of(
              copy.scope(
                  folder.resolve(part).toFile().exists() ? folder.resolve(part).toString() : part),
              TODAY);
      assertEquals(1, check.errors(), part);
      assertEquals(copy.rules() + "/interval/face.drl", check.problems().get(0).file());
    }
    assertTrue(CheckReport.of(copy.scope("preparation"), TODAY).sound());
  }

  /** What all rules speak in concerns each of them. */
  @Test
  void tellsWhatIsWrongWithTheVocabularyWhateverWasAskedFor() throws IOException {
    copy.edit("rules-drl/vocabulary.yaml", "{code: rosacea}", "{code: rosacea, colour: red}");
    assertFalse(CheckReport.of(copy.scope("interval-face"), TODAY).sound());
  }

  /** A mistake hides neither the next one of its file nor those of the rules. */
  @Test
  void tellsWhatIsWrongWithTheCases() throws IOException {
    copy.edit("test-cases/interval/face.yaml", "id: t1\n      asOf:", "id: t1\n      asof:");
    copy.edit("test-cases/interval/home.yaml", "cases:", "kases:");
    CheckReport check = CheckReport.of(copy.scope("interval-face"), TODAY);
    assertEquals(List.of(), check.problems());
    assertTrue(check.badCases());
    assertFalse(check.sound());
    assertTrue(
        check
            .text()
            .startsWith(
                copy.cases()
                    + "/interval/face.yaml:6:7: /cases/0/case/asof: found an unknown"
                    + " field, expected a field of the case; did you mean asOf?\n"),
        check.text());
    assertEquals(2, CheckReport.of(copy.scope("interval"), TODAY).errors());
    assertTrue(CheckReport.of(copy.scope("depth"), TODAY).sound());
    copy.edit(FACE, "\"L073\"", "\"L999\"");
    CheckReport both = CheckReport.of(copy.scope("interval"), TODAY);
    assertEquals(3, both.errors());
    assertFalse(both.badCases());
  }

  @Test
  void givesTheSameToMachines() throws IOException {
    copy.edit(FACE, "\"L073\"", "\"L999\"");
    JsonNode json = new JsonMapper().readTree(CheckReport.of(copy.scope(), TODAY).json());
    assertFalse(json.path("sound").booleanValue());
    assertEquals(113, json.path("rules").intValue());
    assertEquals(1, json.path("errors").intValue());
    assertEquals(0, json.path("warnings").intValue());
    JsonNode problem = json.path("problems").path(0);
    assertEquals(copy.rules() + "/interval/face.drl", problem.path("file").stringValue());
    assertEquals(15, problem.path("line").intValue());
    assertEquals(16, problem.path("column").intValue());
    assertEquals("error", problem.path("severity").stringValue());
    assertEquals("the unknown evidence 'L999'", problem.path("found").stringValue());
    assertTrue(problem.path("expected").stringValue().startsWith("the id of a statement"));
  }

  @Test
  void refusesAPathThatLeadsNowhere() throws IOException {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> copy.scope("interval-fase"));
    assertTrue(refused.getMessage().startsWith("found 'interval-fase', expected a file"));
  }
}
