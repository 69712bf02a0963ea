package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Span;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;

/**
 * A finding before it is put into words.
 *
 * @param interval null outside category interval
 * @param earliest the day number that satisfies it; {@link #UNDATED} where there is none
 * @param arguments what the rule handed on, in the order of {@link Card#arguments}
 * @param pointers sessions that an interval finding names; null: those of the arguments' span, or
 *     the fact's own
 */
record RawFinding(
    Card card,
    Fact fact,
    Verdict verdict,
    boolean protocol,
    Finding.Interval interval,
    int earliest,
    List<Object> arguments,
    List<String> pointers) {
  static final int UNDATED = Integer.MIN_VALUE;

  boolean defers() {
    return verdict == Verdict.DEFER;
  }

  List<String> because() {
    if (card.because() != null) {
      return List.of(card.because());
    }
    if (pointers != null) {
      return pointers;
    }
    Span span = span(arguments);
    if (span != null) {
      return span.pointers();
    }
    List<String> all = fact.pointers();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Fact other) {
        all = new ArrayList<>(all);
        all.addAll(other.pointers());
      }
    }
    return all;
  }

  /** The fact, and behind it those that the rule hands on besides. */
  List<Fact> facts() {
    List<Fact> facts = List.of(fact);
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Fact other) {
        facts = new ArrayList<>(facts);
        facts.add(other);
      }
    }
    return facts;
  }

  List<String> evidence() {
    return choose(card.evidenceOf(), card.evidence(), card, fact, arguments);
  }

  static Span span(List<Object> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      // The two that are common are told by their classes: to ask for an interface costs more.
      if (!(argument instanceof String)
          && !(argument instanceof Integer)
          && argument instanceof Span span) {
        return span;
      }
    }
    return null;
  }

  /**
   * What a card's {@code …Of} entry says of a finding. Its key is all text arguments joined by a
   * slash; or one argument: a text itself, a boolean that is true by its name; or the fact's own
   * code; or "*".
   *
   * @param otherwise where no key is named
   */
  static <T> T choose(
      java.util.Map<String, T> byKey, T otherwise, Card card, Fact fact, List<Object> arguments) {
    if (byKey.isEmpty()) {
      return otherwise;
    }
    T chosen = null;
    if (arguments.size() > 1) {
      chosen = byKey.get(joined(arguments));
    }
    for (int i = 0; chosen == null && i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      if (argument instanceof String text) {
        chosen = byKey.get(text);
      } else if (Boolean.TRUE.equals(argument)) {
        chosen = byKey.get(card.arguments().get(i));
      }
    }
    if (chosen == null) {
      chosen = byKey.get(fact.code());
    }
    if (chosen == null) {
      chosen = byKey.get("*");
    }
    return chosen == null ? otherwise : chosen;
  }

  private static String joined(List<Object> arguments) {
    StringBuilder key = new StringBuilder();
    for (Object argument : arguments) {
      if (argument instanceof String text) {
        key.append(key.length() == 0 ? "" : "/").append(text);
      }
    }
    return key.toString();
  }
}
