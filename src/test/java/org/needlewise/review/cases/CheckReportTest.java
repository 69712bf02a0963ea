package org.needlewise.review.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertEquals(0, CheckReport.of(copy.scope(), LocalDate.of(2027, 1, 31)).warnings());
    CheckReport check = CheckReport.of(copy.scope(), LocalDate.of(2027, 2, 1));
    assertTrue(check.sound());
    assertEquals(1, check.warnings());
    assertTrue(check.text().startsWith(copy.rules() + "/interval/face.drl:18:"), check.text());
    assertTrue(check.text().contains(": warning: "), check.text());
    assertTrue(check.text().endsWith(": 0 errors, 1 warning.\n"), check.text());
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
