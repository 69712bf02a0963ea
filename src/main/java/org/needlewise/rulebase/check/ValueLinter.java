package org.needlewise.rulebase.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.Nearest;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;

/** Holds the values of a rule's conditions against the fields that they stand beside. */
final class ValueLinter {
  private final RuleTree tree;
  private final Knowledge knowledge;
  private final Problems problems;

  ValueLinter(RuleTree tree, Knowledge knowledge, Problems problems) {
    this.tree = tree;
    this.knowledge = knowledge;
    this.problems = problems;
  }

  /** A literal that stands beside a field. */
  void literal(Path path, Value value, Literal literal) {
    String field = shown(path);
    String beside = field + " compared with " + shown(literal);
    switch (value.kind()) {
      case TEXT, TEXTS -> {
        if (literal.kind() != LiteralKind.TEXT) {
          error(literal.offset(), beside, "a text in double quotes");
        } else {
          code(field, value, literal);
        }
      }
      case WHOLE, DECIMAL -> {
        if (literal.kind() != LiteralKind.NUMBER) {
          error(literal.offset(), beside, "a number without quotes");
        } else {
          number(path, value, literal);
        }
      }
      case DATE ->
          error(
              literal.offset(),
              beside,
              "another date: a field of the fact, or a measure as in lastPlusMonths( 3 )");
      case TRUTH -> {
        if (literal.kind() != LiteralKind.BOOLEAN) {
          error(literal.offset(), beside, "true or false without quotes, or " + field + " alone");
        }
      }
      case MEASURE, FACT ->
          throw new IllegalStateException(value.kind().words + " is not compared");
    }
  }

  private void number(Path path, Value value, Literal literal) {
    if (value.kind() == Kind.WHOLE && literal.text().indexOf('.') >= 0) {
      error(literal.offset(), shown(path) + " compared with " + literal.text(), "a whole number");
      return;
    }
    String name = measured(path);
    plausible(name, literal);
    if (!name.isEmpty() && !FactTypes.hasUnit(name)) {
      error(
          literal.offset(),
          "the number " + literal.text() + " beside " + shown(path) + ", which names no unit",
          "a field whose name ends in its unit, as in …Days or …Mm");
    }
  }

  /** The name of the field or measure that a path is, or that its variable stands for. */
  String measured(Path path) {
    return path.expanded(tree.bound()).last();
  }

  void plausible(String name, Literal literal) {
    String unit = FactTypes.unit(name);
    int most = FactTypes.MOST.getOrDefault(unit, Integer.MAX_VALUE);
    boolean readable = literal.text().matches("[0-9]{1,7}(\\.[0-9]+)?"); // else reported
    if (readable && Double.parseDouble(literal.text()) > most) {
      problems.warning(
          tree.source(),
          literal.offset(),
          literal.text() + " " + unit + " for " + name,
          "at most " + most + " " + unit);
    }
  }

  void code(String field, Value value, Literal literal) {
    if (value.codes() == null) {
      if (!literal.text().matches("[A-Za-z0-9 ._-]{1,64}")) {
        error(literal.offset(), shown(literal), "1 to 64 letters, digits, spaces and . _ -");
      }
      return;
    }
    Set<String> known = knowledge.texts(value.codes());
    boolean unknown = literal.text().isEmpty(); // what a text is that the case does not state
    if (known != null && !unknown && !known.contains(literal.text())) {
      String hint = Nearest.hint(literal.text(), known);
      error(
          literal.offset(),
          "the unknown code " + shown(literal) + foreign(literal.text()) + " for " + field,
          hint.isEmpty() ? "one of " + some(known) : "a known one" + hint);
    }
  }

  /** A letter that looks like another one. */
  private static String foreign(String text) {
    return text.chars()
        .filter(c -> c > '~')
        .mapToObj(c -> String.format(" (with the letter %c, U+%04X)", c, c))
        .findFirst()
        .orElse("");
  }

  static String some(Collection<String> words) {
    List<String> all = List.copyOf(words);
    return all.size() <= 12
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, 12)) + " and " + (all.size() - 12) + " more";
  }

  static String shown(Operand operand) {
    return Lexer.shortened(RulePrinter.operand(operand));
  }

  private void error(int offset, String what, String expected) {
    problems.error(tree.source(), offset, what, expected);
  }
}
