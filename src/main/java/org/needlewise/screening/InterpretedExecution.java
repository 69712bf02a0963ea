package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RuleMatcher;

/** Evaluates rules as they are written, with no engine; one case after the other. */
final class InterpretedExecution implements RuleExecution {
  private final List<OpenRules.Rule> rules;
  private final FactFilter filter;
  private final RuleMatcher.Watcher watcher;
  private final List<RuleMatcher> matchers = new ArrayList<>();

  InterpretedExecution(List<OpenRules.Rule> rules, FactFilter filter, RuleMatcher.Watcher watcher) {
    this.rules = rules;
    this.filter = filter;
    this.watcher = watcher;
    rules.forEach(rule -> matchers.add(new RuleMatcher(rule.tree())));
  }

  @Override
  public void fire(List<FindingCollector> cases) {
    for (FindingCollector each : cases) {
      List<Fact> facts = new ArrayList<>();
      if (each.only() != null) {
        match(each.only(), 0, each);
        each.settleIntervals();
        continue;
      }
      Facts.measure(each.subject(), filter, facts::add);
      match(facts, 0, each);
      int first = facts.size();
      each.settleIntervals().measure(filter, facts::add);
      match(facts, first, each);
    }
  }

  private void match(List<Fact> facts, int from, FindingCollector findings) {
    if (from == facts.size()) {
      return;
    }
    for (int i = 0; i < matchers.size(); i++) {
      RuleMatcher matcher = matchers.get(i);
      Card card = rules.get(i).card();
      String method = matcher.tree().then().method().text();
      matcher.match(
          facts,
          from,
          watcher,
          match -> findings.matched(method, card, match.fact(), match.arguments()));
    }
  }

  @Override
  public Set<String> unsure() {
    Set<Card> combining =
        rules.stream()
            .filter(rule -> rule.tree().combines())
            .map(OpenRules.Rule::card)
            .collect(Collectors.toSet());
    return RuleExecution.unsure(
        rules.stream().map(OpenRules.Rule::card).toList(), combining::contains);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
