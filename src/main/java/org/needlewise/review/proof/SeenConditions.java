package org.needlewise.review.proof;

import java.util.IdentityHashMap;
import org.needlewise.rulebase.drl.RuleTree.Condition;

/** Which answers conditions have been seen to give. Belongs to one thread. */
public final class SeenConditions {
  private static final int TRUE = 1;
  private static final int FALSE = 2;

  private final IdentityHashMap<Condition, Integer> answers = new IdentityHashMap<>();

  public void saw(Condition condition, boolean holds) {
    add(condition, holds ? TRUE : FALSE);
  }

  public void add(SeenConditions others) {
    others.answers.forEach(this::add);
  }

  private void add(Condition condition, int answer) {
    answers.merge(condition, answer, (a, b) -> a | b);
  }

  /** "never looked at", "never true", "never false"; null where both answers were seen. */
  public String missing(Condition condition) {
    return switch (answers.getOrDefault(condition, 0)) {
      case 0 -> "never looked at";
      case TRUE -> "never false";
      case FALSE -> "never true";
      default -> null;
    };
  }
}
