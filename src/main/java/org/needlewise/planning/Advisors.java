package org.needlewise.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;

/** An {@link Advisor} for each set of rules, made with its first case. Belongs to one thread. */
public final class Advisors implements AutoCloseable {
  private final RuleSets rules;
  private final Function<RuleBase, Screener> screeners;
  private final Set<Topic> topics;
  private final boolean must;
  private final Map<RuleBase, Advisor> bySet = new HashMap<>();
  private final List<Screener> open = new ArrayList<>();

  /**
   * @param screeners makes one of some rules
   * @param must as an {@link Advisor}'s
   */
  public Advisors(
      RuleSets rules, Function<RuleBase, Screener> screeners, Set<Topic> topics, boolean must) {
    this.rules = rules;
    this.screeners = screeners;
    this.topics = topics;
    this.must = must;
  }

  /** One for each case, in their order. */
  public List<Advised> screen(List<CaseFile> cases) {
    return rules.each(cases, (set, some) -> advisor(set).screen(some));
  }

  private Advisor advisor(RuleBase set) {
    return bySet.computeIfAbsent(
        set,
        each -> {
          Screener screener = screeners.apply(each);
          open.add(screener);
          return new Advisor(each, screener, topics, must);
        });
  }

  @Override
  public void close() {
    open.forEach(Screener::close);
  }
}
