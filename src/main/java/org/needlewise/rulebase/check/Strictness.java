package org.needlewise.rulebase.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Quantifier;
import org.needlewise.rulebase.drl.RuleTree.Step;

/** For each number in a rule's conditions, whether the rule asks for more where it is greater. */
final class Strictness {
  /** Measures that are later, or hold of more, with a greater number. */
  private static final Pattern GROWING = Pattern.compile("plus[A-Z]|Plus[A-Z]|^within|AtMost");

  /** What a greater number does. */
  enum Direction {
    STRICTER,
    LOOSER,
    /** It depends, or cannot be told from the rule alone. */
    UNKNOWN;

    Direction turned() {
      return switch (this) {
        case STRICTER -> LOOSER;
        case LOOSER -> STRICTER;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /**
   * @param parameter the field or measure that it stands beside, or in whose parentheses
   */
  record Bearing(String parameter, Direction greater) {}

  private final RuleTree tree;
  private final Map<String, Path> bound;
  private final Map<Literal, Bearing> numbers = new LinkedHashMap<>();

  private Strictness(RuleTree tree) {
    this.tree = tree;
    this.bound = tree.bound();
  }

  /** In the order in which they are met. */
  static Map<Literal, Bearing> of(RuleTree tree) {
    Strictness strictness = new Strictness(tree);
    // A rule that makes others void asks for less where it speaks more.
    boolean voids =
        tree.annotations().containsKey("silences") || tree.annotations().containsKey("setsAside");
    Direction speaks = voids ? Direction.UNKNOWN : Direction.STRICTER;
    tree.patterns()
        .forEach(
            pattern -> pattern.conditions().forEach(each -> strictness.condition(each, speaks)));
    tree.elements().forEach(element -> strictness.element(element, speaks));
    strictness.handedOn(speaks);
    return strictness.numbers;
  }

  private void element(Element element, Direction speaks) {
    Direction more = element.quantifier() == Quantifier.NOT ? speaks.turned() : speaks;
    if (element.number() != null) {
      compare(element.number(), speaks);
      boolean atLeast = element.number().operator().startsWith(">");
      boolean atMost = element.number().operator().startsWith("<");
      more = atLeast ? speaks : atMost ? speaks.turned() : Direction.UNKNOWN;
    }
    Direction each = more;
    element
        .patterns()
        .forEach(pattern -> pattern.conditions().forEach(one -> condition(one, each)));
  }

  /** A date until which a rule speaks. */
  private void handedOn(Direction speaks) {
    for (RuleTree.Name name : tree.then().arguments()) {
      Path path = bound.get(name.text());
      if (path != null) {
        path(path, tree.then().method().text().equals("until") ? speaks : Direction.UNKNOWN);
      }
    }
    for (RuleTree.Pattern pattern : tree.patterns()) {
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.variable() != null) {
          path(constraint.bound(), Direction.UNKNOWN); // used nowhere that tells
        }
      }
    }
  }

  private void condition(Condition condition, Direction holds) {
    condition.on(
        junction -> junction.parts().forEach(part -> condition(part, holds)),
        not -> condition(not.part(), holds.turned()),
        atom ->
            atom.on(
                c -> compare(c, holds),
                m -> {
                  path(m.path(), Direction.UNKNOWN);
                  m.values().forEach(value -> number(value, m.path().last(), Direction.UNKNOWN));
                },
                c -> path(c.path(), Direction.UNKNOWN),
                truth -> path(truth.path(), holds)));
  }

  private void compare(Comparison c, Direction holds) {
    Direction right =
        c.operator().startsWith("<")
            ? holds
            : c.operator().startsWith(">") ? holds.turned() : Direction.UNKNOWN;
    operand(c.right(), c.path(), right);
    path(c.path(), right.turned());
  }

  private void operand(Operand operand, Path beside, Direction greater) {
    if (operand instanceof Literal literal) {
      boolean counts = beside.isVariable() && !bound.containsKey(beside.variable().text());
      number(literal, counts ? "count" : beside.expanded(bound).last(), greater);
    } else {
      path((Path) operand, greater);
    }
  }

  /**
   * @param greater what a greater value of the whole path does
   */
  private void path(Path path, Direction greater) {
    List<Step> steps = path.expanded(bound).steps();
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).name().text();
      boolean last = i == steps.size() - 1;
      Direction grows = last && GROWING.matcher(name).find() ? greater : Direction.UNKNOWN;
      for (Operand given : steps.get(i).given()) {
        if (given instanceof Literal literal) {
          number(literal, name, grows);
        }
      }
    }
  }

  private void number(Literal literal, String parameter, Direction greater) {
    if (literal.kind() == LiteralKind.NUMBER) {
      // What two places tell is told only where they agree; what one cannot tell, another may.
      numbers.merge(
          literal,
          new Bearing(parameter, greater),
          (a, b) ->
              a.greater == Direction.UNKNOWN
                  ? b
                  : b.greater == Direction.UNKNOWN || a.greater == b.greater
                      ? a
                      : new Bearing(parameter, Direction.UNKNOWN));
    }
  }
}
