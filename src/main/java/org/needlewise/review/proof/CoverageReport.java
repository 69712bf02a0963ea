package org.needlewise.review.proof;

import java.io.IOException;
import java.util.List;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.Words;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.proof.Coverage.RuleReach;
import org.needlewise.review.proof.Coverage.StatementReach;
import org.needlewise.review.proof.Coverage.Unreached;
import org.needlewise.rulebase.check.OpenRules;

/**
 * What {@code rules coverage} found.
 *
 * @param coverage of all rules; what was not asked for is not told
 * @param drafts ids of those that were asked for and not tried
 * @param millis how long it took
 */
public record CoverageReport(Scope scope, Coverage coverage, List<String> drafts, long millis) {

  /**
   * Runs all cases and tells what they reach of a part of the rules.
   *
   * @throws org.needlewise.rulebase.check.BadRulesException where the rules are wrong
   * @throws InvalidInputException where a case file is
   */
  public static CoverageReport of(Scope scope) throws IOException {
    long start = System.nanoTime();
    OpenRules rules = NamedFiles.open(scope.rules(), scope.fires());
    CaseSuite suite = NamedFiles.cases(scope.cases(), rules.vocabulary()).without(rules.idle());
    Coverage all = Coverage.of(rules, suite, EquivalentMutants.read(scope.cases()));
    List<RuleReach> asked = all.rules().stream().filter(rule -> scope.covers(rule.file())).toList();
    List<StatementReach> statements =
        scope.whole()
            ? all.statements()
            : all.statements().stream()
                .filter(s -> asked.stream().anyMatch(rule -> s.rules().contains(rule.rule())))
                .toList();
    return new CoverageReport(
        scope,
        new Coverage(asked, statements, all.cases()),
        scope.drafts(rules.idle()),
        (System.nanoTime() - start) / 1_000_000);
  }

  public boolean sound() {
    return coverage.sound();
  }

  /**
   * What is not reached, a line each, and a few that sum up.
   *
   * @param all whether to list every rule and statement too
   */
  public String text(boolean all) {
    StringBuilder text = new StringBuilder();
    for (RuleReach rule : coverage.rules()) {
      String file = scope.rules().file(rule.file());
      if (all) {
        text.append(file + ": fires in " + Words.count(rule.own(), "case") + " of its own and ");
        text.append(rule.others() + " others; conditions reached: " + rule.conditions());
        text.append(" of " + (rule.conditions() + rule.unreached().size()) + '\n');
      }
      if (rule.own() + rule.others() == 0) {
        text.append(file + ": fires in no case\n");
      }
      for (Unreached each : rule.unreached()) {
        text.append(file + ':' + each.line() + ':' + each.column() + ": " + each.what() + ": ");
        text.append(each.condition() + '\n');
        if (!each.why().isEmpty()) {
          text.append("    cannot be otherwise: " + each.why() + '\n');
        }
      }
    }
    for (StatementReach each : coverage.statements()) {
      if (all || each.open()) {
        text.append(each.id() + " (" + each.says() + "): " + fate(each) + '\n');
      }
    }
    return text.append(summary()).append(Words.untried(drafts)).toString();
  }

  private static String fate(StatementReach statement) {
    if (!statement.rules().isEmpty()) {
      String shown = statement.cases() == 0 ? "no case" : Words.count(statement.cases(), "case");
      return "cited by " + String.join(", ", statement.rules()) + "; shown by " + shown;
    }
    if (!statement.care().isEmpty()) {
      return "cited by " + String.join(", ", statement.care());
    }
    if (!statement.why().isEmpty()) {
      return "no rule cites it: " + statement.why();
    }
    return switch (statement.use()) {
      case "rule" -> "meant for a rule, and no rule cites it";
      case "" -> "background, no rule cites it";
      default -> "for the " + statement.use() + ", no rule cites it";
    };
  }

  private String summary() {
    long fire = coverage.rules().stream().filter(r -> r.own() + r.others() > 0).count();
    long reached = coverage.rules().stream().mapToLong(RuleReach::conditions).sum();
    List<Unreached> unreached =
        coverage.rules().stream().flatMap(rule -> rule.unreached().stream()).toList();
    long explained = unreached.stream().filter(each -> !each.why().isEmpty()).count();
    List<StatementReach> statements = coverage.statements();
    long cited = statements.stream().filter(each -> !each.rules().isEmpty()).count();
    long care =
        statements.stream()
            .filter(each -> each.rules().isEmpty() && !each.care().isEmpty())
            .count();
    long open = statements.stream().filter(StatementReach::open).count();
    return Words.count(coverage.rules().size(), "rule")
        + ", "
        + Words.count(coverage.cases(), "case")
        + " in "
        + Words.seconds(millis)
        + ": "
        + fire
        + " fire.\nConditions: "
        + reached
        + " seen to hold and to fail; "
        + (unreached.size() - explained)
        + " not, "
        + explained
        + " that cannot be.\nEvidence: "
        + Words.count(statements.size(), "statement")
        + ", "
        + cited
        + " cited by rules, "
        + care
        + " by the care alone; "
        + open
        + " open (meant for a rule, or shown by no case).\n";
  }

  /** One object: sound, and every rule and statement with what reaches it. */
  public String json() {
    return Words.json(
        new Json(
            sound(), coverage.cases(), millis, drafts, coverage.rules(), coverage.statements()));
  }

  private record Json(
      boolean sound,
      int cases,
      long millis,
      List<String> draftsNotTried,
      List<RuleReach> rules,
      List<StatementReach> statements) {}
}
