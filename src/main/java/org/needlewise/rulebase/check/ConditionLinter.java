package org.needlewise.rulebase.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Nearest;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Protocol;
import org.needlewise.facts.Regimen;
import org.needlewise.facts.ShortPairs;
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
import org.needlewise.rulebase.drl.RuleTree.Element;
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
  private static final Set<String> AGE = Set.of("age", "ageYears", "ageInYears", "yearsOld");

  /** Facts that are told apart, or come to be, only by what the interval rules ask. */
  private static final Set<Class<?>> SETTLED_LATER =
      Set.of(Gap.class, LastSession.class, Protocol.class, Regimen.class, ShortPairs.class);

  private final RuleTree tree;
  private final Knowledge knowledge;
  private final Problems problems;
  private final boolean whole;
  private final ValueLinter values;

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
    this.values = new ValueLinter(tree, knowledge, problems);
  }

  void pattern(Pattern pattern) {
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
    if (pattern.variable() != null) {
      bind(pattern.variable(), new Value(Kind.FACT, type.type(), null));
    }
    for (Constraint constraint : pattern.constraints()) {
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

  /** What is asked beside the facts. */
  void element(Element element) {
    for (Pattern pattern : element.patterns()) {
      Name variable = pattern.variable();
      for (Constraint constraint : pattern.constraints()) {
        variable = variable == null ? constraint.variable() : variable;
      }
      if (variable != null) {
        error(
            variable.offset(),
            "the variable " + Lexer.shortened(variable.text()) + " of a fact that is not named",
            "no variables within not, exists and accumulate");
      }
      pattern(pattern);
      if (type != null && SETTLED_LATER.contains(type.type())) {
        error(
            pattern.type().offset(),
            "a " + type.name() + " within not, exists or accumulate",
            "it as a fact of the rule: what there is of it, the intervals decide");
      }
    }
    if (element.number() != null) {
      number(element.number());
    }
  }

  private void number(Comparison number) {
    Path path = (Path) number.left();
    Literal literal = (Literal) number.right();
    bind(path.variable(), new Value(Kind.WHOLE, long.class, null));
    used.add(path.variable().text());
    if (literal.text().indexOf('.') >= 0) {
      error(literal.offset(), "a count compared with " + literal.text(), "a whole number");
    } else if (literal.text().equals("0")) {
      error(literal.offset(), "a count compared with 0", "not Fact( … ) for none, exists for one");
    }
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
          ValueLinter.shown(truth.path()) + " alone, which is " + value.kind().words,
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
      String code = ValueLinter.shown(c.right());
      error(c.right().offset(), code + " without quotes", '"' + code + '"');
      return;
    }
    if (left == null) {
      return; // reported
    }
    Value right = c.right() instanceof Path other ? path(other, false) : null;
    if (right == null && c.right() instanceof Path || !orderable(left, c)) {
      return; // reported
    }
    if (right == null) {
      values.literal(path, left, (Literal) c.right());
    } else if (RulePrinter.operand(path).equals(RulePrinter.operand(c.right()))) {
      error(
          c.right().offset(),
          ValueLinter.shown(path) + " compared with itself",
          "another field, or a value");
    } else if (left.kind() != right.kind()
        && !(left.kind().isNumber() && right.kind().isNumber())) {
      error(
          c.right().offset(),
          described(path, left) + ", compared with " + described(c.right(), right),
          left.kind().words);
    } else if (left.kind().isNumber()) {
      String unit = FactTypes.unit(values.measured(path));
      String other = FactTypes.unit(values.measured((Path) c.right()));
      if (!unit.equals(other)) {
        error(
            c.right().offset(),
            ValueLinter.shown(path)
                + ", in "
                + unit
                + ", compared with "
                + ValueLinter.shown(c.right())
                + ", in "
                + other,
            "a number in " + unit);
      }
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
    String field = ValueLinter.shown(c.left());
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

  private void membership(Membership m) {
    Value value = path(m.path(), false);
    if (value == null) {
      return;
    }
    if (value.kind() != Kind.TEXT && !value.kind().isNumber()) {
      error(
          m.offset(),
          "in for " + ValueLinter.shown(m.path()) + ", which is " + value.kind().words,
          value.kind() == Kind.TEXTS ? "contains" : "a comparison");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Literal literal : m.values()) {
      values.literal(m.path(), value, literal);
      if (!seen.add(literal.text())) {
        error(literal.offset(), ValueLinter.shown(literal) + " a second time", "each value once");
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
          "contains for " + ValueLinter.shown(c.path()) + ", which is " + value.kind().words,
          "a field that holds several texts");
      return;
    }
    if (c.value() instanceof Literal literal) {
      values.literal(c.path(), value, literal);
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
    if (member == null && name.equals("subject")) {
      error(
          step.name().offset(), name, "nothing: all facts of a rule are of one case by themselves");
      return null;
    }
    if (member == null && AGE.contains(name)) {
      error(
          step.name().offset(),
          name + ", which no fact has: it changes by the day",
          "the birth date of a fact Patient, as in: birthDatePlusYears( 18 ) > proposedDate");
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
            ValueLinter.shown(path) + " handed to " + member.name(),
            "a value: a text or a number");
        return;
      }
      Value value = path(path, bound);
      if (value != null && value.kind() != Kind.DATE) {
        error(
            path.offset(),
            ValueLinter.shown(path) + " handed to " + member.name() + ", " + value.kind().words,
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
          ValueLinter.shown(literal) + " handed to " + member.name(),
          switch (parameter.kind()) {
            case TEXT -> "a text in double quotes";
            case WHOLE, DECIMAL -> parameter.kind().words + " without quotes";
            default -> parameter.kind().words;
          });
    } else if (parameter.kind() == Kind.TEXT) {
      values.code(member.name(), parameter, literal);
    } else if (parameter.kind().isNumber()) {
      values.plausible(member.name(), literal);
    }
  }

  private static String fields(Value value) {
    return String.join(", ", FactTypes.of(value.type()).members().keySet());
  }

  private static String described(Operand operand, Value value) {
    return ValueLinter.shown(operand) + ", " + value.kind().words;
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
