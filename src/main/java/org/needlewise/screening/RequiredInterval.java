package org.needlewise.screening;

import java.util.Comparator;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Session;
import org.needlewise.rulebase.check.Card;

/** What one interval rule asks of one gap, in days. */
record RequiredInterval(Card card, Gap gap, int minimumDays, int idealDays) {
  /**
   * By rule, the governing one first: the highest verdict; then the latest minimum date, the latest
   * ideal date, the greatest depth, the area's name, the first date.
   */
  static final Comparator<RequiredInterval> ORDER = RequiredInterval::compare;

  private static int compare(RequiredInterval a, RequiredInterval b) {
    int order = a.card.id().compareTo(b.card.id());
    order = order != 0 ? order : Boolean.compare(b.belowMinimum(), a.belowMinimum());
    order = order != 0 ? order : Boolean.compare(b.belowIdeal(), a.belowIdeal());
    order = order != 0 ? order : Integer.compare(b.minimumDate(), a.minimumDate());
    order = order != 0 ? order : Integer.compare(b.idealDate(), a.idealDate());
    Session one = a.gap.earlier();
    Session other = b.gap.earlier();
    order = order != 0 ? order : Integer.compare(other.depth(), one.depth());
    order = order != 0 ? order : one.area().compareTo(other.area());
    return order != 0 ? order : Integer.compare(one.date(), other.date());
  }

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
