package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.runtime.rule.Match;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.facts.Condition;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Proposal;
import org.needlewise.facts.Visits;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.oracle.RandomCases;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.Signatures;

/** What is remembered of facts against Drools itself, asked of each. */
class KnownFactsTest {
  private static final RuleBase SHIPPED = RuleBase.prebuilt();

  /** All of the suite, generated ones, random ones. */
  private static List<CaseFile> cases(RuleBase base) throws Exception {
    List<CaseFile> cases = new ArrayList<>();
    CaseSuite.read(Path.of("test-cases"), base.vocabulary())
        .checks()
        .forEach(check -> cases.add(check.caseFile()));
    CaseGenerator generator = new CaseGenerator(7);
    CaseFileReader reader = new CaseFileReader(base.vocabulary());
    for (int i = 0; i < 2000; i++) {
      cases.add(generator.caseAt(i));
      byte[] random = RandomCases.of(i).toString().getBytes(StandardCharsets.UTF_8);
      cases.add(reader.readRecord(random, 0, random.length, "random", i + 1));
    }
    return cases;
  }

  private static List<ScreeningResult> screened(Screener screener, List<CaseFile> cases) {
    try (screener) {
      return screener.screen(cases);
    }
  }

  private static void same(List<ScreeningResult> expected, List<ScreeningResult> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), found.get(i));
    }
  }

  @Test
  void theReportsAreThoseOfDroolsHoweverMuchIsRememberedAndInWhateverOrder() throws Exception {
    List<CaseFile> cases = cases(SHIPPED);
    List<ScreeningResult> asked = screened(new Screener(SHIPPED), cases);
    for (int capacity : new int[] {0, 1, 50, KnownFacts.CAPACITY}) {
      same(asked, screened(Screener.remembering(SHIPPED, capacity), cases));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    same(
        order.stream().map(asked::get).toList(),
        screened(Screener.remembering(SHIPPED), order.stream().map(cases::get).toList()));
  }

  @Test
  void factsOfOneSignatureAreMatchedByTheSameRules() throws Exception {
    Map<List<Object>, Set<String>> known = new HashMap<>();
    int[] again = {0};
    try (DroolsExecution execution =
        new DroolsExecution(SHIPPED, SHIPPED.all(), SHIPPED.mentioned())) {
      for (CaseFile each : cases(SHIPPED)) {
        List<Fact> facts = new ArrayList<>();
        IdentityHashMap<Fact, Set<String>> matches = new IdentityHashMap<>();
        execution.fire(
            List.of(new FindingCollector(subject(each))),
            fact -> {
              Signatures.Asked asked = SHIPPED.signatures().of(fact.getClass());
              if (!asked.joined().contains(fact.code())) {
                facts.add(fact);
              }
              matches.put(fact, new HashSet<>());
            },
            match -> {
              matches.get((Fact) match.getObjects().get(0)).add(match.getRule().getName());
              return true;
            });
        for (Fact fact : facts) {
          Set<String> before = known.putIfAbsent(signature(fact), matches.get(fact));
          assertTrue(
              before == null || before.equals(matches.get(fact)),
              () -> fact + ": " + before + ", now " + matches.get(fact));
          again[0] += before == null ? 0 : 1;
        }
      }
    }
    assertTrue(again[0] > 10 * known.size(), again[0] + " of " + known.size());
  }

  private static List<Object> signature(Fact fact) {
    Signatures.Asked asked = SHIPPED.signatures().of(fact.getClass());
    List<Object> signature = new ArrayList<>(List.of(fact.getClass()));
    for (int word = 0; word < asked.words(); word++) {
      signature.add(asked.signature().of(fact, word));
    }
    return signature;
  }

  private static MeasuredCase subject(CaseFile of) {
    int date = (int) of.proposed().date().toEpochDay();
    return new MeasuredCase(of, SHIPPED.definitions(), SHIPPED.vocabulary(), 0, date);
  }

  /** Findings hold what the rules hand on. */
  @Test
  void whatIsHandedOnAgainIsWhatDroolsHandedOn() throws Exception {
    KnownFacts known = new KnownFacts(SHIPPED, KnownFacts.CAPACITY);
    Set<String> again = new HashSet<>();
    try (DroolsExecution asking = new DroolsExecution(SHIPPED, SHIPPED.all(), SHIPPED.mentioned());
        DroolsExecution remembering =
            new DroolsExecution(SHIPPED, SHIPPED.all(), SHIPPED.mentioned(), known)) {
      for (CaseFile each : cases(SHIPPED)) {
        MeasuredCase subject = subject(each);
        FindingCollector expected = new FindingCollector(subject);
        asking.fire(List.of(expected));
        FindingCollector found = new FindingCollector(subject);
        List<Match> asked = new ArrayList<>();
        remembering.fire(List.of(found), null, asked::add);
        assertEquals(counted(expected.found()), counted(found.found()));
        assertEquals(expected.openQuestions(), found.openQuestions());
        if (asked.isEmpty()) {
          found.found().forEach(one -> again.add(one.card().id()));
        }
      }
    }
    assertTrue(again.size() > 70, again.size() + " rules");
  }

  private static Map<RawFinding, Integer> counted(List<RawFinding> found) {
    Map<RawFinding, Integer> counted = new HashMap<>();
    found.forEach(each -> counted.merge(each, 1, Integer::sum));
    return counted;
  }

  /**
   * Both facts of a rule of two go to Drools always; the others, and those of other codes, need
   * not.
   */
  @Test
  void aRuleOfTwoFactsIsAskedAlways(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    String keloid = "rules-drl/contraindication/keloid.drl";
    copy.edit(
        keloid,
        "import org.needlewise.facts.Condition\n",
        "import org.needlewise.facts.Condition\nimport org.needlewise.facts.Proposal\n");
    copy.edit(
        keloid,
        "$c : Condition( code == \"keloid\" )",
        "$c : Condition( code == \"keloid\" )\n" + "    $p : Proposal( depthMm > 1.0 )");
    RuleBase base = RuleBase.load(copy.rules(), null);
    // Of this rule, and of the shipped one on numbing creams.
    assertEquals(
        Set.of("keloid", "liver-disease", "methaemoglobinaemia", "antiarrhythmic"),
        base.signatures().of(Condition.class).joined());
    assertNull(base.signatures().of(Proposal.class));
    assertNotNull(base.signatures().of(Gap.class));
    List<CaseFile> cases = cases(base);
    same(screened(new Screener(base), cases), screened(Screener.remembering(base), cases));
  }

  @Test
  void aSignatureIsAsLongAsItsTypeNeeds(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    int hundredths = 11;
    for (String rule : List.of("home-upper-range", "professional-maximum", "professional-deep")) {
      StringBuilder more = new StringBuilder();
      for (int i = 0; i < 18; i++) {
        more.append("depthMm != 0.").append(hundredths++).append(", ");
      }
      copy.edit("rules-drl/depth/" + rule + ".drl", "depthMm > ", more + "depthMm > ");
    }
    RuleBase base = RuleBase.load(copy.rules(), null);
    assertEquals(2, base.signatures().of(Proposal.class).words());
    List<CaseFile> cases = cases(base);
    List<ScreeningResult> asked = screened(new Screener(base), cases);
    same(asked, screened(Screener.remembering(base), cases));
    same(asked, screened(Screener.remembering(base, 5), cases));
  }

  /** Every third case has visits that are none: measures of them throw. */
  private static final class Broken extends DroolsExecution {
    Broken(RuleBase base, KnownFacts known) {
      super(base, base.all(), base.mentioned(), known);
    }

    @Override
    void measure(FindingCollector of, Consumer<Fact> sink) {
      super.measure(of, sink);
      if (of.subject().asOf() % 3 == 0) {
        sink.accept(new Visits(of.subject(), List.of(), List.of()));
      }
    }
  }

  private static Screener broken(RuleBase base, boolean remembering) {
    return new Screener(
        base.definitions(),
        base.vocabulary(),
        base.digest(),
        base.provenance(),
        new Broken(base, remembering ? new KnownFacts(base, KnownFacts.CAPACITY) : null),
        new DroolsExecution(base, base.deferring(), base.mentionedDeferring()),
        remembering ? broken(base, false) : null);
  }

  @Test
  void aCaseWhoseFactsFailIsDoneByDroolsAlone(@TempDir Path folder) throws Exception {
    RulesCopy copy = new RulesCopy(folder);
    // Of visits that are none, Drools does not come to ask for the last one; the signature does.
    copy.edit(
        "rules-drl/over-treatment/weekly-visits.drl",
        "$close.count >= 1 )",
        "$close.count >= 1 && last.depthMm > 0.1 )");
    RuleBase base = RuleBase.load(copy.rules(), null);
    CaseGenerator generator = new CaseGenerator(7);
    List<CaseFile> cases = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      CaseFile each = generator.caseAt(i);
      cases.add(each.asOf(each.asOfOrProposed().plusDays(i % 4)));
    }
    List<ScreeningResult> asked = screened(broken(base, false), cases);
    long failed = asked.stream().filter(each -> each.report() == null).count();
    assertTrue(failed > 50 && failed < 550, failed + " failed");
    same(asked, screened(broken(base, true), cases));
  }
}
