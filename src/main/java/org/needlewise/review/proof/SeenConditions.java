package org.needlewise.review.proof;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.All;
import org.needlewise.rulebase.drl.RuleTree.Any;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Pattern;

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

  /** What decides by itself in a rule: the parts of {@code &&}, {@code ||} and {@code !}. */
  public static List<Condition> of(RuleTree tree) {
    List<Condition> conditions = new ArrayList<>();
    for (Pattern pattern : tree.patterns()) {
      pattern.conditions().forEach(condition -> collect(condition, conditions));
    }
    return conditions;
  }

  private static void collect(Condition condition, List<Condition> leaves) {
    if (condition instanceof Any any) {
      any.parts().forEach(part -> collect(part, leaves));
    } else if (condition instanceof All all) {
      all.parts().forEach(part -> collect(part, leaves));
    } else if (condition instanceof Not not) {
      collect(not.part(), leaves);
    } else {
      leaves.add(condition);
    }
  }
}
