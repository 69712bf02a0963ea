package org.needlewise.rulebase.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Nearest;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** Holds the conditions of a rule against the facts they speak of: names, types, codes, units. */
final class ConditionLinter {
  private static final int CONSTRAINTS = 24;

  private final RuleTree tree;
  private final Knowledge knowledge;
  private final Problems problems;
  private final boolean whole;

  /** By name with the dollar sign, in the order of the file. */
  final Map<String, Variable> variables = new LinkedHashMap<>();

  /** Names of variables that something asks for. */
  final Set<String> used = new HashSet<>();

  private FactType type;

  /**
   * @param value null where what it stands for is nothing, which has been reported
   */
  record Variable(Name name, Value value) {
    boolean isFact() {
      return value != null && value.kind() == Kind.FACT;
    }
  }

  /**
   * @param whole whether the whole file could be read; what is not named may else stand in the part
   *     that could not
   */
  ConditionLinter(RuleTree tree, Knowledge knowledge, Problems problems, boolean whole) {
    this.tree = tree;
    this.knowledge = knowledge;
    this.problems = problems;
    this.whole = whole;
  }

  /**
   * @param second whether its fact must be of the same case as the first pattern's
   */
  void pattern(Pattern pattern, boolean second) {
    type = FactTypes.of(pattern);
    if (type == null) {
      boolean imported =
          tree.imports().stream().anyMatch(i -> i.text().equals(pattern.type().text()));
      if (!imported) { // else reported there
        unknownFact(pattern.type());
      }
      return;
    }
    if (pattern.constraints().size() > CONSTRAINTS) {
      error(
          pattern.type().offset(),
          pattern.constraints().size() + " conditions on a fact",
          "at most " + CONSTRAINTS);
      return;
    }
    if (second && !joined(pattern)) {
      error(
          pattern.type().offset(),
          "a second fact that may be of another case",
          "as its first condition: subject == $first.subject, with the variable of the first fact");
    }
    if (pattern.variable() != null) {
      bind(pattern.variable(), new Value(Kind.FACT, type.type(), null));
    }
    for (int i = second ? 1 : 0; i < pattern.constraints().size(); i++) {
      Constraint constraint = pattern.constraints().get(i);
      if (constraint.condition() != null) {
        constraint
            .condition()
            .atoms()
            .forEach(
                atom ->
                    atom.on(this::comparison, this::membership, this::containment, this::truth));
      } else {
        bind(constraint.variable(), path(constraint.bound(), true));
      }
    }
  }

  void unknownFact(Name name) {
    error(
        name.offset(),
        "the unknown fact '" + Lexer.shortened(name.text()) + "'",
        known(name.text(), FactTypes.patterns().keySet(), "a fact"));
  }

  private boolean joined(Pattern pattern) {
    Pattern first = tree.patterns().get(0);
    if (first.variable() == null || pattern.constraints().isEmpty()) {
      return false;
    }
    used.add(first.variable().text());
    Constraint constraint = pattern.constraints().get(0);
    return constraint.joins()
        && RulePrinter.condition(constraint.condition())
            .equals(RuleTree.SUBJECT + " == " + first.variable().text() + '.' + RuleTree.SUBJECT);
  }

  private void bind(Name name, Value value) {
    if (!name.text().matches("\\$[a-z][A-Za-z]*")) {
      error(
          name.offset(),
          "the variable " + Lexer.shortened(name.text()),
          "$ and letters, the first one small");
    }
    if (variables.containsKey(name.text())) {
      error(name.offset(), "a second " + Lexer.shortened(name.text()), "another name");
    }
    variables.put(name.text(), new Variable(name, value));
  }

  private void truth(Truth truth) {
    Value value = path(truth.path(), false);
    if (value != null && value.kind() != Kind.TRUTH) {
      error(
          truth.offset(),
          shown(truth.path()) + " alone, which is " + value.kind().words,
          value.kind() == Kind.MEASURE ? "one of its fields: " + fields(value) : "a comparison");
    }
  }

