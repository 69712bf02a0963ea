package org.needlewise.review.explain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Span;
import org.needlewise.review.Words;
import org.needlewise.review.explain.FactValues.Value;
import org.needlewise.review.explain.FactValues.Variables;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;

/** By how much a condition fails, and what it found. */
final class Distances {
  /** Weighs more than any measured distance: something is of another kind. */
  static final double OF_ANOTHER_KIND = 1_000;

  /** How far a measure's number is varied in search of the one with which it would hold. */
  private static final int SEARCHED = 400;

  private final Map<String, Path> bound;
  private final RuleWords words;

  /**
   * @param weight to compare distances by: a condition missed by its own number weighs 1
   * @param text "" where the distance cannot be measured
   */
  record Off(double weight, String text) {}

  Distances(RuleTree tree) {
    this.bound = tree.bound();
    this.words = new RuleWords(tree);
  }

  static double weightOfDays(int days) {
    return Math.min(days / 30.0, OF_ANOTHER_KIND);
  }

  /** A condition that does not hold. */
  Off off(Condition condition, Fact fact, Variables variables) {
    return off(condition, fact, variables, true);
  }

  private Off off(Condition condition, Fact fact, Variables variables, boolean wanted) {
    return condition.match(
        junction ->
            junction.all() == wanted
                ? sum(junction.parts(), fact, variables, wanted)
                : nearest(junction.parts(), fact, variables, wanted),
        not -> off(not.part(), fact, variables, !wanted),
        atom ->
            atom.match(
                c -> off(c, fact, variables),
                c -> new Off(OF_ANOTHER_KIND, ""),
                c -> new Off(OF_ANOTHER_KIND, ""),
                c -> varied(c.path(), fact, variables, wanted)));
  }

  private Off nearest(List<Condition> parts, Fact fact, Variables variables, boolean wanted) {
    return parts.stream()
        .map(part -> off(part, fact, variables, wanted))
        .min(Comparator.comparingDouble(Off::weight))
        .orElseThrow();
  }

  private Off sum(List<Condition> parts, Fact fact, Variables variables, boolean wanted) {
    double weight = 0;
    List<String> texts = new ArrayList<>();
    for (Condition part : parts) {
      if (FactValues.holds(part, fact, variables) != wanted) {
        Off off = off(part, fact, variables, wanted);
        weight += off.weight;
        if (!off.text.isEmpty()) {
          texts.add(off.text);
        }
      }
    }
    return new Off(weight, String.join(", ", texts));
  }

  private Off off(Comparison comparison, Fact fact, Variables variables) {
    Value left = FactValues.value(comparison.left(), fact, variables);
    Value right = FactValues.value(comparison.right(), fact, variables);
    if (!left.isNumber() || !known(left) || !known(right)) {
      return new Off(OF_ANOTHER_KIND, "");
    }
    boolean whole = left.value() instanceof Integer && right.value() instanceof Integer;
    BigDecimal by =
        new BigDecimal(left.value().toString())
            .subtract(new BigDecimal(right.value().toString()))
            .abs();
    if (left.day() || right.day()) {
      int days = by.intValueExact();
      return new Off(
          weightOfDays(days + 1), days == 0 ? "the day itself" : "by " + Words.count(days, "day"));
    }
    double scale = Math.max(Math.abs(right.number()), 1);
    double step = whole ? 1 : 0.01;
    String amount = by.stripTrailingZeros().toPlainString();
    String text =
        by.signum() == 0 ? "just at the limit" : "by " + amount + unit(comparison, amount);
    return new Off((by.doubleValue() + step) / scale, text);
  }

  private static boolean known(Value value) {
    return !value.day()
        || !Objects.equals(value.value(), Integer.MAX_VALUE)
            && !Objects.equals(value.value(), Integer.MIN_VALUE);
  }

  private String unit(Comparison comparison, String amount) {
    return RuleWords.unit(comparison.path().expanded(bound).last(), amount);
  }

  /** With which number in place of its own a measure would give what is wanted: the nearest. */
  private Off varied(Path path, Fact fact, Variables variables, boolean wanted) {
    Path whole = path.expanded(bound);
    for (int i = whole.steps().size() - 1; i >= 0; i--) {
      List<Operand> arguments = whole.steps().get(i).given();
      if (arguments.size() == 1
          && arguments.get(0) instanceof Literal literal
          && literal.kind() == LiteralKind.NUMBER
          && literal.text().indexOf('.') < 0) {
        int own = Integer.parseInt(literal.text());
        for (int by = 1; by <= SEARCHED; by++) {
          for (int number : new int[] {own - by, own + by}) {
            if (number >= 0
                && wanted
                    == (Boolean)
                        FactValues.value(whole.with(i, List.of(literal(number))), fact, variables)
                            .value()) {
              String unit =
                  RuleWords.unit(whole.steps().get(i).name().text(), Integer.toString(by));
              return new Off(
                  by / (double) Math.max(own, 1),
                  "would need " + number + " in place of " + own + ": by " + by + unit);
            }
          }
        }
      }
    }
    return new Off(OF_ANOTHER_KIND, "");
  }

  private static Literal literal(int number) {
    return new Literal(LiteralKind.NUMBER, Integer.toString(number), 0, 0);
  }

  /** What the case says where a condition looks: each value once. */
  String found(Condition condition, Fact fact, Variables variables) {
    List<Path> paths =
        condition.atoms().stream()
            .flatMap(atom -> atom.operands().stream())
            .filter(Path.class::isInstance)
            .map(Path.class::cast)
            .toList();
    Map<String, String> values = new LinkedHashMap<>();
    for (Path path : paths) {
      Value value = FactValues.value(path, fact, variables);
      Path whole = path.expanded(bound);
      String name = whole.last();
      String found = value.words();
      if (value.value() instanceof Boolean truth) {
        found = words.truth(path, fact.getClass(), truth) + counted(whole, fact, variables);
        name = "";
      } else if (value.isNumber() && !value.day()) {
        found += RuleWords.unit(name, found);
      }
      values.put(
          name + ' ' + found,
          name.isEmpty() ? found : words.noun(path, fact.getClass()) + " is " + found);
      if (paths.size() == 1 && !name.isEmpty()) {
        return found;
      }
    }
    return String.join("; ", values.values());
  }

  /** The numbers of the measure that is judged: " (count 4, limit 6, months 12)". */
  private static String counted(Path whole, Fact fact, Variables variables) {
    int steps = whole.steps().size();
    Path owner = new Path(whole.variable(), whole.steps().subList(0, steps - 1), whole.offset());
    if (steps < 2 || !(FactValues.value(owner, fact, variables).value() instanceof Span span)) {
      return "";
    }
    return FactValues.numbers(span).entrySet().stream()
        .map(entry -> entry.getKey() + ' ' + entry.getValue())
        .collect(Collectors.joining(", ", " (", ")"));
  }
}
