package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.needlewise.cli.NeedlewiseProcess.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class RulesEvidenceCommandTest {
  private static final String L152 =
      """
      \s L152  All three phases should finish before the same area is treated again
              protocols/all-phases
      """;

  private static final String L047 =
      """
      \s L047  Stop retinoids at least a week before
              preparation-topical-retinoid, preparation-unknown-last-use
              care/retinoids, care/actives-not-paused
      """;

  private static List<String> ids(String file, String list) {
    List<String> ids = new ArrayList<>();
    Path path = Path.of("rules-drl", "evidence", file);
    new YAMLMapper()
        .readTree(path.toFile())
        .path(list)
        .forEach(statement -> ids.add(statement.path("id").stringValue()));
    return ids;
  }

  @Test
  void forgetsNoStatement() throws Exception {
    Result result = new NeedlewiseProcess().run("rules", "evidence", "--format", "json");
    assertEquals("", result.err());
    assertEquals(0, result.code());
    JsonNode coverage = new JsonMapper().readTree(result.out());
    Map<String, Integer> counts = new HashMap<>();
    List<String> found = new ArrayList<>();
    for (JsonNode statement : coverage.path("statements")) {
      found.add(statement.path("id").stringValue());
      String fate = statement.path("fate").stringValue();
      counts.merge(fate, 1, Integer::sum);
      assertEquals(fate.equals("rule"), !statement.path("rules").isEmpty(), statement.toString());
      if (fate.equals("care")) {
        assertFalse(statement.path("care").isEmpty(), statement.toString());
      } else if (!fate.equals("rule")) {
        assertTrue(statement.path("care").isEmpty(), statement.toString());
      }
    }
    coverage
        .path("counts")
        .properties()
        .forEach(
            count ->
                assertEquals(count.getValue().intValue(), counts.getOrDefault(count.getKey(), 0)));
    List<String> expected = new ArrayList<>(ids("ledger.yaml", "statements"));
    expected.addAll(ids("external.yaml", "external"));
    assertEquals(expected.stream().sorted().toList(), found.stream().sorted().toList());
  }

  @Test
  void noneWaits() throws Exception {
    JsonNode counts =
        new JsonMapper()
            .readTree(new NeedlewiseProcess().run("rules", "evidence", "--format", "json").out())
            .path("counts");
    for (String fate : List.of("uncited", "planner", "forecast", "expectation")) {
      assertEquals(0, counts.path(fate).intValue(), fate);
    }
  }

  @Test
  void namesTheRulesThatCite() throws Exception {
    Result result = new NeedlewiseProcess().run("rules", "evidence");
    assertEquals(0, result.code());
    assertTrue(
        result
            .out()
            .contains(
                "  L025  ABSOLUTE: history of keloid scarring\n        contraindication-keloid\n"),
        result.out());
    assertTrue(result.out().contains(L152), result.out());
    assertTrue(result.out().contains(L047), result.out());
  }
}
