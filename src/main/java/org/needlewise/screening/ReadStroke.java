package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Unanswered;
import org.needlewise.rulebase.Card;
import org.needlewise.rulebase.OpenRules;
import org.needlewise.rulebase.RuleMatcher;
import org.needlewise.rulebase.RuleMatcher.Match;

/** Evaluates rules as they are written, with no engine; one case after the other. */
final class ReadStroke implements Stroke {
  private final List<OpenRules.Rule> rules;
  private final FactFilter filter;
  private final RuleMatcher.Watcher watcher;
  private final List<RuleMatcher> matchers = new ArrayList<>();

  ReadStroke(List<OpenRules.Rule> rules, FactFilter filter, RuleMatcher.Watcher watcher) {
    this.rules = rules;
    this.filter = filter;
    this.watcher = watcher;
    rules.forEach(rule -> matchers.add(new RuleMatcher(rule.tree())));
  }

  @Override
  public void fire(List<CaseFindings> cases) {
    for (CaseFindings each : cases) {
      List<Fact> facts = new ArrayList<>();
      Facts.measure(each.subject(), filter, facts::add);
      match(facts, 0, each);
      int first = facts.size();
      each.settleIntervals().measure(filter, facts::add);
      match(facts, first, each);
    }
  }

  private void match(List<Fact> facts, int from, CaseFindings findings) {
    if (from == facts.size()) {
      return;
    }
    for (int i = 0; i < matchers.size(); i++) {
      RuleMatcher matcher = matchers.get(i);
      Card card = rules.get(i).card();
      String method = matcher.tree().then().method().text();
      matcher.match(facts, from, watcher, match -> found(method, card, match, findings));
    }
  }

  /** As {@link Findings} is called by a compiled rule. */
  private static void found(String method, Card card, Match match, CaseFindings findings) {
    List<Object> arguments = match.arguments();
    switch (method) {
      case "interval" -> findings.interval(card, (Gap) match.fact());
      case "question" -> findings.question(card, (Unanswered) match.fact());
      case "until" ->
          findings.until(
              card,
              match.fact(),
              arguments.get(0) instanceof Dated measure
                  ? measure.freeDate()
                  : (Integer) arguments.get(0),
              arguments);
      default -> findings.add(card, match.fact(), arguments);
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
