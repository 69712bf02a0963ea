package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.needlewise.rulebase.drl.Lexer.Kind;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** Reads conditions by the grammar of the positive list, and passes over words. */
abstract class ConditionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final String COMPARISON_FORM =
      "one of == != < <= > >=, in ( … ), not in ( … ), contains, not contains";
  private static final List<String> OTHER_OPERATORS =
      RuleTree.words(
          "matches memberOf soundslike str after before coincides during finishes finishedby"
              + " includes meets metby overlaps overlappedby starts startedby excludes instanceof"
              + " like between is equals startsWith endsWith");

  /** Parentheses and negations within each other; a rule that a person reads needs three. */
  private static final int DEPTH = 8;

  /** Comparisons on one fact; Drools reads each joined one within the one before. */
  private static final int TERMS = 100;

  /** Values of one list. */
  private static final int VALUES = 60;

  final Source source;
  final Problems problems;
  List<Token> tokens;
  int next;
  int depth;
  int terms;

  ConditionParser(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Ends the reading of one part of a file; the problem has been reported. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  final Condition any() {
    List<Condition> bare = new ArrayList<>();
    Condition any =
        junction(
            false,
            () -> junction(true, this::single, "&", "and", "&&", bare),
            "|",
            "or",
            "||",
            new ArrayList<>());
    if (any instanceof Junction junction && !junction.all() && !bare.isEmpty()) {
      mixed(junction, bare);
    }
    return any;
  }

  private static Condition one(Junction any, List<Condition> group) {
    return group.size() == 1 ? group.get(0) : any.with(group);
  }

  private static String read(Condition condition) {
    return RulePrinter.unwrapped(RulePrinter.condition(condition));
  }

  /** Two people read {@code a && b || c} in two ways. */
  private void mixed(Junction any, List<Condition> bare) {
    List<Condition> groups = new ArrayList<>();
    List<Condition> group = new ArrayList<>();
    for (Condition part : any.parts()) {
      boolean first = true;
      for (Condition each : bare.contains(part) ? ((Junction) part).parts() : List.of(part)) {
        if (!first) {
          groups.add(one(any, group));
          group = new ArrayList<>();
        }
        group.add(each);
        first = false;
      }
    }
    groups.add(one(any, group));
    problems.error(
        source,
        any.offset(),
        "&& and || without parentheses",
        "either: " + read(any) + "; or: " + read(new Junction(true, groups, any.offset())));
  }

  /**
   * @param joined takes what is joined here, by the sign alone and not in parentheses
   */
  private Condition junction(
      boolean all,
      Supplier<Condition> part,
      String half,
      String word,
      String sign,
      List<Condition> joined) {
    int offset = peek().offset();
    List<Condition> parts = new ArrayList<>(List.of(part.get()));
    while (peek().is(sign) || slip(half, word, sign)) {
      next++;
      parts.add(part.get());
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    joined.add(new Junction(all, parts, offset));
    return joined.get(joined.size() - 1);
  }

  /** Whether a word stands where a sign was meant; reported, then read as the sign. */
  private boolean slip(String sign, String word, String meant) {
    if (peek().is(sign) || peek().kind() == Kind.NAME && peek().text().equalsIgnoreCase(word)) {
      problems.error(source, peek().offset(), peek().shown() + " between conditions", meant);
      return true;
    }
    return false;
  }

  private Condition single() {
    Token first = peek();
    deeper();
    Condition condition;
    boolean word =
        first.is("not")
            && (at(1).kind() == Kind.NAME || at(1).is("("))
            && !at(1).is("in")
            && !at(1).is("contains");
    if (word) {
      problems.error(source, first.offset(), "'not' before a condition", "! before it");
    }
    if (word || first.is("!")) {
      next++;
      condition = new Not(single(), first.offset());
    } else if (first.is("(")) {
      next++;
      condition = any();
      expect(")", "", ") for the ( before");
    } else {
      condition = atom();
    }
    depth--;
    return condition;
  }

  private void deeper() {
    if (++depth > DEPTH) {
      throw error(
          peek(), "more than " + DEPTH + " parentheses within each other", "a plainer condition");
    }
  }

  static boolean isComparison(Token token) {
    return token.kind() == Kind.SIGN && COMPARISONS.contains(token.text());
  }

  final Condition atom() {
    if (++terms == TERMS + 1) {
      problems.error(
          source,
          peek().offset(),
          "more than " + TERMS + " comparisons on a fact",
          "fewer, or two rules");
    }
    Operand left = operand();
    Token operator = peek();
    String sign = null;
    if (isComparison(operator)) {
      sign = operator.text();
      next++;
      if (peek().is("=")) {
        throw error(operator, "'" + sign + "='", COMPARISON_FORM);
      }
    } else if (operator.is("=") && at(1).is(">")) {
      problems.error(source, operator.offset(), "'=>'", ">= for is at least");
      sign = ">=";
      next += 2;
    } else if (operator.is("=")) {
      problems.error(source, operator.offset(), "a single =", "== for is equal to");
      sign = "==";
      next++;
    }
    if (sign != null) {
      return new Comparison(left, sign, operand(), left.offset(), operator.offset());
    }
    if (operator.kind() == Kind.NAME && OTHER_OPERATORS.contains(operator.text())
        || operator.is("<>")) {
      throw unexpected("", COMPARISON_FORM);
    }
    if (operator.kind() == Kind.SIGN && "+-*/%?~^#[".contains(operator.text())) {
      throw unexpected("", "no reckoning in a condition: a field or a measure compared");
    }
    boolean negated = operator.is("not");
    Token word = negated ? at(1) : operator;
    if (word.is("in") || word.is("contains")) {
      next += negated ? 2 : 1;
      if (!(left instanceof Path path)) {
        throw error(operator, "a literal before " + operator.shown(), "a field");
      }
      return word.is("in")
          ? new Membership(path, negated, values(), left.offset())
          : new Containment(path, negated, operand(), left.offset());
    }
    if (negated) {
      throw error(word, word.shown() + " behind not", "in or contains");
    }
    if (!(left instanceof Path path)) {
      throw unexpected(" behind a literal", COMPARISON_FORM);
    }
    return new Truth(path);
  }

  private List<Literal> values() {
    expect("(", "", "( and the values that it is in");
    List<Literal> values = new ArrayList<>();
    while (true) {
      Token at = peek();
      if (!(operand() instanceof Literal literal)) {
        throw error(at, at.shown() + " in a list of values", "texts or numbers");
      }
      add(values, literal);
      if (skip(")")) {
        return values;
      }
      expect(",", " in a list of values", "a comma or )");
    }
  }

  private <T extends Operand> void add(List<T> list, T value) {
    list.add(value);
    if (list.size() == VALUES + 1) {
      problems.error(
          source, value.offset(), "more than " + VALUES + " values", "at most " + VALUES);
    }
  }

  final Operand operand() {
    Token token = peek();
    LiteralKind kind =
        switch (token.kind()) {
          case TEXT -> LiteralKind.TEXT;
          case NUMBER -> LiteralKind.NUMBER;
          default -> token.is("true") || token.is("false") ? LiteralKind.BOOLEAN : null;
        };
    if (kind != null) {
      next++;
      return new Literal(kind, token.text(), token.offset(), token.end());
    }
    if (token.is("-") || token.is("+")) {
      throw unexpected("", "a number without a sign");
    }
    if (token.kind() != Kind.NAME) {
      throw unexpected("", "a field, a variable, a text in double quotes or a number");
    }
    return path();
  }

  private Path path() {
    int offset = peek().offset();
    Name variable = null;
    List<Step> steps = new ArrayList<>();
    if (peek().text().startsWith("$")) {
      variable = name("");
      if (!skip(".")) {
        return new Path(variable, List.of(), offset);
      }
    }
    do {
      Name name = name("the name of a field");
      steps.add(new Step(name, peek().is("(") ? arguments() : null));
    } while (skip("."));
    return new Path(variable, steps, offset);
  }

  private List<Operand> arguments() {
    deeper();
    next++;
    List<Operand> arguments = new ArrayList<>();
    while (!peek().is(")")) {
      add(arguments, operand());
      if (!skip(",") && !peek().is(")")) {
        throw unexpected(" handed to a measure", "a comma or )");
      }
    }
    next++;
    depth--;
    return arguments;
  }

  // Words

  final Token peek() {
    return tokens.get(next);
  }

  final Token at(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  /** Whether a sign stands here; it is passed. */
  final boolean skip(String sign) {
    boolean found = peek().is(sign);
    next += found ? 1 : 0;
    return found;
  }

  /** Passes a word. */
  final void expect(String word, String behind, String expected) {
    if (!skip(word)) {
      throw unexpected(behind, expected);
    }
  }

  /** Passes a name. */
  final Name name(String expected) {
    Token token = peek();
    if (token.kind() != Kind.NAME) {
      throw unexpected("", expected);
    }
    next++;
    return new Name(token.text(), token.offset());
  }

  /** Passes a text in quotes. */
  final Token text(String behind, String expected) {
    if (peek().kind() != Kind.TEXT) {
      throw unexpected(behind, expected);
    }
    return tokens.get(next++);
  }

  /**
   * What stands here.
   *
   * @param behind what a message says behind it, with a space before it
   */
  final Unreadable unexpected(String behind, String expected) {
    return error(peek(), peek().shown() + behind, expected);
  }

  final Unreadable error(Token at, String what, String expected) {
    problems.error(source, at.offset(), what, expected);
    return new Unreadable();
  }
}
