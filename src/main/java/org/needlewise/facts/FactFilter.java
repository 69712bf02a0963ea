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
 * @param greatestMinimumDays the greatest {@code @minimumDays} of any interval rule: a pair of
 *     visits that lies further apart is short by no rule
 * @param greatestIdealDays the greatest {@code @idealDays} of any interval rule: a session that
 *     lies further back draws no interval finding
 * @param pairs what rules ask of gaps between past sessions; null: any two may be told apart
 */
public record FactFilter(
    Map<Class<? extends Fact>, Set<String>> codes,
    int greatestMinimumDays,
    int greatestIdealDays,
    PairQuestions pairs) {

  /** Wants every fact, however far back it lies: for explaining, not for firing in numbers. */
  public static FactFilter everything() {
    Map<Class<? extends Fact>, Set<String>> codes = new HashMap<>();
    Facts.TYPES.forEach(type -> codes.put(type, null));
    return new FactFilter(codes, Integer.MAX_VALUE, Integer.MAX_VALUE, null);
  }

  boolean wants(Class<? extends Fact> type) {
    return codes.containsKey(type);
  }

  boolean wants(Class<? extends Fact> type, String code) {
    Set<String> wanted = codes.get(type);
    return wanted == null ? codes.containsKey(type) : wanted.contains(code);
  }
}
