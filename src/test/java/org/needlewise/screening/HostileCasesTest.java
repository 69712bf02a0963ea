package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Limits;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.oracle.PolicyOracle;
import org.needlewise.oracle.RandomCases;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** No legal document takes much more work than it is long, and no case costs another one. */
class HostileCasesTest {
  private static final RuleBase BASE = RuleBase.prebuilt();
  private static final JsonMapper JSON = new JsonMapper();

  private final CaseFileReader reader = new CaseFileReader(BASE.vocabulary());

  private CaseFile read(byte[] json) {
    return reader.readRecord(json, 0, json.length, "hostile", 1);
  }

  @TestFactory
  Stream<DynamicTest> workGrowsWithTheDocument() {
    return HostileCases.all().entrySet().stream()
        .map(
            shape ->
                DynamicTest.dynamicTest(
                    shape.getKey(),
                    () -> {
                      byte[] json = shape.getValue().get();
                      assertTrue(json.length <= Limits.DOCUMENT_BYTES, "legal");
                      // A fact takes some ten bytes, and each of its matches a rule of its own.
                      int limit = json.length / 2;
                      Work work = work(read(json));
                      assertTrue(work.total() < limit, work + " of " + json.length + " bytes");
                    }));
  }

  private static Work work(CaseFile of) {
    try (DroolsExecution all = new DroolsExecution(BASE, BASE.all(), BASE.mentioned());
        DroolsExecution deferring =
            new DroolsExecution(BASE, BASE.deferring(), BASE.mentionedDeferring())) {
      int date = (int) of.proposed().date().toEpochDay();
      FindingCollector findings =
          new FindingCollector(
              new MeasuredCase(of, BASE.definitions(), BASE.vocabulary(), 0, date));
      all.fire(List.of(findings));
      new EarliestDates(deferring, BASE.definitions()).of(List.of(findings));
      return findings.work();
    }
  }

