package org.needlewise.rulebase.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Unanswered;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.Restrictions;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.RuleTree;

/** Checks a rules folder as far as it can be checked without firing a rule. */
public final class RuleChecker {
  /** How long before a review is due the check begins to tell. */
  private static final int SOON_DAYS = 60;

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
        unasked(checked);
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

  /** Names the questions of the vocabulary that no active rule asks. */
  private static void unasked(CheckedRules checked) {
    Collection<RuleTree> active = RuleCompiler.active(checked).values();
    Map<Class<? extends Fact>, Set<String>> codes =
        Restrictions.filter(List.copyOf(active), List.of(), checked.knowledge()).codes();
    Set<String> asked = codes.getOrDefault(Unanswered.class, Set.of());
    for (Vocabulary.Question question : checked.knowledge().vocabulary().questions()) {
      if (asked != null && !asked.contains(question.code())) {
        checked
            .problems()
            .add(
                new Diagnostic(
                    RulesFolder.VOCABULARY,
                    0,
                    0,
                    0,
                    "",
                    "the question " + question.code() + ", which no rule asks",
                    "a rule of the fact Unanswered that lets it in, such as data-quality/open-questions.drl",
                    Diagnostic.Severity.WARNING));
      }
    }
  }

  private static void reviewDates(CheckedRules checked, LocalDate today) {
    for (int i = 0; i < checked.trees().size(); i++) {
      LocalDate last = checked.cards().get(i).reviewed();
      LocalDate due = checked.cards().get(i).reviewBy();
      RuleTree tree = checked.trees().get(i);
      String look = "a look at the rule, then new dates in @reviewed and @reviewBy";
      if (last == null || due == null || !last.isBefore(due)) {
        continue; // told as an error
      }
      if (last.isAfter(today.plusDays(1))) { // it may be tomorrow where the reviewer is
        warning(
            checked,
            tree,
            "reviewed",
            "a review on " + last + ", which is to come",
            "a day up to today");
      }
      if (due.isBefore(today)) {
        warning(checked, tree, "reviewBy", "a review that was due by " + due, look);
      } else if (!due.isAfter(today.plusDays(SOON_DAYS))) {
        warning(checked, tree, "reviewBy", "a review that is due by " + due, look);
      }
    }
  }

  private static void warning(
      CheckedRules checked, RuleTree tree, String entry, String found, String expected) {
    int offset = tree.annotations().get(entry).valueOffset();
    checked.problems().warning(tree.source(), offset, found, expected);
  }
}
