package org.needlewise.screening;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.needlewise.facts.Fact;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.Signature;
import org.needlewise.rulebase.load.Signatures;

/**
 * Which rules Drools has matched with which facts, by signature: whatever it has been asked once,
 * it need not be asked again. What a rule hands on is reckoned anew for each fact. Belongs to one
 * thread.
 */
final class KnownFacts {
  /** Some ten times what the shipped rules tell apart; a few megabytes at most. */
  static final int CAPACITY = 1 << 15;

  private final RuleBase base;
  private final int capacity;
  private final Map<Class<?>, Known> byType = new HashMap<>();
  private int size;

  /** What Drools is being asked in this pass. */
  private final IdentityHashMap<Fact, Question> asked = new IdentityHashMap<>();

  /** Of one type of fact. */
  private static final class Known {
    final Signature signature;
    final int words;
    final Card[] cards;
    final String[] methods;
    final Object[][] arguments;
    final Set<String> joined;
    Table rules = new Table();

    /** Few lists of rules stand for many signatures: kept once, they stay in the caches. */
    final Map<IntBuffer, int[]> lists = new HashMap<>();

    Known(Signatures.Asked asked, RuleBase base) {
      signature = asked.signature();
      words = asked.words();
      cards = asked.rules().stream().map(rule -> base.card(rule.name())).toArray(Card[]::new);
      methods = asked.rules().stream().map(Signatures.Rule::method).toArray(String[]::new);
      arguments = new Object[cards.length][];
      joined = asked.joined();
    }

    void forget() {
      lists.clear();
      rules = new Table();
    }

    int rule(String name) {
      int rule = 0;
      while (!cards[rule].ruleName().equals(name)) {
        rule++;
      }
      return rule;
    }
  }

  /** A fact whose rules are not known yet. */
  private static final class Question {
    final Known known;
    final long[] signature;
    int[] rules = {};

    Question(Known known, long[] signature) {
      this.known = known;
      this.signature = signature;
    }
  }

  /** Words of signatures to rules, or to a table of the next word; probed linearly. */
  private static final class Table {
    private long[] keys = new long[16];
    private Object[] values = new Object[16];
    private int size;

    Object get(long key) {
      return values[place(key)];
    }

    void put(long key, Object value) {
      int place = place(key);
      if (values[place] == null && 2 * ++size > keys.length) {
        grow();
        place = place(key);
      }
      keys[place] = key;
      values[place] = value;
    }

    private int place(long key) {
      long spread = key * 0x9E3779B97F4A7C15L;
      int mask = keys.length - 1;
      int place = (int) (spread >>> 40) & mask;
      while (values[place] != null && keys[place] != key) {
        place = place + 1 & mask;
      }
      return place;
    }

    private void grow() {
      long[] oldKeys = keys;
      Object[] oldValues = values;
      keys = new long[2 * oldKeys.length];
      values = new Object[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldValues[i] != null) {
          int place = place(oldKeys[i]);
          keys[place] = oldKeys[i];
          values[place] = oldValues[i];
        }
      }
    }
  }

  /**
   * @param capacity of signatures; where it is reached, all are forgotten
   */
  KnownFacts(RuleBase base, int capacity) {
    this.base = base;
    this.capacity = capacity;
  }

  /** A pass begins; what an earlier one did not end with is not learned. */
  void begin() {
    asked.clear();
  }

  /**
   * Tells a case what the rules find of a fact.
   *
   * @return whether that is known: if not, Drools must be asked
   */
  boolean tell(Fact fact, FindingCollector of) {
    Known known = known(fact.getClass());
    if (known == null || known.joined.contains(fact.code())) {
      return false;
    }
    int[] rules;
    try {
      rules = rules(known, fact);
      if (rules == null) {
        return false;
      }
      for (int rule : rules) {
        known.arguments[rule] = known.signature.arguments(fact, rule);
      }
    } catch (RuntimeException e) {
      return false; // a measure failed: with Drools it may, or is never asked
    }
    for (int rule : rules) {
      of.matched(
          known.methods[rule], known.cards[rule], fact, Findings.list(known.arguments[rule]));
    }
    return true;
  }

  /** Null where facts of a type have no signature. */
  private Known known(Class<? extends Fact> type) {
    Known known = byType.get(type);
    if (known == null) {
      Signatures.Asked rules = base.signatures().of(type);
      if (rules != null) {
        known = new Known(rules, base);
        byType.put(type, known);
      }
    }
    return known;
  }

  /** Null where they are not known; they are then asked for. */
  private int[] rules(Known known, Fact fact) {
    Table table = known.rules;
    for (int word = 0; word < known.words - 1 && table != null; word++) {
      table = (Table) table.get(known.signature.of(fact, word));
    }
    Object rules = table == null ? null : table.get(known.signature.of(fact, known.words - 1));
    if (rules == null) {
      long[] signature = new long[known.words];
      Arrays.setAll(signature, word -> known.signature.of(fact, word));
      asked.put(fact, new Question(known, signature));
    }
    return (int[]) rules;
  }

  /** A rule has matched a fact. */
  void matched(String rule, Fact fact) {
    Question question = asked.get(fact);
    if (question != null) {
      int[] rules = question.rules;
      question.rules = Arrays.copyOf(rules, rules.length + 1);
      question.rules[rules.length] = question.known.rule(rule);
    }
  }

  /** The pass has ended well: what was asked is known from now on. */
  void learn() {
    for (Question question : asked.values()) {
      if (size >= capacity) {
        byType.values().forEach(Known::forget);
        size = 0;
      }
      learn(question);
    }
    asked.clear();
  }

  private void learn(Question question) {
    Table table = question.known.rules;
    int last = question.signature.length - 1;
    for (int word = 0; word < last; word++) {
      Table next = (Table) table.get(question.signature[word]);
      if (next == null) {
        next = new Table();
        table.put(question.signature[word], next);
      }
      table = next;
    }
    if (table.get(question.signature[last]) == null) {
      size++;
    }
    table.put(
        question.signature[last],
        question.known.lists.computeIfAbsent(IntBuffer.wrap(question.rules), IntBuffer::array));
  }
}
