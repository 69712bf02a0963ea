package org.needlewise.review.gaps;

import java.util.List;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;

/** What one rule says of one case. */
record RuleOutcome(Card card, Verdict given, int minimum, int ideal, List<String> because) {
  /** An interval asks by its days. */
  Verdict verdict() {
    return minimum < 0 ? given : Verdict.PROCEED;
  }

  boolean defers() {
    return given.compareTo(Verdict.DEFER) >= 0;
  }

  boolean asks() {
    return given != Verdict.PROCEED || minimum >= 0;
  }

  boolean sameAs(RuleOutcome other) {
    return verdict() == other.verdict() && minimum == other.minimum && ideal == other.ideal;
  }

  /** Whether it asks for at least as much. */
  boolean covers(RuleOutcome other) {
    return minimum >= 0
        ? minimum >= other.minimum && ideal >= other.ideal
        : verdict().compareTo(other.verdict()) >= 0;
  }
}
