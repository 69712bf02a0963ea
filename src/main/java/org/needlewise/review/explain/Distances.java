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
import org.needlewise.review.explain.FactValues.Value;
import org.needlewise.review.explain.FactValues.Variables;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.All;
import org.needlewise.rulebase.drl.RuleTree.Any;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** By how much a condition fails, and what it found. */
final class Distances {
  /** Weighs more than any measured distance: something is of another kind. */
  static final double OF_ANOTHER_KIND = 1_000;

  /** How far a measure's number is varied in search of the one with which it would hold. */
  private static final int SEARCHED = 400;

  private final Map<String, Path> bound = new LinkedHashMap<>();
  private final RuleWords words;

  /**
   * @param weight to compare distances by: a condition missed by its own number weighs 1
   * @param text "" where the distance cannot be measured
   */
  record Off(double weight, String text) {}

  Distances(RuleTree tree) {
    this.words = new RuleWords(tree);
    for (Pattern pattern : tree.patterns()) {
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.variable() != null) {
          bound.put(constraint.variable().text(), constraint.bound());
        }
      }
    }
  }

  static double weightOfDays(int days) {
    return Math.min(days / 30.0, OF_ANOTHER_KIND);
  }

  /** A condition that does not hold. */
  Off off(Condition condition, Fact fact, Variables variables) {
    return off(condition, fact, variables, true);
  }

  private Off off(Condition condition, Fact fact, Variables variables, boolean wanted) {
    if (condition instanceof Not not) {
      return off(not.part(), fact, variables, !wanted);
    }
    if (condition instanceof Any any) {
      return wanted
          ? nearest(any.parts(), fact, variables, true)
          : sum(any.parts(), fact, variables, false);
    }
    if (condition instanceof All all) {
      return wanted
          ? sum(all.parts(), fact, variables, true)
          : nearest(all.parts(), fact, variables, false);
    }
    if (condition instanceof Comparison comparison) {
      return off(comparison, fact, variables);
    }
    if (condition instanceof Truth truth) {
      Off varied = varied(truth.path(), fact, variables, wanted);
      return varied != null ? varied : new Off(OF_ANOTHER_KIND, "");
    }
    return new Off(OF_ANOTHER_KIND, "");
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
          weightOfDays(days + 1), days == 0 ? "the day itself" : "by " + Explainer.days(days));
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
    for (Operand operand : List.of(comparison.left(), comparison.right())) {
      if (operand instanceof Path path) {
        Path whole = expanded(path);
        if (!whole.steps().isEmpty()) {
          return RuleWords.unit(whole.steps().get(whole.steps().size() - 1).name().text(), amount);
        }
      }
    }
    return "";
  }

  /** A variable's place taken by what it stands for. */
  private Path expanded(Path path) {
    Path stands = path.variable() == null ? null : bound.get(path.variable().text());
    if (stands == null) {
      return path;
    }
    List<Step> steps = new ArrayList<>(expanded(stands).steps());
    steps.addAll(path.steps());
    return new Path(expanded(stands).variable(), steps, path.offset());
  }

  /**
   * With which number in place of its own a measure would give what is wanted: the nearest one.
   * Null where it has no number, or none does.
   */
  private Off varied(Path path, Fact fact, Variables variables, boolean wanted) {
    Path whole = expanded(path);
    for (int i = whole.steps().size() - 1; i >= 0; i--) {
      List<Operand> arguments = whole.steps().get(i).arguments();
      if (arguments != null
          && arguments.size() == 1
          && arguments.get(0) instanceof Literal literal
          && literal.kind() == LiteralKind.NUMBER
          && literal.text().indexOf('.') < 0) {
        int own = Integer.parseInt(literal.text());
        for (int by = 1; by <= SEARCHED; by++) {
          for (int number : new int[] {own - by, own + by}) {
            if (number >= 0
                && wanted
                    == (Boolean)
                        FactValues.value(with(whole, i, number), fact, variables).value()) {
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
    return null;
  }

  private static Path with(Path path, int index, int number) {
    List<Step> steps = new ArrayList<>(path.steps());
    Step step = steps.get(index);
    Literal literal = new Literal(LiteralKind.NUMBER, Integer.toString(number), 0, 0);
    steps.set(index, new Step(step.name(), List.of(literal)));
    return new Path(path.variable(), steps, path.offset());
  }

  /** What the case says where a condition looks: each value once. */
  String found(Condition condition, Fact fact, Variables variables) {
    List<Path> paths = new ArrayList<>();
    collect(condition, paths);
    Map<String, String> values = new LinkedHashMap<>();
    for (Path path : paths) {
      Value value = FactValues.value(path, fact, variables);
      Path whole = expanded(path);
      String name =
          whole.steps().isEmpty() ? "" : whole.steps().get(whole.steps().size() - 1).name().text();
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

  private static void collect(Condition condition, List<Path> paths) {
    if (condition instanceof Any any) {
      any.parts().forEach(part -> collect(part, paths));
    } else if (condition instanceof All all) {
      all.parts().forEach(part -> collect(part, paths));
    } else if (condition instanceof Not not) {
      collect(not.part(), paths);
    } else if (condition instanceof Comparison comparison) {
      for (Operand operand : List.of(comparison.left(), comparison.right())) {
        if (operand instanceof Path path) {
          paths.add(path);
        }
      }
    } else if (condition instanceof Membership membership) {
      paths.add(membership.path());
    } else if (condition instanceof Containment containment) {
      paths.add(containment.path());
    } else {
      paths.add(((Truth) condition).path());
    }
  }
}
