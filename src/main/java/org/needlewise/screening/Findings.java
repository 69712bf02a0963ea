package org.needlewise.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kie.api.runtime.rule.RuleContext;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Unanswered;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Where rules put what they find: the global of every rule file. A rule hands over the fact that
 * matched; what the finding says of it stands on the rule's card.
 *
 * <p>A rule file names itself by {@code kcontext}; as the program compiles it, by its name, which
 * spares making a context for each match.
 */
public final class Findings {
  private final RuleBase base;
  private final KnownFacts learning;
  private List<FindingCollector> cases = List.of();

  Findings(RuleBase base) {
    this(base, null);
  }

  /**
   * @param learning told of each match; null: nobody
   */
  Findings(RuleBase base, KnownFacts learning) {
    this.base = base;
    this.learning = learning;
  }

  /** The cases that share the session, by slot. */
  void collectFor(List<FindingCollector> cases) {
    this.cases = cases;
  }

  /** The rule's interval applies to these two sessions. */
  public void interval(String rule, Gap gap) {
    of(rule, gap).interval(base.card(rule), gap);
  }

  public void interval(RuleContext context, Gap gap) {
    interval(context.getRule().getName(), gap);
  }

  /**
   * A finding.
   *
   * @param arguments variables of the rule: texts and booleans choose among the card's {@code …Of}
   *     entries, a {@link org.needlewise.facts.Span} names the sessions, all may stand in the
   *     message
   */
  public void add(String rule, Fact fact, Object... arguments) {
    of(rule, fact).add(base.card(rule), fact, list(arguments));
  }

  public void add(RuleContext context, Fact fact, Object... arguments) {
    add(context.getRule().getName(), fact, arguments);
  }

  /**
   * A finding that holds until a date: before it the card's verdict, with that date if it defers;
   * from it on the card's {@code @after} verdict, or nothing.
   *
   * @param free day number
   */
  public void until(String rule, Fact fact, int free, Object... arguments) {
    of(rule, fact).until(base.card(rule), fact, free, behind(free, arguments));
  }

  public void until(RuleContext context, Fact fact, int free, Object... arguments) {
    until(context.getRule().getName(), fact, free, arguments);
  }

  /** As above, until the day on which a measure ends. */
  public void until(String rule, Fact fact, Dated measure, Object... arguments) {
    of(rule, fact).until(base.card(rule), fact, measure.freeDate(), behind(measure, arguments));
  }

  public void until(RuleContext context, Fact fact, Dated measure, Object... arguments) {
    until(context.getRule().getName(), fact, measure, arguments);
  }

  /** What a rule hands on; most hand on nothing. */
  static List<Object> list(Object... arguments) {
    return arguments.length == 0 ? List.of() : Arrays.asList(arguments);
  }

  private static List<Object> behind(Object first, Object... others) {
    List<Object> all = new ArrayList<>(others.length + 1);
    all.add(first);
    all.addAll(Arrays.asList(others));
    return all;
  }

  /** A safety question is open; all open questions make one finding. */
  public void question(String rule, Unanswered question) {
    of(rule, question).question(base.card(rule), question);
  }

  public void question(RuleContext context, Unanswered question) {
    question(context.getRule().getName(), question);
  }

  private FindingCollector of(String rule, Fact fact) {
    if (learning != null) {
      learning.matched(rule, fact);
    }
    return cases.get(fact.subject().slot());
  }
}
