package org.needlewise.rulebase.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Care.Amount;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.load.RuleBase;

/** The files of {@code rules-drl/care}. */
class CareReaderTest {
  private static final OpenRules SHIPPED = OpenRules.read(Path.of("rules-drl"));

  private static Entry entry(String id) {
    return SHIPPED.care().entries().stream().filter(e -> e.id().equals(id)).findFirst().get();
  }

  @Test
  void theLeastSessionsOfASeries() {
    Care.Protocols protocols = SHIPPED.care().protocols();
    assertEquals(new Amount(4, List.of("L090")), protocols.sessions("acne-scars"));
    assertEquals(new Amount(4, List.of("L095")), protocols.sessions("striae"));
    Amount others = new Amount(3, List.of("L132", "L134", "L140", "L142", "L143"));
    assertEquals(others, protocols.sessions("scars"));
    assertEquals(others, protocols.sessions("wrinkles"));
    assertEquals(others, protocols.sessions(null));
  }

  /** Hours end on a day, weeks on another; what has no end has none. */
  @Test
  void hoursAndWeeksAreTakenForDays() {
    assertEquals(
        List.of(0, 0), List.of(entry("recovery/wash").from(), entry("recovery/wash").to()));
    assertEquals(2, entry("recovery/make-up").to());
    assertEquals(3, entry("recovery/gym-pool-sauna").to());
    assertEquals(42, entry("recovery/sun").to());
    assertEquals(-7, entry("care/retinoids").from());
    assertNull(entry("care/retinoids").to());
    assertEquals(14, entry("recovery/phase-3-remodelling").from());
    assertNull(entry("recovery/phase-3-remodelling").to());
    assertEquals(
        "No gym, pool or sauna for 48 to 72 hours.", entry("recovery/gym-pool-sauna").says());
    assertEquals(
        "No gym, pool or sauna until the end of {toDate}.",
        entry("recovery/gym-pool-sauna").patient());
  }

  /** What is read without a parser is what the files say. */
  @Test
  void theRulesThatAreBuiltInHoldTheSame() {
    assertEquals(SHIPPED.care(), RuleBase.load(Path.of("rules-drl")).care());
  }

