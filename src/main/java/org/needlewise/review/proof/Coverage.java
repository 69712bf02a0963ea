package org.needlewise.review.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Finding;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * Which rules the cases reach, and which conditions inside them: each is reached when a case was
 * seen in which it decided so, and one in which it decided otherwise. A condition behind one that
 * has decided already is not looked at there.
 *
 * @param rules by file
 * @param statements of the evidence, by id
 * @param cases that were screened
 */
public record Coverage(List<RuleReach> rules, List<StatementReach> statements, int cases) {

  private static final String LEDGER = "evidence/ledger.yaml";

  /**
   * @param own cases of the rule's own file in which it has a finding
   * @param others other cases in which it has one
   * @param conditions those that are reached both ways
   * @param unreached the others
   */
  public record RuleReach(
      String file, String rule, int own, int others, int conditions, List<Unreached> unreached) {}

  /**
   * A condition that no case, or none with one of its answers, reaches.
   *
   * @param line of its place, from 1
   * @param column of its place, from 1
   * @param condition as the rule states it
   * @param what "never looked at", "never true" or "never false"
   * @param why the explanation of {@code mutants.yaml} that it cannot be otherwise; "" where there
   *     is none
   */
  public record Unreached(int line, int column, String condition, String what, String why) {}

  /**
   * @param id of a statement of the evidence
   * @param use what it is for: rule, planner, forecast, expectation, report-text; "" for external
   *     literature
   * @param rules ids of the rules that cite it
   * @param care ids of the care's entries that do
   * @param cases in which a finding cites it
   * @param why the explanation that no rule cites it; "" where there is none
   */
  public record StatementReach(
      String id,
      String use,
      String says,
      List<String> rules,
      List<String> care,
      int cases,
      String why) {
    /** Whether a rule should cite it and none does, or one does and no case shows it. */
    boolean open() {
      return rules.isEmpty() ? use.equals("rule") && why.isEmpty() : cases == 0;
    }
  }

  /** Screens all cases and watches. */
  static Coverage of(OpenRules rules, CaseSuite suite, EquivalentMutants explanations) {
    SeenConditions seen = new SeenConditions();
    List<CaseSuite.Check> checks = suite.checks();
    List<CaseFile> cases = checks.stream().map(CaseSuite.Check::caseFile).toList();
    List<ScreeningResult> screened;
    try (Screener screener =
        Screener.reading(rules, (tree, condition, fact, holds) -> seen.saw(condition, holds))) {
      screened = screener.screen(cases);
    }
    Map<String, int[]> fired = new HashMap<>();
    Map<String, Integer> cited = new HashMap<>();
    for (int i = 0; i < checks.size(); i++) {
      if (screened.get(i).report() == null) {
        continue;
      }
      TreeSet<String> ids = new TreeSet<>();
      TreeSet<String> evidence = new TreeSet<>();
      for (Finding finding : screened.get(i).report().findings()) {
        ids.add(finding.rule());
        evidence.addAll(finding.evidence());
      }
      evidence.forEach(id -> cited.merge(id, 1, Integer::sum));
      String file = checks.get(i).file();
      ids.forEach(
          id -> {
            boolean own = file.replace('/', '-').equals(id + ".yaml");
            fired.computeIfAbsent(id, key -> new int[2])[own ? 0 : 1]++;
          });
    }
    List<RuleReach> reached = new ArrayList<>();
    for (OpenRules.Rule rule : rules.rules()) {
      int[] count = fired.getOrDefault(rule.card().id(), new int[2]);
      reached.add(reach(rule, count, seen, explanations));
    }
    return new Coverage(reached, statements(rules, cited, explanations), cases.size());
  }

  private static RuleReach reach(
      OpenRules.Rule rule, int[] fired, SeenConditions seen, EquivalentMutants explanations) {
    List<Atom> conditions = rule.tree().atoms();
    List<Unreached> unreached = new ArrayList<>();
    for (Atom condition : conditions) {
      String missing = seen.missing(condition);
      if (missing != null) {
        RuleTree tree = rule.tree();
        String printed = RulePrinter.condition(condition);
        String why =
            missing.equals("never false")
                ? explanations.of(rule.file(), "without " + printed)
                : null;
        unreached.add(
            new Unreached(
                tree.source().line(condition.offset()),
                tree.source().column(condition.offset()),
                printed,
                missing,
                why == null ? "" : why));
      }
    }
    return new RuleReach(
        rule.file(),
        rule.card().id(),
        fired[0],
        fired[1],
        conditions.size() - unreached.size(),
        unreached);
  }

  private static List<StatementReach> statements(
      OpenRules rules, Map<String, Integer> cited, EquivalentMutants explanations) {
    Map<String, TreeSet<String>> citing = new HashMap<>();
    for (OpenRules.Rule rule : rules.rules()) {
      TreeSet<String> ids = new TreeSet<>(rule.card().evidence());
      rule.card().evidenceOf().values().forEach(ids::addAll);
      ids.forEach(id -> citing.computeIfAbsent(id, key -> new TreeSet<>()).add(rule.card().id()));
    }
    return rules.evidence().values().stream()
        .map(
            statement ->
                new StatementReach(
                    statement.id(),
                    statement.use(),
                    statement.says(),
                    List.copyOf(citing.getOrDefault(statement.id(), new TreeSet<>())),
                    rules.care().citing(statement.id()).stream().map(Care.Entry::id).toList(),
                    cited.getOrDefault(statement.id(), 0),
                    Objects.requireNonNullElse(
                        explanations.of(LEDGER, "no rule cites " + statement.id()), "")))
        .toList();
  }

  /**
   * Whether every rule and condition is reached, or cannot be, and every statement has its rule.
   */
  boolean sound() {
    return rules.stream().allMatch(Coverage::sound)
        && statements.stream().noneMatch(StatementReach::open);
  }

  private static boolean sound(RuleReach rule) {
    return rule.own + rule.others > 0
        && rule.unreached.stream().allMatch(unreached -> !unreached.why.isEmpty());
  }
}
