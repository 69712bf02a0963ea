package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.rulebase.drl.Lexer.Kind;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Quantifier;

/** Reads the facts that a rule speaks of, and what it asks of the case beside them. */
abstract class FactParser extends ConditionParser {
  private static final List<String> OTHER_PATTERNS =
      RuleTree.words(
          "not exists eval forall accumulate acc collect from query and or groupby count");
  private static final String COUNT_FORM =
      "accumulate( Fact( … ); $number : count(); $number >= 3 )";

  FactParser(Source source, Problems problems) {
    super(source, problems);
  }

  /** The facts, up to what begins an element, or the word then. */
  final List<Pattern> patterns() {
    List<Pattern> patterns = new ArrayList<>();
    while (!peek().is("then") && quantifier() == null) {
      between();
      patterns.add(pattern());
    }
    if (patterns.isEmpty()) {
      throw error(
          peek(),
          peek().is("then") ? "no condition" : peek().shown() + " before any fact",
          "a fact and its conditions first, between when and then");
    }
    return patterns;
  }

  /** What the case must hold beside the facts, up to the word then. */
  final List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    while (!peek().is("then")) {
      Quantifier quantifier = quantifier();
      if (quantifier == null) {
        between();
        throw unexpected(
            " behind not, exists or accumulate", "then: facts stand before what is asked beside");
      }
      int offset = peek().offset();
      next++;
      Comparison number = null;
      List<Pattern> patterns;
      if (quantifier == Quantifier.COUNT) {
        expect("(", "", COUNT_FORM);
        patterns = List.of(pattern());
        number = number();
      } else {
        patterns = quantified(quantifier);
      }
      elements.add(new Element(quantifier, patterns, number, offset, tokens.get(next - 1).end()));
    }
    return elements;
  }

  /** Null where no element begins. */
  private Quantifier quantifier() {
    return peek().kind() != Kind.NAME
        ? null
        : switch (peek().text()) {
          case "not" -> Quantifier.NOT;
          case "exists" -> Quantifier.EXISTS;
          case "accumulate" -> Quantifier.COUNT;
          default -> null;
        };
  }

  private List<Pattern> quantified(Quantifier quantifier) {
    if (!skip("(")) {
      return List.of(pattern());
    }
    List<Pattern> patterns = new ArrayList<>();
    do {
      patterns.add(pattern());
    } while (skip("or"));
    if (peek().is("||")) {
      throw unexpected(" between facts", "or");
    }
    if (peek().is("and") || peek().is("&&") || peek().is(",")) {
      throw unexpected(
          " between facts",
          quantifier == Quantifier.NOT
              ? "or: not( Fact( … ) or Fact( … ) ) is neither of them"
              : "or; for both of them, exists twice");
    }
    expect(")", " behind a fact", "or and another fact, or )");
    return patterns;
  }

  private Comparison number() {
    expect(";", " behind the fact that is counted", COUNT_FORM);
    Name variable = variable(peek());
    next++;
    expect(":", "", COUNT_FORM);
    if (!peek().is("count") || !at(1).is("(") || !at(2).is(")")) {
      throw unexpected("", "count(), as in: " + COUNT_FORM);
    }
    next += 3;
    expect(";", " behind count()", COUNT_FORM);
    Token at = peek();
    if (!(atom() instanceof Comparison asked
        && asked.left() instanceof Path left
        && left.isVariable()
        && left.variable().text().equals(variable.text())
        && asked.right() instanceof Literal literal
        && literal.kind() == LiteralKind.NUMBER)) {
      throw error(at, "what is asked of the count", variable.text() + " compared with one number");
    }
    expect(")", " behind what is asked of the count", ")");
    return asked;
  }

  /** Reports what stands where a fact should, and what people mean by it. */
  private void between() {
    if (peek().kind() == Kind.END || peek().is("end")) {
      throw unexpected("", "then");
    }
    if (peek().is("or") || peek().is("||")) {
      throw unexpected(" between facts", "exists( Fact( … ) or Fact( … ) ), or a rule for each");
    }
    if (peek().is("and") || peek().is("&&") || peek().is(",")) {
      throw unexpected(" between facts", "nothing between them: all of them are asked for");
    }
    if (peek().is("count")) {
      throw unexpected("", COUNT_FORM);
    }
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
    boolean named = type.text().startsWith("$");
    if (named && peek().kind() == Kind.NAME && at(1).is("(")) {
      problems.error(
          source,
          peek().offset(),
          "no colon behind '" + type.text() + "'",
          "a colon between the name and the fact: "
              + type.text()
              + " : "
              + peek().text()
              + "( … )");
      variable = variable(first);
      type = patternName(form);
    } else if (skip(":")) {
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
}
