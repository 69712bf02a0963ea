package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.needlewise.rulebase.drl.Lexer.Kind;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** Reads the conditions of a rule by the grammar of the positive list, and passes over words. */
abstract class ConditionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final String COMPARISON_FORM =
      "one of == != < <= > >=, in ( … ), not in ( … ), contains, not contains";
  private static final List<String> OTHER_OPERATORS =
      RuleTree.words(
          "matches memberOf soundslike str after before coincides during finishes finishedby"
              + " includes meets metby overlaps overlappedby starts startedby excludes instanceof"
              + " like between is equals startsWith endsWith");
  private static final List<String> OTHER_PATTERNS =
      RuleTree.words("not exists eval forall accumulate acc collect from query and or groupby");

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
  private int depth;
  private int terms;

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

  /** All patterns, up to the word then. */
  List<Pattern> patterns() {
    List<Pattern> patterns = new ArrayList<>();
    while (!peek().is("then")) {
      if (peek().kind() == Kind.END || peek().is("end")) {
        throw unexpected("", "then");
      }
      patterns.add(pattern());
    }
    if (patterns.isEmpty()) {
      throw error(peek(), "no condition", "a fact and its conditions between when and then");
    }
    return patterns;
  }

  private Pattern pattern() {
    String form = "a fact with its conditions, as in: $g : Gap( … )";
    if (peek().is("findings")) {
      throw error(peek(), "a statement among the conditions", "then before it");
    }
    if (peek().is(")")) {
      throw error(peek(), "a ) too many", "then");
    }
    Token first = peek();
    Name variable = null;
    Name type = patternName(form);
    if (skip(":")) {
      variable = variable(first);
      type = patternName(form);
    }
    expect("(", " behind '" + Lexer.shortened(type.text()) + "'", "( and conditions");
    terms = 0;
    List<Constraint> constraints = new ArrayList<>();
    boolean unreadable = false;
    while (!peek().is(")")) {
      try {
        constraints.add(constraint());
        if (peek().is(",")) {
          next++;
          if (peek().is(")")) {
            throw error(peek(), "nothing behind the last comma", "a condition");
          }
        } else if (!peek().is(")")) {
          throw unexpected(" behind a condition", "a comma or )");
        }
      } catch (Unreadable e) {
        unreadable = true;
        toNextConstraint(e);
      }
    }
    next++;
    if (unreadable && !peek().is("then")) {
      throw new Unreadable(); // what follows would be noise
    }
    return new Pattern(variable, type, constraints);
  }

  private Name patternName(String form) {
    if (OTHER_PATTERNS.contains(peek().text())) {
      throw unexpected("", form);
    }
    return name(form);
  }

  private Name variable(Token token) {
    if (token.kind() != Kind.NAME || !token.text().startsWith("$")) {
      problems.error(
          source, token.offset(), "the variable " + token.shown(), "a name that begins with $");
    }
    return new Name(token.text(), token.offset());
  }

  /** Behind a mistake: to the next comma of the pattern, or its end. */
  private void toNextConstraint(Unreadable cause) {
    depth = 0;
    int open = 0;
    while (true) {
      Token token = peek();
      if (token.kind() == Kind.END || token.is("then") || token.is("end")) {
        throw cause;
      }
      if (open == 0 && token.is(",")) {
        next++;
        return;
      }
      if (token.is("(")) {
        open++;
      } else if (token.is(")")) {
        if (open == 0) {
          return;
        }
        open--;
      }
      next++;
    }
  }

  private Constraint constraint() {
    Token first = peek();
    if (!at(1).is(":")) {
      Condition condition = any();
      return new Constraint(null, null, condition, first.offset(), tokens.get(next - 1).end());
    }
    Name variable = variable(first);
    next += 2;
    Token at = peek();
    if (!(operand() instanceof Path path)) {
      throw error(at, at.shown(), "a field or a measure of the fact");
    }
    if (isComparison(peek())) {
      throw error(
          peek(), "a comparison of a variable where it is named", "a comma, then the comparison");
    }
    return new Constraint(variable, path, null, first.offset(), tokens.get(next - 1).end());
  }

  private Condition any() {
    return junction(false, this::all, "|", "or", "||");
  }

  private Condition all() {
    return junction(true, this::single, "&", "and", "&&");
  }

  private Condition junction(
      boolean all, Supplier<Condition> part, String half, String word, String sign) {
    int offset = peek().offset();
    List<Condition> parts = new ArrayList<>(List.of(part.get()));
    while (peek().is(sign) || slip(half, word, sign)) {
      next++;
      parts.add(part.get());
    }
    return parts.size() == 1 ? parts.get(0) : new Junction(all, parts, offset);
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

  private static boolean isComparison(Token token) {
    return token.kind() == Kind.SIGN && COMPARISONS.contains(token.text());
  }

  private Condition atom() {
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

  private Operand operand() {
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
