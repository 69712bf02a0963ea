package org.needlewise.screening;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.needlewise.rulebase.check.Card;

/** Both passes of the rules on the facts of some cases. */
interface RuleExecution extends AutoCloseable {
  /** Fills the findings of each case; where a rule throws, those of all of them are worthless. */
  void fire(List<FindingCollector> cases);

  /** The policy's rows whose findings other facts of the case may take away. */
  Set<String> unsure();

  /**
   * @param combines whether what a rule finds is no function of a single fact
   */
  static Set<String> unsure(List<Card> cards, Predicate<Card> combines) {
    Set<String> rows = new HashSet<>();
    for (Card card : cards) {
      rows.addAll(card.silences());
      if (combines.test(card)) {
        rows.add(card.policy());
        rows.addAll(card.setsAside());
      }
    }
    return rows;
  }

  @Override
  void close();
}