  @Test
  void everyRuleThatCanStandInTheWayHasItsReason() {
    Set<String> told = new TreeSet<>();
    for (Entry reason : SHIPPED.care().of(Section.REASONS)) {
      for (String rule : reason.rules()) {
        assertTrue(told.add(rule), rule + " a second time");
        assertTrue(SHIPPED.named(rule).stream().anyMatch(r -> r.card().id().equals(rule)), rule);
      }
    }
    Set<String> stopping =
        SHIPPED.rules().stream()
            .map(OpenRules.Rule::card)
            .filter(CareReaderTest::stands)
            .map(Card::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(stopping, told);
  }

  private static boolean stands(Card card) {
    Set<Verdict> verdicts = new HashSet<>(card.verdictOf().values());
    verdicts.add(card.verdict());
    return card.isInterval()
        || verdicts.stream().anyMatch(v -> v != null && v.compareTo(Verdict.CAUTION) > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "care/protocols.yaml | leastSessions: 3 | leastSessions: 7 |"
            + " 17:20: /series/2/leastSessions: found more than the most, expected at most 6",
        "care/protocols.yaml | leastSessions: 3 | leastSession: 3 |"
            + " 17:5: /series/2/leastSession: found an unknown field, expected a field of an entry;"
            + " did you mean leastSessions?",
        "care/protocols.yaml | [{indication: [striae]}] | [{indication: [stria]}] |"
            + " 11:26: /series/1/when/0/indication/0: found \"stria\", expected one of",
        "care/protocols.yaml | [{indication: [striae]}] | [{setting: [home]}] |"
            + " 11:11: /series/1/when: found more than an indication, expected a series by its indication"
            + " alone",
        "care/protocols.yaml | [{indication: [striae]}] | [{}] |"
            + " 11:12: /series/1/when/0: found nothing that has to be so, expected at least one field",
        "care/protocols.yaml | evidence: [L144] | evidence: [L999] |"
            + " 34:16: /maintenance/1/evidence/0: found \"L999\", expected a statement of the evidence",
        "care/protocols.yaml | evidence: [L144] | evidence: [] |"
            + " 34:15: /maintenance/1/evidence: found no evidence, expected at least one statement",
        "care/protocols.yaml | code: maintenance | code: series |"
            + " 31:11: /maintenance/1/code: found a second entry \"series\", expected each code once in a"
            + " file",
        "care/recovery.yaml | toDay: 14 | toDay: 2 |"
            + " 10:5: /phases/1: found an end before its beginning, expected the first day at or before"
            + " the last",
        "care/recovery.yaml | toDay: 14 | leastWeeks: 2 |"
            + " 12:17: /phases/1/leastWeeks: found leastWeeks without mostWeeks, expected both, or"
            + " mostWeeks alone",
        "care/recovery.yaml | fromDay: 14 | fromDay: -1 |"
            + " 16:14: /phases/2/fromDay: found the number -1, expected a whole number from 0 to 3650",
        "care/recovery.yaml | depthFromMm: 0.5 | depthFromMm: 0.505 |"
            + " 59:26: /signs/7/when/0/depthFromMm: found the number 0.505, expected a depth",
        "care/recovery.yaml | depthToMm: 0.5 | depthToMm: 0.25 |"
            + " 59:12: /signs/7/when/0: found a greatest depth below the least, expected depthToMm at or"
            + " above depthFromMm",
        "care/recovery.yaml | until the end of {toDate}. A | up to and on {untilDate}. A |"
            + " 92:14: /limits/1/patient: found {untilDate}, expected a number that the entry states, or"
            + " one of {fromDate}, {toDate}, {freeDate}",
        "care/care.yaml | rules: [contraindication-active-acne] | evidence2: [L018] |"
            + " 98:5: /reasons/0: found no rules, expected the rules whose findings a reason tells",
      })
  void whatIsWrongIsToldWithItsPlace(String file, String was, String is, String expected)
      throws Exception {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    String edited = text.replaceFirst(java.util.regex.Pattern.quote(was), is.replace("\\", "\\\\"));
    assertNotEquals(text, edited);
    files.put(file, edited.getBytes(StandardCharsets.UTF_8));
    Problems problems = new Problems();
    assertNull(Knowledge.read(new RulesFolder(files), problems).care());
    List<String> found = problems.sorted().stream().map(Diagnostic::toString).toList();
    assertTrue(
        found.stream().anyMatch(each -> each.startsWith(file + ':' + expected)), found.toString());
  }

  /** No care, no rules: a folder that lacks a file is told, and its digest is another. */
  @Test
  void aFileThatIsNotThereIsToldAndOneThatIsEditedChangesTheDigest() throws Exception {
    for (String file : RulesFolder.CARE_FILES) {
      SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
      String digest = new RulesFolder(files).digest();
      files.put(
          file,
          (new String(files.get(file), StandardCharsets.UTF_8) + "#")
              .getBytes(StandardCharsets.UTF_8));
      assertNotEquals(digest, new RulesFolder(files).digest());
      files.remove(file);
      Problems problems = new Problems();
      Knowledge.read(new RulesFolder(files), problems);
      assertEquals(
          List.of(
              file + ": found no such file, expected the files of rules-drl in the rules folder"),
          problems.sorted().stream().map(Diagnostic::toString).toList());
    }
  }

  @Test
  void allFourAreThere() {
    assertEquals(
        Map.of("protocols", 14L, "recovery", 21L, "care", 49L, "expectations", 19L),
        SHIPPED.care().entries().stream()
            .collect(Collectors.groupingBy(e -> e.section().stem(), Collectors.counting())));
  }
}
