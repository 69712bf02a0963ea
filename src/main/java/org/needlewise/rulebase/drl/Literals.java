package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.rulebase.drl.RuleTree.All;
import org.needlewise.rulebase.drl.RuleTree.Any;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** The literals of a rule's conditions. */
public final class Literals {
  private final List<Literal> found = new ArrayList<>();
  private boolean comparesFields;

  private Literals() {}

  /** In the order of the file. */
  public static List<Literal> of(RuleTree tree) {
    return in(tree).found;
  }

  /** Whether a condition compares something else than a literal with something else. */
  public static boolean comparesFields(RuleTree tree) {
    return in(tree).comparesFields;
  }

  private static Literals in(RuleTree tree) {
    Literals literals = new Literals();
    tree.patterns().forEach(pattern -> pattern.constraints().forEach(literals::constraint));
    return literals;
  }

  private void constraint(Constraint constraint) {
    if (constraint.condition() != null) {
      condition(constraint.condition());
    } else {
      operand(constraint.bound());
    }
  }

  private void condition(Condition condition) {
    if (condition instanceof Any any) {
      any.parts().forEach(this::condition);
    } else if (condition instanceof All all) {
      all.parts().forEach(this::condition);
    } else if (condition instanceof Not not) {
      condition(not.part());
    } else if (condition instanceof Comparison comparison) {
      comparesFields |= comparison.left() instanceof Path && comparison.right() instanceof Path;
      operand(comparison.left());
      operand(comparison.right());
    } else if (condition instanceof Membership membership) {
      operand(membership.path());
      found.addAll(membership.values());
    } else if (condition instanceof Containment containment) {
      operand(containment.path());
      operand(containment.value());
    } else if (condition instanceof Truth truth) {
      operand(truth.path());
    }
  }

  private void operand(Operand operand) {
    if (operand instanceof Literal literal) {
      found.add(literal);
    } else {
      ((Path) operand)
          .steps().stream()
              .filter(step -> step.arguments() != null)
              .forEach(step -> step.arguments().forEach(this::operand));
    }
  }
}