  private void comparison(Comparison c) {
    if (!(c.left() instanceof Path path)) {
      error(c.left().offset(), "a literal on the left of " + c.operator(), "the field first");
      return;
    }
    Value left = path(path, false);
    if (left != null && left.codes() != null && unquoted(left, c.right())) {
      String code = shown(c.right());
      error(c.right().offset(), code + " without quotes", '"' + code + '"');
      return;
    }
    Value right = c.right() instanceof Path other ? path(other, false) : null;
    if (left == null || right == null && c.right() instanceof Path || !orderable(left, c)) {
      return; // reported
    }
    if (right == null) {
      literal(path, left, (Literal) c.right());
    } else if (RulePrinter.operand(path).equals(RulePrinter.operand(c.right()))) {
      error(c.right().offset(), shown(path) + " compared with itself", "another field, or a value");
    } else if (left.kind() != right.kind()
        && !(left.kind().isNumber() && right.kind().isNumber())) {
      error(
          c.right().offset(),
          described(path, left) + ", compared with " + described(c.right(), right),
          left.kind().words);
    }
  }

  /** Whether a code stands where a field could. */
  private boolean unquoted(Value value, Operand operand) {
    Set<String> known = knowledge.texts(value.codes());
    return operand instanceof Path path
        && path.variable() == null
        && !path.field().isEmpty()
        && !type.members().containsKey(path.field())
        && known != null
        && known.contains(path.field());
  }

