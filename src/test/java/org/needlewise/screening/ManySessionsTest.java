package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Gap;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.PairQuestions;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.load.RuleBase;

/** Sessions of two days meet as gaps: of those that no rule can tell apart, one is made. */
class ManySessionsTest {
  private static final RuleBase BASE = RuleBase.prebuilt();

  private final Random random = new Random(5);

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private CaseFile read(String id, StringJoiner history) {
    String json =
        """
        {"id":"%s","asOf":"2026-11-20","patient":{"sex":"female","birthDate":"1980-01-01"},
        "proposed":{"date":"2026-11-20","area":"%s","depthMm":%s,"setting":"professional",
        "operator":"physician","phase":"initial-series","modality":"pen"},"history":[%s]}
        """
            .formatted(
                id,
                id.equals("many") ? "face" : pick("face", "scalp"),
                pick("0.25", "0.5", "1.5"),
                history)
            .replace("\n", "");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(BASE.vocabulary()).readRecord(bytes, 0, bytes.length, "many", 1);
  }

  private static String session(int day, String area, String depth) {
    return session(day, area, depth, "professional", "pen", "");
  }

  private static String session(
      int day, String area, String depth, String setting, String modality, String more) {
    return """
    {"date":"2026-%s","area":"%s","depthMm":%s,"setting":"%s","modality":"%s"%s}"""
        .formatted(
            List.of("10-01", "10-09", "10-30").get(day), area, depth, setting, modality, more);
  }

  private static String mm(int hundredths) {
    return "%d.%02d".formatted(hundredths / 100, hundredths % 100);
  }

  private static List<Fact> facts(CaseFile of, FactFilter filter) {
    List<Fact> facts = new ArrayList<>();
    Facts.measure(subject(of), filter, facts::add);
    return facts;
  }

  private static MeasuredCase subject(CaseFile of) {
    int date = (int) of.proposed().date().toEpochDay();
    return new MeasuredCase(of, BASE.definitions(), BASE.vocabulary(), 0, date);
  }

  private static long pairs(List<Fact> facts) {
    return facts.stream().filter(f -> f instanceof Gap gap && gap.role().equals("pair")).count();
  }

  private static FactFilter every() {
    FactFilter some = BASE.mentioned();
    return new FactFilter(
        some.codes(), some.pairsWithinDays(), some.sessionsWithinDays(), some.regimenGaps(), null);
  }

  @Test
  void whatIsFoundIsWhatEveryPairOfSessionsGives() {
    int fewer = 0;
    try (DroolsExecution distinct = new DroolsExecution(BASE, BASE.all(), BASE.mentioned());
        DroolsExecution all = new DroolsExecution(BASE, BASE.all(), every())) {
      for (int i = 0; i < 300; i++) {
        StringJoiner history = new StringJoiner(",");
        for (int n = 20 + random.nextInt(80); n > 0; n--) {
          history.add(
              session(
                  random.nextInt(3),
                  pick("face", "cheeks", "scalp", "forehead"),
                  mm(20 + random.nextInt(200)),
                  pick("professional", "professional", "home"),
                  pick("pen", "pen", "pen", "radiofrequency"),
                  pick(
                      "",
                      "",
                      ",\"adjuncts\":[\"exosomes\"]",
                      ",\"adjuncts\":[\"minoxidil\"]",
                      ",\"device\":\"QureRoller\"",
                      ",\"indication\":\"wrinkles\"")));
        }
        CaseFile each = read("case-" + i, history);
        fewer += pairs(facts(each, BASE.mentioned())) < pairs(facts(each, every())) ? 1 : 0;
        assertEquals(found(all, each), found(distinct, each));
      }
    }
    assertTrue(fewer > 100, fewer + " cases with fewer");
  }

  private static List<String> found(DroolsExecution execution, CaseFile of) {
    FindingCollector findings = new FindingCollector(subject(of));
    execution.fire(List.of(findings));
    return findings.found().stream()
        .map(f -> f.card().id() + f.verdict() + f.because() + f.interval() + f.earliest())
        .sorted()
        .toList();
  }

  @Test
  void twoDaysOfManySessionsAreFewGaps() {
    StringJoiner history = new StringJoiner(",");
    for (int depth = 26; depth <= 325; depth++) {
      history.add(session(0, "face", mm(depth))).add(session(1, "face", mm(depth)));
    }
    CaseFile many = read("many", history);
    assertEquals(300 * 300, pairs(facts(many, every())));
    // Earlier ones by row and by the protocol's depth, 1.0 mm; later ones by row.
    assertEquals(4 * 3, pairs(facts(many, BASE.mentioned())));
  }

  /** Where rules compare the depths of a gap with each other, any two may be told apart. */
  @Test
  void rulesThatCompareFieldsTellAllDepthsApart(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    assertEquals(Set.of(50), RuleBase.load(copy.rules(), null).mentioned().pairs().depths());
    copy.edit(
        "rules-drl/interval/face.drl",
        "earlierTherapeutic )",
        "earlierTherapeutic, earlierDepthMm > laterDepthMm )");
    assertNull(RuleBase.load(copy.rules(), null).mentioned().pairs());
  }

  /** A field that is new must be thought of: rules that ask for it would be told too little. */
  @Test
  void everyFieldOfAGapIsKnown() {
    assertEquals(PairQuestions.FIELDS, FactTypes.patterns().get("Gap").members().keySet());
  }
}
