package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.oracle.PolicyOracle;
import org.needlewise.oracle.RandomCases;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules against an independent reading of the policy, over random valid cases. {@code
 * -Dneedlewise.cases=50000} reads more of them, {@code -Dneedlewise.seed=…} others.
 */
class AgreementTest {
  private static final int CASES = Integer.getInteger("needlewise.cases", 5000);
  private static final long SEED = Long.getLong("needlewise.seed", 1L);
  private static final JsonMapper JSON = new JsonMapper();

  private final RuleBase base = RuleBase.prebuilt();
  private final CaseFileReader reader = new CaseFileReader(base.vocabulary());

  @Test
  void agreesWithAnIndependentReadingOfThePolicy() {
    List<String> differences = new ArrayList<>();
    try (Screener screener = new Screener(base)) {
      for (int from = 0; from < CASES; from += 100) {
        List<ObjectNode> raw = raw(SEED * 1_000_000 + from, 100);
        List<ScreeningResult> screened = screener.screen(raw.stream().map(this::read).toList());
        for (int i = 0; i < raw.size(); i++) {
          JsonNode report = json(screened.get(i).report());
          for (String difference : PolicyOracle.evaluate(raw.get(i)).differences(report)) {
            differences.add(difference + "  in " + raw.get(i));
          }
        }
      }
    }
    assertEquals(
        List.of(),
        differences.subList(0, Math.min(5, differences.size())),
        () -> differences.size() + " differences");
  }

  @Test
  void findingsOfCasesThatShareASessionAreThoseOfEachAlone() {
    List<CaseFile> cases = raw(77_000_000, 2000).stream().map(this::read).toList();
    try (Screener screener = new Screener(base)) {
      List<ScreeningResult> together = screener.screen(cases);
      for (int i = 0; i < cases.size(); i++) {
        assertEquals(screener.screen(cases.get(i)), together.get(i).report());
      }
    }
  }

  @Test
  void anotherOrderOfTheListsChangesIndicesAlone() {
    try (Screener screener = new Screener(base)) {
      for (ObjectNode raw : raw(88_000_000, 1000)) {
        assertEquals(
            withoutIndices(json(screener.screen(read(raw)))),
            withoutIndices(json(screener.screen(read(reversed(raw))))),
            raw::toString);
      }
    }
  }

  /** A report as a sorted list of findings of which no part is an index or an order. */
  private static List<String> withoutIndices(JsonNode report) {
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : report.get("findings")) {
      ObjectNode plain = (ObjectNode) finding.deepCopy();
      List<String> because = new ArrayList<>();
      plain
          .get("because")
          .forEach(pointer -> because.add(pointer.stringValue().replaceAll("/\\d+", "/#")));
      because.sort(null);
      plain.put("because", because.toString());
      findings.add(plain.toString());
    }
    findings.sort(null);
    findings.add(
        report.get("verdict").stringValue() + report.get("earliestDate") + report.get("questions"));
    return findings;
  }

  private static ObjectNode reversed(ObjectNode raw) {
    ObjectNode copy = raw.deepCopy();
    reverse(copy);
    return copy;
  }

  private static void reverse(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0, j = array.size() - 1; i < j; i++, j--) {
        JsonNode first = array.get(i);
        array.set(i, array.get(j));
        array.set(j, first);
      }
    }
    node.forEach(AgreementTest::reverse);
  }

  private static List<ObjectNode> raw(long seed, int count) {
    List<ObjectNode> cases = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cases.add(RandomCases.of(seed + i));
    }
    return cases;
  }

  private CaseFile read(ObjectNode raw) {
    byte[] bytes = raw.toString().getBytes(StandardCharsets.UTF_8);
    return reader.readRecord(bytes, 0, bytes.length, "random", 1);
  }

  private static JsonNode json(AdvisoryReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ReportJson(bytes).write(report);
    return JSON.readTree(bytes.toByteArray());
  }
}
