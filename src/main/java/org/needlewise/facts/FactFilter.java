package org.needlewise.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which facts some rule could match, read from the rules' patterns, so that no other fact is
 * inserted.
 *
 * @param codes fact type to the codes that its patterns ask for; null as a value: any code. A type
 *     that is absent is matched by no rule
 * @param pairsWithinDays a pair of visits that lies so many days apart, or more, is short by no
 *     interval rule and within no rule's reach; 0: no rule asks for pairs
 * @param sessionsWithinDays a session that lies so many days back, or more, is past the ideal of
 *     every interval rule and out of every rule's reach
 * @param regimenGaps whether some rule asks for the proposed session repeated
 * @param pairs what rules ask of gaps between past sessions; null: any two may be told apart
 */
public record FactFilter(
    Map<Class<? extends Fact>, Set<String>> codes,
    int pairsWithinDays,
    int sessionsWithinDays,
    boolean regimenGaps,
    PairQuestions pairs) {

  /** Wants every fact, however far back it lies: for explaining, not for firing in numbers. */
  public static FactFilter everything() {
    Map<Class<? extends Fact>, Set<String>> codes = new HashMap<>();
    Facts.TYPES.forEach(type -> codes.put(type, null));
    return new FactFilter(codes, Integer.MAX_VALUE, Integer.MAX_VALUE, true, null);
  }

  boolean wants(Class<? extends Fact> type) {
    return codes.containsKey(type);
  }

  boolean wants(Class<? extends Fact> type, String code) {
    Set<String> wanted = codes.get(type);
    return wanted == null ? codes.containsKey(type) : wanted.contains(code);
  }
}