  /** What a search leaves out on most dates changes nothing: the policy is read whole on each. */
  @Test
  void longSearchesAgreeWithAnIndependentReadingOfThePolicy() {
    List<String> differences = new ArrayList<>();
    int longOnes = 0;
    try (Screener screener = new Screener(BASE)) {
      for (int seed = 0; seed < 200; seed++) {
        ObjectNode raw = withLaterEntries(RandomCases.of(9_000_000 + seed), new Random(seed));
        CaseFile caseFile = read(raw.toString().getBytes(StandardCharsets.UTF_8));
        AdvisoryReport report = screener.screen(caseFile);
        PolicyOracle.evaluate(raw).differences(JSON.readTree(json(report))).stream()
            .map(difference -> difference + "  in " + raw)
            .forEach(differences::add);
        longOnes += work(caseFile).dates() > 10 ? 1 : 0;
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(longOnes > 40, longOnes + " searched on more than ten dates");
  }

  private static byte[] json(AdvisoryReport report) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    new ReportJson(bytes).write(report);
    return bytes.toByteArray();
  }

  /** Sessions and procedures of the case again, on days to come. */
  private static ObjectNode withLaterEntries(ObjectNode raw, Random random) {
    LocalDate from = LocalDate.parse(raw.path("proposed").path("date").stringValue());
    again((ArrayNode) raw.get("history"), from, random);
    again((ArrayNode) raw.path("patient").get("procedures"), from, random);
    return raw;
  }

  private static void again(ArrayNode list, LocalDate from, Random random) {
    int count = list == null ? 0 : list.size();
    for (int n = count == 0 ? 0 : random.nextInt(60); n > 0; n--) {
      ObjectNode entry = (ObjectNode) list.get(random.nextInt(count)).deepCopy();
      list.add(entry.put("date", from.plusDays(random.nextInt(400)).toString()));
    }
  }

  /** Another fact can take such a finding away, so no search may look at it alone. */
  @Test
  void aLongSearchLooksAtAllThatARuleDoes(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    copy.edit(
        "rules-drl/contraindication/unsettled-lesion.drl",
        "  then",
        "    not Procedure( code == \"filler\" )\n  then");
    copy.edit(
        "rules-drl/contraindication/unsettled-lesion.drl",
        "import org.needlewise.facts.Condition",
        "import org.needlewise.facts.Condition\nimport org.needlewise.facts.Procedure");
    String other = "{\"code\":\"surgery\",\"areas\":[\"legs\"],\"date\":\"2026-12-%02d\"},";
    StringBuilder procedures = new StringBuilder();
    for (int day = 1; day <= 20; day++) {
      procedures.append(other.formatted(day));
    }
    String json =
        """
        {"id":"a","patient":{"birthDate":"1980-01-01","conditions":[{"code":"suspicious-lesion"}],\
        "procedures":[%s{"code":"filler","areas":["legs"],"date":"2026-12-24"}]},\
        "proposed":{"date":"2026-11-20","area":"face","depthMm":0.5}}"""
            .formatted(procedures);
    try (Screener screener = new Screener(RuleBase.load(copy.rules(), null))) {
      AdvisoryReport report = screener.screen(read(json.getBytes(StandardCharsets.UTF_8)));
      assertEquals(LocalDate.of(2026, 12, 24), report.earliestDate());
    }
  }

  private static String conditions(String code, int count) {
    String one = "{\"code\":\"" + code + "\"}";
    return """
    {"id":"%s %d","patient":{"conditions":[%s]},"proposed":{"date":"2026-11-20","area":"face","depthMm":0.5}}"""
        .formatted(code, count, String.join(",", java.util.Collections.nCopies(count, one)));
  }

  private CaseFile withConditions(String code, int count) {
    return read(conditions(code, count).getBytes(StandardCharsets.UTF_8));
  }

  /** Each condition with each: no limit on a document helps against such a rule. */
  @Test
  void aCaseThatRulesMakeTooMuchOfIsNotEvaluated(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    copy.edit(
        "rules-drl/adjunct/numbing-cream-other-risks.drl",
        "Adjunct( code == \"numbing-cream\" )",
        "Stated( code == \"liver-disease\" )");
    RuleBase rules = RuleBase.load(copy.rules(), null);
    List<CaseFile> cases =
        List.of(
            withConditions("wart", 1),
            withConditions("liver-disease", 300),
            withConditions("wart", 2),
            withConditions("liver-disease", 1100),
            withConditions("wart", 3));
    for (Screener made : List.of(new Screener(rules), Screener.remembering(rules))) {
      try (Screener screener = made) {
        List<ScreeningResult> results = screener.screen(cases);
        assertEquals("wart 1", results.get(0).report().caseId());
        assertEquals(90_001, results.get(1).report().findings().size());
        assertEquals("wart 2", results.get(2).report().caseId());
        assertNull(results.get(3).report());
        assertTrue(results.get(3).tooMuch());
        assertEquals(
            "not evaluated: found 1,128 facts, 998,873 matches and 0 dates before its end,"
                + " expected at most 1,000,000 of them together",
            results.get(3).failure());
        assertEquals("wart 3", results.get(4).report().caseId());
      }
    }
  }

  /** As where a rule throws, and each other case is screened. */
  @Test
  void anErrorInOneCaseSpoilsNoOther() {
    try (Screener screener = failingFor("two", new StackOverflowError())) {
      List<ScreeningResult> results = screener.screen(List.of(named("one"), named("two")));
      assertNotNull(results.get(0).report());
      assertEquals(
          "not evaluated: a rule failed with StackOverflowError", results.get(1).failure());
    }
  }

  /** Nothing can be said of any case then. */
  @Test
  void tooLittleMemoryIsNoMatterOfACase() {
    try (Screener screener = failingFor("two", new OutOfMemoryError())) {
      org.junit.jupiter.api.Assertions.assertThrows(
          OutOfMemoryError.class, () -> screener.screen(List.of(named("one"), named("two"))));
    }
  }

  private CaseFile named(String id) {
    return read(conditions("wart", 1).replace("wart 1", id).getBytes(StandardCharsets.UTF_8));
  }

  private static Screener failingFor(String id, Error error) {
    DroolsExecution all =
        new DroolsExecution(BASE, BASE.all(), BASE.mentioned()) {
          @Override
          void measure(
              FindingCollector of, java.util.function.Consumer<org.needlewise.facts.Fact> sink) {
            if (of.subject().caseFile().id().equals(id)) {
              throw error;
            }
            super.measure(of, sink);
          }
        };
    return new Screener(
        BASE.definitions(),
        BASE.vocabulary(),
        BASE.digest(),
        BASE.provenance(),
        all,
        new DroolsExecution(BASE, BASE.deferring(), BASE.mentionedDeferring()),
        null);
  }
}
