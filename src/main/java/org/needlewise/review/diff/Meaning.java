package org.needlewise.review.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.needlewise.review.explain.FactValues;
import org.needlewise.review.explain.RuleWords;
import org.needlewise.rulebase.drl.RulePrinter;
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

/**
 * What the conditions of a rule come to, apart from how they are written: variables stand for what
 * they are bound to, a comma and {@code &&} are one, the order of a pattern's conditions is none.
 */
public final class Meaning {
  private final RuleTree tree;
  private final RuleWords words;
  private final Map<String, Path> bound = new LinkedHashMap<>();

  /** What kind of thing stands at a place where two conditions of one shape can differ. */
  public enum LeafKind {
    NUMBER,
    TEXT,
    TRUTH,
    TEXTS,
    OPERATOR,
    NAME
  }

  /**
   * @param text what stands there; of several texts: sorted, with commas
   * @param unit the field or measure that the number belongs to
   */
  public record Leaf(LeafKind kind, String text, String unit, int offset) {}

  /**
   * One condition of a pattern.
   *
   * @param shape the condition with every leaf left out but the names
   * @param looseShape the names left out as well, but for what they measure apart from the unit
   */
  public record Part(String shape, String looseShape, List<Leaf> leaves, String words, int offset) {
    String exact() {
      return shape + leaves.stream().map(Leaf::text).collect(Collectors.joining("\n", "\n", ""));
    }
  }

  private final class Writer {
    private final StringBuilder shape = new StringBuilder();
    private final StringBuilder loose = new StringBuilder();
    private final List<Leaf> leaves = new ArrayList<>();

    void both(String text) {
      shape.append(text);
      loose.append(text);
    }

    void leaf(LeafKind kind, String text, String unit, int offset) {
      both("?" + kind.name());
      leaves.add(new Leaf(kind, text, unit, offset));
    }

    void condition(Condition condition, boolean holds) {
      if (condition instanceof Not not) {
        condition(not.part(), !holds);
      } else if (condition instanceof Any any) {
        joined(any.parts(), holds ? "or" : "and", holds);
      } else if (condition instanceof All all) {
        joined(all.parts(), holds ? "and" : "or", holds);
      } else if (condition instanceof Comparison comparison) {
        String unit = unit(comparison);
        operand(comparison.left(), unit);
        leaf(
            LeafKind.OPERATOR,
            holds ? comparison.operator() : "not " + comparison.operator(),
            "",
            comparison.operatorOffset());
        operand(comparison.right(), unit);
      } else if (condition instanceof Membership membership) {
        operand(membership.path(), "");
        boolean among = holds != membership.negated();
        leaf(LeafKind.OPERATOR, among ? "one of" : "none of", "", membership.offset());
        texts(membership.values(), membership.offset());
      } else if (condition instanceof Containment containment) {
        operand(containment.path(), "");
        boolean contains = holds != containment.negated();
        leaf(LeafKind.OPERATOR, contains ? "has" : "has not", "", containment.offset());
        operand(containment.value(), "");
      } else {
        leaf(LeafKind.OPERATOR, holds ? "holds" : "does not hold", "", condition.offset());
        operand(((Truth) condition).path(), "");
      }
    }

    private void joined(List<Condition> parts, String word, boolean holds) {
      both("(");
      for (int i = 0; i < parts.size(); i++) {
        both(i == 0 ? "" : ' ' + word + ' ');
        condition(parts.get(i), holds);
      }
      both(")");
    }

    private void texts(List<? extends Operand> values, int offset) {
      TreeSet<String> texts = new TreeSet<>();
      values.forEach(value -> texts.add(((Literal) value).text()));
      leaf(LeafKind.TEXTS, String.join(", ", texts), "", offset);
    }

    void operand(Operand operand, String unit) {
      if (operand instanceof Literal literal) {
        leaf(
            switch (literal.kind()) {
              case NUMBER -> LeafKind.NUMBER;
              case TEXT -> LeafKind.TEXT;
              case BOOLEAN -> LeafKind.TRUTH;
            },
            literal.text(),
            unit,
            literal.offset());
        return;
      }
      Path path = (Path) operand;
      if (path.variable() != null) {
        Path stands = bound.get(path.variable().text());
        if (stands != null) {
          operand(stands, unit);
        } else {
          both("fact");
        }
      }
      for (Step step : path.steps()) {
        String name = step.name().text();
        shape.append('.').append(name);
        loose.append('.').append(withoutUnit(name));
        leaves.add(new Leaf(LeafKind.NAME, name, "", step.name().offset()));
        if (step.arguments() != null) {
          arguments(step);
        }
      }
    }

    private void arguments(Step step) {
      boolean allTexts =
          step.arguments().stream()
              .allMatch(a -> a instanceof Literal l && l.kind() == LiteralKind.TEXT);
      both("(");
      if (allTexts) {
        texts(step.arguments(), step.name().offset());
      } else {
        step.arguments().forEach(argument -> operand(argument, step.name().text()));
      }
      both(")");
    }
  }

  public Meaning(RuleTree tree) {
    this.tree = tree;
    this.words = new RuleWords(tree);
    for (Pattern pattern : tree.patterns()) {
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.variable() != null) {
          bound.put(constraint.variable().text(), constraint.bound());
        }
      }
    }
  }

  private static String withoutUnit(String name) {
    return name.replaceAll("(?i)(days?|months?|years?|mm)", "#");
  }

  private String unit(Comparison comparison) {
    for (Operand operand : List.of(comparison.left(), comparison.right())) {
      if (operand instanceof Path path) {
        Path whole = path;
        while (whole.steps().isEmpty() && whole.variable() != null) {
          Path stands = bound.get(whole.variable().text());
          if (stands == null) {
            return "";
          }
          whole = stands;
        }
        return whole.steps().get(whole.steps().size() - 1).name().text();
      }
    }
    return "";
  }

  /** The conditions of a pattern. */
  public List<Part> parts(Pattern pattern) {
    List<Part> parts = new ArrayList<>();
    for (Condition condition : pattern.conditions()) {
      if (condition instanceof All all) {
        all.parts().forEach(part -> parts.add(part(part, pattern)));
      } else {
        parts.add(part(condition, pattern));
      }
    }
    return parts;
  }

  private Part part(Condition condition, Pattern pattern) {
    Writer writer = new Writer();
    writer.condition(condition, true);
    return new Part(
        writer.shape.toString(),
        writer.loose.toString(),
        writer.leaves,
        words.condition(condition, FactValues.type(pattern)),
        condition.offset());
  }

  /** What the rule hands on, each as it is bound; the fact first. */
  List<Part> arguments() {
    List<Part> parts = new ArrayList<>();
    for (RuleTree.Name name : tree.then().arguments()) {
      Path path = bound.get(name.text());
      Writer writer = new Writer();
      if (path == null) {
        writer.both("fact");
      } else {
        writer.operand(path, "");
      }
      parts.add(
          new Part(
              writer.shape.toString(),
              writer.loose.toString(),
              writer.leaves,
              path == null ? "the fact" : RulePrinter.operand(path),
              name.offset()));
    }
    return parts;
  }

  int line(int offset) {
    return tree.line(offset);
  }
}
