package org.needlewise.facts;

import java.util.List;

/**
 * What a rule's pattern matches: flat, immutable, measured once, never null in any field (an
 * unknown text is {@code ""} or "unknown", an unknown date has a {@code …Known} field beside it
 * that is false).
 *
 * <p>Dates are day numbers (days since 1970-01-01) and carry {@link Day}; lengths are millimetres;
 * durations are whole calendar days.
 */
public interface Fact {

  /** The case, at one proposed date, that the fact belongs to. */
  MeasuredCase subject();

  /** JSON Pointers to what matched, in the order in which a finding names it. */
  List<String> pointers();

  /**
   * The code by which a card's {@code …Of} entries tell findings apart; "" where the fact has none.
   */
  default String code() {
    return "";
  }

  /** The proposed date. */
  @Day
  default int proposedDate() {
    return subject().proposedDate();
  }

  /** The day on which the facts of the case hold. */
  @Day
  default int asOf() {
    return subject().asOf();
  }

  /** What a fact prints as: what the engine logs, where someone has it log, holds no patient. */
  static String name(Fact fact) {
    return fact.getClass().getSimpleName();
  }
}
