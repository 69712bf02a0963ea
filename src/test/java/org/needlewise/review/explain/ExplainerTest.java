package org.needlewise.review.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.oracle.RandomCases;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RuleMatcher;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.Trace;

class ExplainerTest {
  private static final Path RULES = Path.of("rules-drl");
  private static OpenRules rules;
  private static RuleBase base;

  @BeforeAll
  static void load() {
    rules = OpenRules.read(RULES);
    base = RuleBase.load(RULES);
  }

  static CaseFile caseFile(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(base.vocabulary()).read(bytes, 0, bytes.length, Format.YAML, "case");
  }

  /** The conditions read from the files hold for the same facts as the compiled ones. */
  @Test
  void matchesAsTheCompiledRulesDo() {
    Set<String> met = new TreeSet<>();
    {
      for (int seed = 0; seed < 4_000; seed++) {
        String json = RandomCases.of(seed).toString();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        CaseFile one =
            new CaseFileReader(base.vocabulary()).read(bytes, 0, bytes.length, Format.JSON, "case");
        Trace trace = Screener.trace(base, one);
        List<String> fired = new ArrayList<>();
        trace.fired().forEach(f -> fired.add(key(f.card().id(), f.facts(), trace.facts())));
        List<String> read = new ArrayList<>();
        for (OpenRules.Rule rule : rules.everyRule()) {
          new RuleMatcher(rule.tree())
              .match(
                  trace.facts(),
                  0,
                  null,
                  match -> read.add(key(rule.card().id(), facts(match), trace.facts())));
        }
        Collections.sort(fired);
        Collections.sort(read);
        assertEquals(fired, read, json);
        trace.fired().forEach(f -> met.add(f.card().id()));
        // Facts that lie too far back to matter do not change what is said.
        assertEquals(
            trace.report().findings(),
            trace.spoken().stream().map(Trace.Reported::finding).toList(),
            json);
      }
    }
    assertEquals(rules.everyRule().size(), met.size(), () -> "rules that fired: " + met);
  }