  private boolean orderable(Value left, Comparison c) {
    String field = shown(c.left());
    switch (left.kind()) {
      case MEASURE ->
          error(
              c.left().offset(),
              field + " compared, which is a measure",
              "one of its fields: " + fields(left));
      case TEXTS ->
          error(c.operatorOffset(), c.operator() + " on several texts", field + " contains \"…\"");
      case TEXT, TRUTH -> {
        if (!c.orders()) {
          return true;
        }
        error(c.operatorOffset(), c.operator() + " on " + left.kind().words, "== or !=");
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  /** A literal that stands beside a field. */
  private void literal(Path path, Value value, Literal literal) {
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
    String name = (path.isVariable() ? tree.bound().get(path.variable().text()) : path).last();
    if (!name.isEmpty() && !FactTypes.hasUnit(name)) {
      error(
          literal.offset(),
          "the number " + literal.text() + " beside " + shown(path) + ", which names no unit",
          "a field whose name ends in its unit, as in …Days or …Mm");
    }
  }

  private void code(String field, Value value, Literal literal) {
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
          "the unknown code " + shown(literal) + " for " + field,
          hint.isEmpty() ? "one of " + some(known) : "a known one" + hint);
    }
  }

  static String some(Collection<String> words) {
    List<String> all = List.copyOf(words);
    return all.size() <= 12
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, 12)) + " and " + (all.size() - 12) + " more";
  }

  private void membership(Membership m) {
    Value value = path(m.path(), false);
    if (value == null) {
      return;
    }
    if (value.kind() != Kind.TEXT && !value.kind().isNumber()) {
      error(
          m.offset(),
          "in for " + shown(m.path()) + ", which is " + value.kind().words,
          value.kind() == Kind.TEXTS ? "contains" : "a comparison");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Literal literal : m.values()) {
      literal(m.path(), value, literal);
      if (!seen.add(literal.text())) {
        error(literal.offset(), shown(literal) + " a second time", "each value once");
      }
    }
  }

  private void containment(Containment c) {
    Value value = path(c.path(), false);
    if (value == null) {
      return;
    }
    if (value.kind() != Kind.TEXTS) {
      error(
          c.offset(),
          "contains for " + shown(c.path()) + ", which is " + value.kind().words,
          "a field that holds several texts");
      return;
    }
    if (c.value() instanceof Literal literal) {
      literal(c.path(), value, literal);
      return;
    }
    Value other = path((Path) c.value(), false);
    if (other != null && other.kind() != Kind.TEXT) {
      error(c.value().offset(), described(c.value(), other), "a text");
    }
  }

  /**
   * What a path is; null where it is nothing, which has been reported.
   *
   * @param bound whether it stands behind a variable's name, where no other variable may stand
   */
  private Value path(Path path, boolean bound) {
    FactType owner = type;
    Value value = null;
    if (path.variable() != null) {
      Variable variable = variables.get(path.variable().text());
      if (variable == null) {
        if (whole) {
          error(
              path.variable().offset(),
              "the unknown variable " + Lexer.shortened(path.variable().text()),
              "a variable named before" + Nearest.hint(path.variable().text(), variables.keySet()));
        }
        return null;
      }
      used.add(variable.name.text());
      if (bound) {
        error(
            path.variable().offset(),
            "a variable behind another variable's name",
            "a field or a measure of the fact");
        return null;
      }
      if (path.isVariable()) {
        if (!variable.isFact()) {
          return variable.value;
        }
        error(
            path.offset(),
            path.variable().text() + " itself, which is a whole fact",
            "one of its fields");
        return null;
      }
      value = variable.value;
      if (value == null) {
        return null; // reported where it was named
      }
      owner = owner(value);
    }
    for (Step step : path.steps()) {
      if (owner == null) {
        error(
            step.name().offset(),
            "'" + Lexer.shortened(step.name().text()) + "' of " + value.kind().words,
            "nothing behind the point: it has no fields");
        return null;
      }
      value = step(owner, step, bound);
      if (value == null) {
        return null;
      }
      owner = owner(value);
    }
    return value;
  }

  private static FactType owner(Value value) {
    return value != null && value.kind().hasFields() ? FactTypes.of(value.type()) : null;
  }

  private Value step(FactType owner, Step step, boolean bound) {
    String name = step.name().text();
    Member member = owner.members().get(name);
    if (member == null && (name.equals("null") || name.equals("TODO"))) {
      String text = "\"\" for a text that is not stated, or a field …Known";
      error(step.name().offset(), name, name.equals("null") ? text : "a text or a number");
      return null;
    }
    if (member == null) {
      error(
          step.name().offset(),
          "the unknown field '" + Lexer.shortened(name) + "' of " + owner.name(),
          known(name, owner.members().keySet(), "a field"));
      return null;
    }
    List<Operand> given = step.given();
    int needed = member.parameters().size();
    if (member.isField() && step.isMeasure()) {
      error(step.name().offset(), name + "( … )", name + " without parentheses: it is a field");
      return null;
    }
    if (!member.variadic() && given.size() != needed || member.variadic() && given.isEmpty()) {
      error(
          step.name().offset(),
          member.name()
              + " with "
              + (given.isEmpty() ? "nothing" : given.size() + " values")
              + " in parentheses",
          member.name() + "( … ) with " + (needed == 1 ? "one value" : needed + " values"));
      return null;
    }
    for (int i = 0; i < given.size(); i++) {
      argument(member, member.parameters().get(Math.min(i, needed - 1)), given.get(i), bound);
    }
    return member.value();
  }

  private void argument(Member member, Value parameter, Operand given, boolean bound) {
    if (given instanceof Path path) {
      if (parameter.kind() != Kind.DATE) {
        error(
            path.offset(),
            shown(path) + " handed to " + member.name(),
            "a value: a text or a number");
        return;
      }
      Value value = path(path, bound);
      if (value != null && value.kind() != Kind.DATE) {
        error(
            path.offset(),
            shown(path) + " handed to " + member.name() + ", " + value.kind().words,
            "a date");
      }
      return;
    }
    Literal literal = (Literal) given;
    boolean fits =
        switch (parameter.kind()) {
          case TEXT -> literal.kind() == LiteralKind.TEXT;
          case WHOLE -> literal.kind() == LiteralKind.NUMBER && literal.text().indexOf('.') < 0;
          case DECIMAL -> literal.kind() == LiteralKind.NUMBER;
          default -> false;
        };
    if (!fits) {
      error(
          literal.offset(),
          shown(literal) + " handed to " + member.name(),
          switch (parameter.kind()) {
            case TEXT -> "a text in double quotes";
            case WHOLE, DECIMAL -> parameter.kind().words + " without quotes";
            default -> parameter.kind().words;
          });
    } else if (parameter.kind() == Kind.TEXT) {
      code(member.name(), parameter, literal);
    }
  }

  private static String fields(Value value) {
    return String.join(", ", FactTypes.of(value.type()).members().keySet());
  }

  private static String described(Operand operand, Value value) {
    return shown(operand) + ", " + value.kind().words;
  }

  private static String shown(Operand operand) {
    return Lexer.shortened(RulePrinter.operand(operand));
  }

  /** What is expected in place of an unknown word. */
  private static String known(String word, Collection<String> known, String what) {
    String hint = Nearest.hint(word, known);
    return hint.isEmpty() ? "one of " + String.join(", ", known) : what + hint;
  }

  private void error(int offset, String what, String expected) {
    problems.error(tree.source(), offset, what, expected);
  }
}
