package org.needlewise.rulebase.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.RuleTree;

/** Checks a rules folder as far as it can be checked without firing a rule. */
public final class RuleChecker {
  private RuleChecker() {}

  /**
   * All that is wrong with a rules folder: its files, its rules against each other, and, where that
   * is right, what Drools says of them. The folder's rules are compiled (what has not changed is
   * not) but not run.
   *
   * @param today the day against which the review dates are held; null: against none
   * @return by file, then place; warnings among them; empty where all is right
   */
  public static List<Diagnostic> check(RulesFolder folder, LocalDate today) {
    return check(folder, today, RuleCache.usual());
  }

  /**
   * @param cache where compiled rules are kept; null: nowhere
   */
  public static List<Diagnostic> check(RulesFolder folder, LocalDate today, Path cache) {
    try {
      CheckedRules checked = CheckedRules.of(folder);
      if (today != null) {
        reviewDates(checked, today);
      }
      if (!checked.problems().hasErrors()) {
        RuleStore.compiled(
            RuleCompiler.active(checked),
            RuleStore.shipped(),
            cache == null ? null : new RuleCache(cache));
      }
      return checked.problems().sorted();
    } catch (BadRulesException e) {
      return e.problems();
    }
  }

  private static void reviewDates(CheckedRules checked, LocalDate today) {
    for (int i = 0; i < checked.trees().size(); i++) {
      LocalDate last = checked.cards().get(i).reviewed();
      LocalDate due = checked.cards().get(i).reviewBy();
      if (last != null && due != null && last.isBefore(due) && due.isBefore(today)) {
        RuleTree tree = checked.trees().get(i);
        checked
            .problems()
            .warning(
                tree.source(),
                tree.annotations().get("reviewBy").valueOffset(),
                "a review that was due by " + due,
                "a look at the rule, then new dates in @reviewed and @reviewBy");
      }
    }
  }
}
