package org.needlewise.screening;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.Card;

/** Both passes of the rules on the facts of some cases. */
interface RuleExecution extends AutoCloseable {
  /** Fills the findings of each case; where a rule throws, those of all of them are worthless. */
  void fire(List<FindingCollector> cases);

  /** The policy's rows whose findings another finding may silence. */
  Set<String> silenceable();

  static Set<String> silenceable(Stream<Card> cards) {
    return cards.flatMap(card -> card.silences().stream()).collect(Collectors.toSet());
  }

  @Override
  void close();
}