  /** Every rule of two facts hands on both. */
  private static List<Fact> facts(RuleMatcher.Match match) {
    List<Fact> facts = new ArrayList<>(List.of(match.fact()));
    for (Object value : match.arguments()) {
      if (value instanceof Fact fact) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static String key(String rule, List<Fact> facts, List<Fact> all) {
    StringBuilder key = new StringBuilder(rule);
    for (Fact fact : facts) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) == fact) {
          key.append(' ').append(i);
        }
      }
      assertTrue(!(fact instanceof Gap gap) || !gap.role().isEmpty());
    }
    return key.toString();
  }

  private static final String HEAD =
      """
      id: t
      asOf: 2026-11-20
      patient: {birthDate: 1985-07-02, sex: male, pertinentNegatives: [all-screening-questions]%s}
      proposed: {date: 2026-11-20, area: face, depthMm: 0.5%s}
      history: [%s]
      """;

  private static Explanation explain(String rule, String yaml) {
    return Explainer.of(rules, base, caseFile(yaml)).explain(rules.named(rule).get(0));
  }

  @Test
  void saysWhyAnIntervalDefers() {
    Explanation why =
        explain("P25", HEAD.formatted("", "", "{date: 2026-10-31, area: face, depthMm: 0.5}"));
    assertTrue(why.spoke());
    assertEquals(
        """
        P25 interval-face: Interval on the face
        It found: defer until 2026-11-28. Day 20 after the session of 2026-10-31 (face, 0.5 mm). \
        The face needs 28 days at least, ideally 42: not before 2026-11-28.

        The session of 2026-10-31 (face, 0.5 mm, /history/0) before the proposed one of 2026-11-20
          yes  The area class of the earlier session is face
               found: face
               interval/face.drl:20  earlierClass == "face"
          yes  The area class of the later session is face
               found: face
               interval/face.drl:20  laterClass == "face"
          yes  The earlier session was at therapeutic depth
               found: the earlier session was at therapeutic depth
               interval/face.drl:20  earlierTherapeutic
          yes  The days between them are less than the ideal of 42 days
               found: 20 days, 8 days short of the minimum of 28
               interval/face.drl:14  @minimumDays("28") @idealDays("42")
          so   Finding: defer until 2026-11-28. Day 20 after the session of 2026-10-31 (face, 0.5 mm). \
        The face needs 28 days at least, ideally 42: not before 2026-11-28.
        """,
        why.text());
  }

  /** The gap is longer than any rule's ideal, so that the rules are not even given it. */
  @Test
  void saysByHowManyDaysAnIntervalHasPassed() {
    Explanation why =
        explain("P25", HEAD.formatted("", "", "{date: 2026-08-31, area: face, depthMm: 0.5}"));
    assertEquals(
        "It says nothing. Nearest is the session of 2026-08-31 (face, 0.5 mm, /history/0) before the"
            + " proposed one of 2026-11-20: it asks that the days between them are less than the"
            + " ideal of 42 days; found: 81 days, the minimum of 28 has passed (39 days past the"
            + " ideal).",
        why.answer());
  }

  @Test
  void saysByHowManyMillimetres() {
    assertEquals(
        "It says nothing. Nearest is the proposed session: it asks that the proposed depth is more"
            + " than 2.0 mm; found: 0.5 mm (by 1.5 mm).",
        explain("P52", HEAD.formatted("", "", "")).answer());
  }

  @Test
  void saysHowManyVisitsAreMissing() {
    String visit = "{date: 2026-0%d-01, area: face, depthMm: 0.5}";
    String visits =
        String.join(
            ",", visit.formatted(2), visit.formatted(4), visit.formatted(6), visit.formatted(8));
    Explanation why = explain("P40", HEAD.formatted("", "", visits));
    assertEquals("would need 4 in place of 6: by 2", why.tried().get(0).lines().get(1).off());
    assertTrue(why.answer().contains("(count 4, limit 6, months 12)"), why.answer());
  }

  @Test
  void saysByHowManyDaysAMedicineIsOver() {
    String medicine =
        ", medications: [{code: isotretinoin, status: stopped, lastTaken: 2026-05-10}]";
    Explanation why =
        explain("contraindication-isotretinoin-stopped", HEAD.formatted(medicine, "", ""));
    assertEquals("by 10 days", why.tried().get(0).lines().get(2).off());
  }

  @Test
  void namesAnUnansweredQuestion() {
    assertEquals(
        "It says nothing: the case has no condition of the patient that is pregnancy. It does not"
            + " deny it either: the question pregnancy is unanswered.",
        explain(
                "P18",
                """
                id: t
                asOf: 2026-11-20
                patient: {}
                proposed: {date: 2026-11-20, area: face, depthMm: 0.5}
                """)
            .answer());
  }

  @Test
  void namesWhatTakesItsPlace() {
    String protocol =
        """
        id: t
        asOf: 2026-11-20
        patient: {birthDate: 2027-01-01, pertinentNegatives: [all-screening-questions]}
        proposed: {date: 2026-11-20, area: scalp, depthMm: 0.6, adjuncts: [minoxidil]}
        history: [{date: 2026-11-12, area: scalp, depthMm: 0.6, adjuncts: [minoxidil]}]
        """;
    assertEquals(
        "Its conditions hold, yet it adds no finding: it is set aside for this session by P31"
            + " interval-scalp-minoxidil, which stands in its place.",
        explain("P22", protocol).answer());
    assertEquals(
        "Its conditions hold, yet it adds no finding: its finding is made void by that of P82"
            + " data-quality-birth-date, which silences it.",
        explain("P1F", protocol).answer());
    List<Explanation.Near> near = Explainer.of(rules, base, caseFile(protocol)).near(4);
    assertEquals(
        List.of("contraindication-minor", "contraindication-young-patient", "interval-shallow"),
        near.subList(0, 3).stream().map(Explanation.Near::rule).toList());
    assertEquals(List.of(0, 0, 0, 1), near.stream().map(Explanation.Near::missing).toList());
  }

  @Test
  void namesTheReactionThatLengthens() {
    String past =
        "{date: 2026-10-21, area: face, depthMm: 0.5, reactions: [{sign: irritation, days: 2}]}";
    Explanation why = explain("P25", HEAD.formatted("", "", past));
    assertEquals(
        "Its ideal of 42 days is the minimum here, for the skin reacted to that session (P37"
            + " warning-sign-resolved-reaction).",
        why.tried().get(0).then().get(0));
  }

  @Test
  void saysByHowMuchTheDateOfAProcedureMisses() {
    String procedures =
        """
        , procedures: [{code: botulinum-toxin, date: 2026-11-06}, {code: filler, date: 2026-05-17},
        {code: deep-peel, date: 2026-08-20}, {code: surgery}]""";
    String yaml = HEAD.formatted(procedures, "", "");
    assertEquals(
        "It says nothing. Nearest is the procedure botulinum toxin (/patient/procedures/0): it asks"
            + " that the proposed date is before the date 14 days after it; found: the proposed"
            + " date is 2026-11-20; the date 14 days after it is 2026-11-20 (the day itself).",
        explain("P67", yaml).answer());
    assertEquals(
        "It says nothing. Nearest is the procedure filler (/patient/procedures/1): it asks that the"
            + " proposed date is before the date 6 months after it; found: the proposed date is"
            + " 2026-11-20; the date 6 months after it is 2026-11-17 (by 3 days).",
        explain("P68", yaml).answer());
    assertEquals(
        "It says nothing. Nearest is the procedure deep peel (/patient/procedures/2): it asks that"
            + " the proposed date is before the end of the finding; found: 2026-11-20 (ended 0 days"
            + " before).",
        explain("P6B", yaml).answer());
    assertEquals(
        "It says nothing. Nearest is the procedure surgery (/patient/procedures/3): it asks that"
            + " its date is known; found: its date is not known.",
        explain("P6C", yaml).answer());
    assertEquals(
        "It says nothing: the case has no procedure on the patient's skin that is ablative-laser.",
        explain("P6A", yaml).answer());
  }

  @Test
  void tellsWhichOfTwoFactsIsMissing() {
    String cream = ", adjuncts: [numbing-cream]";
    assertEquals(
        "It says nothing: the case has nothing used with the proposed session that is"
            + " numbing-cream.",
        explain("P7B", HEAD.formatted(", allergies: [local-anaesthetic]", "", "")).answer());
    for (String others : List.of("", ", allergies: [latex]")) {
      assertEquals(
          "It says nothing: the case has no allergy of the patient that is local-anaesthetic.",
          explain("P7B", HEAD.formatted(others, cream, "")).answer());
    }
    String conditions =
        ", conditions: [{code: liver-disease, status: resolved}, {code: liver-disease}]";
    assertEquals(
        "It says nothing. Nearest is something used with the proposed session (numbing-cream) with"
            + " the condition liver disease (/patient/conditions/0): it asks that it has not ended;"
            + " found: it has ended.",
        explain(
                "P7C",
                HEAD.formatted(conditions.replace("}, {code: liver-disease}", "}"), cream, ""))
            .answer());
    Explanation spoke = explain("P7C", HEAD.formatted(conditions, cream, ""));
    assertEquals(
        List.of("/proposed/adjuncts/0", "/patient/conditions/1"), spoke.tried().get(0).pointers());
    assertEquals(1, spoke.tried().get(0).then().size());
    assertEquals(
        List.of("/proposed/adjuncts/0", "/patient/conditions/0"), spoke.tried().get(1).pointers());
  }

  @Test
  void explainsEveryRuleOnEveryKindOfCase() {
    for (int seed = 0; seed < 40; seed++) {
      Explainer explainer = Explainer.of(rules, base, caseFile(RandomCases.of(seed).toString()));
      Set<String> spoke = new TreeSet<>();
      explainer.trace().report().findings().forEach(finding -> spoke.add(finding.rule()));
      for (OpenRules.Rule rule : rules.everyRule()) {
        Explanation why = explainer.explain(rule);
        assertEquals(spoke.contains(rule.card().id()), why.spoke(), rule.card().id());
        assertTrue(!why.answer().isBlank() && !why.text().contains("null"), why::text);
      }
      assertEquals(10, explainer.near(10).size());
    }
  }

  /** A reviewer reads sentences, not names of fields. */
  @Test
  void everyFieldThatARuleAsksForHasWords() {
    for (OpenRules.Rule rule : rules.everyRule()) {
      for (var pattern : rule.tree().patterns()) {
        assertTrue(RuleWords.knows(FactTypes.of(pattern).type(), ""), pattern.type().text());
        for (String words : new RuleWords(rule.tree()).conditions(pattern)) {
          String without = words.replaceAll("[a-zA-Z]+-[a-zA-Z-]+", "");
          assertTrue(!without.matches(".*([a-z][A-Z]|\\$).*"), words);
        }
      }
    }
  }
}
