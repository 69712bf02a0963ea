package org.needlewise.review.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.needlewise.review.explain.RuleWords;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/**
 * What the conditions of a rule come to, apart from how they are written: variables stand for what
 * they are bound to, a comma and {@code &&} are one, the order of a pattern's conditions is none.
 */
public final class Meaning {
  private final RuleTree tree;
  private final RuleWords words;
  private final Map<String, Path> bound;

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
      condition.on(
          junction -> {
            both("(");
            for (int i = 0; i < junction.parts().size(); i++) {
              both(i == 0 ? "" : junction.all() == holds ? " and " : " or ");
              condition(junction.parts().get(i), holds);
            }
            both(")");
          },
          not -> condition(not.part(), !holds),
          atom -> atom(atom, holds));
    }

    private void atom(Atom atom, boolean holds) {
      atom.on(
          c -> {
            String unit = c.path().expanded(bound).last();
            operand(c.left(), unit);
            operator(holds ? c.operator() : "not " + c.operator(), c.operatorOffset());
            operand(c.right(), unit);
          },
          c -> {
            operand(c.path(), "");
            operator(holds != c.negated() ? "one of" : "none of", c.offset());
            texts(c.values(), c.offset());
          },
          c -> {
            operand(c.path(), "");
            operator(holds != c.negated() ? "has" : "has not", c.offset());
            operand(c.value(), "");
          },
          c -> {
            operator(holds ? "holds" : "does not hold", c.offset());
            operand(c.path(), "");
          });
    }

    private void operator(String text, int offset) {
      leaf(LeafKind.OPERATOR, text, "", offset);
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
      Path path = ((Path) operand).expanded(bound);
      if (path.variable() != null) {
        both("fact");
      }
      for (Step step : path.steps()) {
        String name = step.name().text();
        shape.append('.').append(name);
        loose.append('.').append(withoutUnit(name));
        leaves.add(new Leaf(LeafKind.NAME, name, "", step.name().offset()));
        if (step.isMeasure()) {
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
    this.bound = tree.bound();
    this.words = new RuleWords(tree);
  }

  private static String withoutUnit(String name) {
    return name.replaceAll("(?i)(days?|months?|years?|mm)", "#");
  }

  /** The conditions of a pattern. */
  public List<Part> parts(Pattern pattern) {
    List<Part> parts = new ArrayList<>();
    for (Condition condition : pattern.conditions()) {
      boolean several = condition instanceof Junction junction && junction.all();
      (several ? ((Junction) condition).parts() : List.of(condition))
          .forEach(part -> parts.add(part(part, pattern)));
    }
    return parts;
  }

  /** What is asked beside the facts. */
  public List<Part> elements() {
    return tree.elements().stream().map(this::element).toList();
  }

  private Part element(Element element) {
    Writer writer = new Writer();
    writer.both(element.quantifier().name());
    for (Pattern pattern : element.patterns()) {
      writer.both(" " + pattern.type().text());
      writer.condition(new Junction(true, pattern.conditions(), 0), true);
    }
    if (element.number() != null) {
      writer.operator(element.number().operator(), element.number().operatorOffset());
      writer.operand(element.number().right(), "");
    }
    return new Part(
        writer.shape.toString(),
        writer.loose.toString(),
        writer.leaves,
        words.element(element),
        element.offset());
  }

  private Part part(Condition condition, Pattern pattern) {
    Writer writer = new Writer();
    writer.condition(condition, true);
    return new Part(
        writer.shape.toString(),
        writer.loose.toString(),
        writer.leaves,
        words.condition(condition, FactTypes.of(pattern).type()),
        condition.offset());
  }

  /** What the rule hands on, each as it is bound; the fact first. */
  List<Part> arguments() {
    List<Part> parts = new ArrayList<>();
    for (RuleTree.Name name : tree.then().arguments()) {
      Path path = bound.get(name.text());
      Writer writer = new Writer();
      boolean counted =
          tree.elements().stream()
              .anyMatch(
                  each ->
                      each.number() != null
                          && each.number().path().variable().text().equals(name.text()));
      if (counted) {
        writer.both("count");
      } else if (path == null) {
        writer.both("fact");
      } else {
        writer.operand(path, "");
      }
      parts.add(
          new Part(
              writer.shape.toString(),
              writer.loose.toString(),
              writer.leaves,
              counted ? "the count" : path == null ? "the fact" : RulePrinter.operand(path),
              name.offset()));
    }
    return parts;
  }
}
