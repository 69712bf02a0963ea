package org.needlewise.screening;

import java.util.Comparator;
import org.needlewise.facts.Gap;
import org.needlewise.rulebase.Card;

/** What one interval rule asks of one gap, in days. */
record Demand(Card card, Gap gap, int minimumDays, int idealDays) {
  /**
   * The governing one first: the highest verdict; then the latest minimum date, the latest ideal
   * date, the greatest depth, the area's name.
   */
  static final Comparator<Demand> GOVERNING =
      Comparator.comparing(Demand::belowMinimum, Comparator.reverseOrder())
          .thenComparing(Demand::belowIdeal, Comparator.reverseOrder())
          .thenComparing(Demand::minimumDate, Comparator.reverseOrder())
          .thenComparing(Demand::idealDate, Comparator.reverseOrder())
          .thenComparing(demand -> demand.gap.earlier().depth(), Comparator.reverseOrder())
          .thenComparing(demand -> demand.gap.earlier().area())
          .thenComparing(demand -> demand.gap.earlier().date());

  boolean belowMinimum() {
    return gap.observedDays() < minimumDays;
  }

  boolean belowIdeal() {
    return gap.observedDays() < idealDays;
  }

  int minimumDate() {
    return gap.earlierDate() + minimumDays;
  }

  int idealDate() {
    return gap.earlierDate() + idealDays;
  }
}
