package org.needlewise.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.oracle.PolicyOracle.Expected;
import org.needlewise.oracle.PolicyOracle.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The oracle gives what the contract's examples say, to the letter. */
class ContractExamplesTest {
  private static JsonNode expected(String name) throws IOException {
    try (InputStream in =
        ContractExamplesTest.class.getResourceAsStream("/contract/expected.yaml")) {
      return new YAMLMapper().readTree(in).path(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-session",
        "home-schedule",
        "one-day-short",
        "seventh-in-twelve-months",
        "under-eye-and-unknowns",
        "weekly-minoxidil"
      })
  void givesTheExamplesReport(String name) throws IOException {
    JsonNode expected = expected(name);
    List<Found> findings = new ArrayList<>();
    expected.path("findings").forEach(f -> findings.add(PolicyOracle.found(f)));
    Expected report =
        PolicyOracle.evaluate(
            new YAMLMapper().readTree(Path.of("test-cases", "examples", name + ".yaml").toFile()));
    assertEquals(
        new Expected(
            name,
            "2026-11-20",
            expected.path("verdict").stringValue(),
            expected.path("earliestDate").isNull()
                ? null
                : expected.path("earliestDate").stringValue(),
            PolicyOracle.texts(expected.path("questions")),
            findings),
        report);
  }
}
