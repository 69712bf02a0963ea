package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.rulebase.drl.Lexer.Kind;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
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
import org.needlewise.rulebase.drl.RuleTree.Statement;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/**
 * Reads a rule file by the grammar of the positive list, and nothing else: what is compiled later
 * is printed anew from the tree, so nothing of the file's own text reaches another parser.
 */
public final class RuleParser {
  public static final String FACTS = "org.needlewise.facts";
  public static final String FINDINGS = "org.needlewise.screening.Findings";
  static final Set<String> METHODS = Set.of("interval", "add", "until", "question");
  static final List<String> HEADINGS = List.of("What it checks", "Why it matters", "Stays silent");

  private static final String HEADER_FORM =
      "a comment /* … */ that begins the file, with the headings " + String.join(", ", HEADINGS);
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final String COMPARISON_FORM =
      "one of == != < <= > >=, in ( … ), not in ( … ), contains, not contains";
  private static final Set<String> OTHER_OPERATORS =
      Set.of(
          "matches",
          "memberOf",
          "soundslike",
          "str",
          "after",
          "before",
          "coincides",
          "during",
          "finishes",
          "finishedby",
          "includes",
          "meets",
          "metby",
          "overlaps",
          "overlappedby",
          "starts",
          "startedby",
          "excludes",
          "instanceof",
          "like",
          "between",
          "is",
          "equals",
          "startsWith",
          "endsWith");
  private static final Set<String> OTHER_PATTERNS =
      Set.of(
          "not",
          "exists",
          "eval",
          "forall",
          "accumulate",
          "acc",
          "collect",
          "from",
          "query",
          "and",
          "or",
          "groupby");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "salience",
          "enabled",
          "no",
          "lock",
          "auto",
          "agenda",
          "activation",
          "ruleflow",
          "date",
          "timer",
          "calendars",
          "duration",
          "dialect",
          "extends");

  /** Parentheses and negations within each other; a rule that a person reads needs three. */
  private static final int DEPTH = 8;

  private final Source source;
  private final Problems problems;
  private List<Token> tokens;
  private int next;
  private int depth;

  private RuleParser(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Ends the reading of one part of a file; the problem has been reported. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  /**
   * What could be read of a file, errors or not; null, with at least one error, where too little
   * could.
   */
  public static RuleTree parse(Source source, Problems problems) {
    try {
      return new RuleParser(source, problems).file();
    } catch (Unreadable e) {
      return null; // reported
    }
  }

  private RuleTree file() {
    int from = header();
    tokens = Lexer.of(source, from, problems);
    expect("package", "the package, as in: package interval.face");
    Name packageName = new Name(dotted(), tokens.get(1).offset());
    if (peek().is("-")) {
      throw error(
          peek(), "a hyphen in the package", "_ in its place, as in over_treatment.annual_cap");
    }
    skip(";");
    List<Name> imports = new ArrayList<>();
    while (peek().is("import")) {
      imports.add(fact());
    }
    global();
    Token rule = peek();
    if (!rule.is("rule")) {
      throw error(rule, rule.shown(), "an import of a fact type, or the rule");
    }
    next++;
    Token name = peek();
    if (name.kind() != Kind.TEXT) {
      throw error(name, name.shown(), "the name of the rule in double quotes");
    }
    next++;
    Map<String, Annotation> annotations = annotations();
    next++; // when
    List<Pattern> patterns = patterns();
    next++; // then
    Statement then = statement();
    if (!peek().is("end")) {
      boolean second = peek().is("findings");
      throw error(
          peek(), second ? "a second statement" : peek().shown(), "end, after one statement");
    }
    next++;
    if (peek().kind() != Kind.END) {
      boolean second = peek().is("rule");
      throw error(
          peek(),
          second ? "a second rule" : peek().shown(),
          "the end of the file: one rule a file");
    }
    return new RuleTree(
        source,
        packageName,
        imports,
        new Name(name.text(), name.offset() + 1),
        rule.offset(),
        annotations,
        patterns,
        then);
  }

  // The head of the file

  private int header() {
    String text = source.text();
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith("/*", start)) {
      problems.error(source, start, "no header comment", HEADER_FORM);
      return start;
    }
    int end = text.indexOf("*/", start + 2);
    if (end < 0) {
      problems.error(source, start, "a header comment without its end", "*/ behind the header");
      throw new Unreadable();
    }
    String comment = text.substring(start, end);
    int last = -1;
    for (String heading : HEADINGS) {
      int at = comment.indexOf(heading);
      if (at < 0) {
        problems.error(source, start, "a header comment without '" + heading + "'", HEADER_FORM);
      } else if (at < last) {
        problems.error(
            source, start + at, "the heading '" + heading + "' out of order", HEADER_FORM);
      } else {
        last = at;
        said(comment, heading, start, at);
      }
    }
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        problems.error(
            source,
            i,
            "a number in the header comment",
            "words alone there: numbers stand once, in the rule");
        break;
      }
    }
    return end + 2;
  }

  private void said(String comment, String heading, int start, int at) {
    int end = comment.length();
    for (String other : HEADINGS) {
      int next = comment.indexOf(other, at + heading.length());
      if (next >= 0) {
        end = Math.min(end, next);
      }
    }
    if (comment.substring(at + heading.length(), end).replaceAll("[*:\\s]", "").isEmpty()) {
      problems.error(
          source,
          start + at,
          "the heading '" + heading + "' without a sentence",
          "a sentence behind it");
    }
  }

  private Name fact() {
    Token start = tokens.get(next++);
    if (peek().is("static")
        || peek().is("function")
        || peek().is("accumulate")
        || peek().is("acc")) {
      throw error(
          start,
          "import " + peek().text(),
          "imports of fact types alone, as in: import " + FACTS + ".Gap");
    }
    int offset = peek().offset();
    String name = dotted();
    if (peek().is(".") || peek().is("*")) {
      throw error(start, "an import of everything in a package", "one import a fact type");
    }
    skip(";");
    int dot = name.lastIndexOf('.');
    if (dot < 0 || !name.substring(0, dot).equals(FACTS)) {
      problems.error(
          source, offset, "an import of " + Lexer.shortened(name), "a fact type of " + FACTS);
    }
    return new Name(name.substring(dot + 1), offset + dot + 1);
  }

  private void global() {
    String form = "global " + FINDINGS + " findings";
    expect("global", form);
    Token start = peek();
    String type = dotted();
    Token name = peek();
    if (!type.equals(FINDINGS) || !name.is("findings")) {
      throw error(start, "the global " + Lexer.shortened(type + " " + name.text()), form);
    }
    next++;
    skip(";");
  }

  private Map<String, Annotation> annotations() {
    Map<String, Annotation> annotations = new LinkedHashMap<>();
    while (!peek().is("when")) {
      try {
        annotation(annotations);
      } catch (Unreadable e) {
        while (!peek().is("@") && !peek().is("when")) {
          if (peek().kind() == Kind.END) {
            throw e;
          }
          next++;
        }
      }
    }
    return annotations;
  }

  private void annotation(Map<String, Annotation> annotations) {
    Token at = peek();
    if (ATTRIBUTES.contains(at.text())) {
      throw error(at, "the attribute " + at.shown(), "no attributes, entries of the card alone");
    }
    if (at.is("@")) {
      next++;
    } else if (RuleTree.CARD_ENTRIES.contains(at.text()) && at(1).is("(")) {
      problems.error(source, at.offset(), at.shown() + " without its sign", "@" + at.text());
    } else {
      throw error(at, at.shown(), "an entry of the card, as in @id(\"…\"), or when");
    }
    Token name = peek();
    if (name.kind() != Kind.NAME) {
      throw error(name, name.shown(), "the name of an entry of the card");
    }
    next++;
    Annotation unreadable = new Annotation(name.text(), null, at.offset(), at.offset());
    boolean second = annotations.putIfAbsent(name.text(), unreadable) != null;
    expect("(", "( behind @" + Lexer.shortened(name.text()));
    Token value = peek();
    if (value.kind() != Kind.TEXT) {
      throw error(
          value,
          value.shown() + " in @" + Lexer.shortened(name.text()),
          "one text in double quotes");
    }
    next++;
    if (!peek().is(")")) {
      throw error(
          peek(), peek().shown() + " behind the text of @" + Lexer.shortened(name.text()), ")");
    }
    next++;
    if (second) {
      problems.error(
          source, at.offset(), "a second @" + Lexer.shortened(name.text()), "each entry once");
    } else {
      annotations.put(
          name.text(), new Annotation(name.text(), value.text(), at.offset(), value.offset() + 1));
    }
  }

  // Conditions

  private List<Pattern> patterns() {
    List<Pattern> patterns = new ArrayList<>();
    while (!peek().is("then")) {
      if (peek().kind() == Kind.END || peek().is("end")) {
        throw error(peek(), peek().shown(), "then");
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
    Name variable = null;
    Token first = peek();
    if (first.is("findings")) {
      throw error(first, "a statement among the conditions", "then before it");
    }
    if (first.is(")")) {
      throw error(first, "a ) too many", "then");
    }
    if (first.kind() != Kind.NAME || OTHER_PATTERNS.contains(first.text())) {
      throw error(first, first.shown(), form);
    }
    next++;
    if (peek().is(":")) {
      if (!first.text().startsWith("$")) {
        problems.error(
            source, first.offset(), "the variable " + first.shown(), "a name that begins with $");
      }
      variable = new Name(first.text(), first.offset());
      next++;
      first = peek();
      if (first.kind() != Kind.NAME || OTHER_PATTERNS.contains(first.text())) {
        throw error(first, first.shown(), form);
      }
      next++;
    }
    Name type = new Name(first.text(), first.offset());
    if (!peek().is("(")) {
      throw error(
          peek(),
          peek().shown() + " behind '" + Lexer.shortened(type.text()) + "'",
          "( and conditions");
    }
    next++;
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
          throw error(peek(), peek().shown() + " behind a condition", "a comma or )");
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
    boolean variable = tokens.get(next + (first.kind() == Kind.END ? 0 : 1)).is(":");
    if (!variable) {
      Condition condition = any();
      return new Constraint(null, null, condition, first.offset(), tokens.get(next - 1).end());
    }
    if (first.kind() != Kind.NAME || !first.text().startsWith("$")) {
      problems.error(
          source, first.offset(), "the variable " + first.shown(), "a name that begins with $");
    }
    next += 2;
    Token at = peek();
    if (!(operand() instanceof Path path)) {
      throw error(at, at.shown(), "a field or a measure of the fact");
    }
    if (COMPARISONS.contains(peek().text()) && peek().kind() == Kind.SIGN) {
      throw error(
          peek(), "a comparison of a variable where it is named", "a comma, then the comparison");
    }
    return new Constraint(
        new Name(first.text(), first.offset()),
        path,
        null,
        first.offset(),
        tokens.get(next - 1).end());
  }

  private Condition any() {
    int offset = peek().offset();
    List<Condition> parts = new ArrayList<>(List.of(all()));
    while (peek().is("||") || slip("|", "or", "||")) {
      next++;
      parts.add(all());
    }
    return parts.size() == 1 ? parts.get(0) : new Junction(false, parts, offset);
  }

  private Condition all() {
    int offset = peek().offset();
    List<Condition> parts = new ArrayList<>(List.of(single()));
    while (peek().is("&&") || slip("&", "and", "&&")) {
      next++;
      parts.add(single());
    }
    return parts.size() == 1 ? parts.get(0) : new Junction(true, parts, offset);
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
    if (++depth > DEPTH) {
      throw error(
          first, "more than " + DEPTH + " parentheses within each other", "a plainer condition");
    }
    Condition condition;
    if (first.is("not")
        && (at(1).kind() == Kind.NAME || at(1).is("("))
        && !at(1).is("in")
        && !at(1).is("contains")) {
      problems.error(source, first.offset(), "'not' before a condition", "! before it");
      next++;
      condition = new Not(single(), first.offset());
    } else if (first.is("!")) {
      next++;
      condition = new Not(single(), first.offset());
    } else if (first.is("(")) {
      next++;
      condition = any();
      if (!peek().is(")")) {
        throw error(peek(), peek().shown(), ") for the ( before");
      }
      next++;
    } else {
      condition = comparison();
    }
    depth--;
    return condition;
  }

  private Condition comparison() {
    Operand left = operand();
    Token operator = peek();
    if (operator.kind() == Kind.SIGN && COMPARISONS.contains(operator.text())) {
      next++;
      if (peek().is("=")) {
        throw error(operator, "'" + operator.text() + "='", COMPARISON_FORM);
      }
      Operand right = operand();
      return new Comparison(left, operator.text(), right, left.offset(), operator.offset());
    }
    if (operator.is("=") && at(1).is(">")) {
      problems.error(source, operator.offset(), "'=>'", ">= for is at least");
      next += 2;
      return new Comparison(left, ">=", operand(), left.offset(), operator.offset());
    }
    if (operator.is("=")) {
      problems.error(source, operator.offset(), "a single =", "== for is equal to");
      next++;
      return new Comparison(left, "==", operand(), left.offset(), operator.offset());
    }
    if (operator.kind() == Kind.NAME && OTHER_OPERATORS.contains(operator.text())
        || operator.is("<>")) {
      throw error(operator, operator.shown(), COMPARISON_FORM);
    }
    if (operator.kind() == Kind.SIGN && "+-*/%?~^#[".contains(operator.text())) {
      throw error(
          operator, operator.shown(), "no reckoning in a condition: a field or a measure compared");
    }
    boolean negated = operator.is("not");
    Token word = negated ? tokens.get(next + 1) : operator;
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
      throw error(operator, operator.shown() + " behind a literal", COMPARISON_FORM);
    }
    return new Truth(path);
  }

  private List<Literal> values() {
    expect("(", "( and the values that it is in");
    List<Literal> values = new ArrayList<>();
    while (true) {
      Token at = peek();
      if (!(operand() instanceof Literal literal)) {
        throw error(at, at.shown() + " in a list of values", "texts or numbers");
      }
      values.add(literal);
      if (peek().is(")")) {
        next++;
        return values;
      }
      if (!peek().is(",")) {
        throw error(peek(), peek().shown() + " in a list of values", "a comma or )");
      }
      next++;
    }
  }

  private Operand operand() {
    Token token = peek();
    if (token.is("-") || token.is("+")) {
      throw error(token, token.shown(), "a number without a sign");
    }
    if (token.kind() == Kind.TEXT
        || token.kind() == Kind.NUMBER
        || token.is("true")
        || token.is("false")) {
      next++;
      LiteralKind kind =
          token.kind() == Kind.TEXT
              ? LiteralKind.TEXT
              : token.kind() == Kind.NUMBER ? LiteralKind.NUMBER : LiteralKind.BOOLEAN;
      return new Literal(kind, token.text(), token.offset(), token.end());
    }
    if (token.kind() != Kind.NAME) {
      throw error(token, token.shown(), "a field, a variable, a text in double quotes or a number");
    }
    return path();
  }

  private Path path() {
    Token first = peek();
    Name variable = null;
    List<Step> steps = new ArrayList<>();
    if (first.text().startsWith("$")) {
      variable = new Name(first.text(), first.offset());
      next++;
      if (!peek().is(".")) {
        return new Path(variable, List.of(), first.offset());
      }
      next++;
    }
    while (true) {
      Token name = peek();
      if (name.kind() != Kind.NAME) {
        throw error(name, name.shown(), "the name of a field");
      }
      next++;
      steps.add(
          new Step(new Name(name.text(), name.offset()), peek().is("(") ? arguments() : null));
      if (!peek().is(".")) {
        return new Path(variable, steps, first.offset());
      }
      next++;
    }
  }

  private List<Operand> arguments() {
    if (++depth > DEPTH) {
      throw error(
          peek(), "more than " + DEPTH + " parentheses within each other", "a plainer condition");
    }
    next++;
    List<Operand> arguments = new ArrayList<>();
    while (!peek().is(")")) {
      arguments.add(operand());
      if (peek().is(",")) {
        next++;
      } else if (!peek().is(")")) {
        throw error(peek(), peek().shown() + " handed to a measure", "a comma or )");
      }
    }
    next++;
    depth--;
    return arguments;
  }

  // The then part

  private Statement statement() {
    String form = "one statement, as in: findings.add( kcontext, $fact );";
    Token findings = peek();
    Token dot = at(1);
    Token method = at(2);
    if (!findings.is("findings") || !dot.is(".") || !METHODS.contains(method.text())) {
      String shown =
          findings.is("findings") && dot.is(".") ? "findings." + method.text() : findings.shown();
      throw error(
          findings, shown, "findings.interval, findings.add, findings.until or findings.question");
    }
    next += 3;
    expect("(", form);
    if (!peek().is("kcontext")) {
      throw error(
          peek(),
          peek().shown(),
          "kcontext first, as in: findings." + method.text() + "( kcontext, $fact );");
    }
    next++;
    List<Name> arguments = new ArrayList<>();
    while (peek().is(",")) {
      next++;
      Token argument = peek();
      if (argument.kind() != Kind.NAME || !argument.text().startsWith("$")) {
        throw error(
            argument, argument.shown() + " handed on", "a variable of the conditions, as in $fact");
      }
      next++;
      arguments.add(new Name(argument.text(), argument.offset()));
    }
    if (!peek().is(")")) {
      throw error(peek(), peek().shown() + " in the statement", "a comma and a variable, or )");
    }
    next++;
    if (!peek().is(";")) {
      throw error(tokens.get(next - 1), "a statement without its semicolon", "; behind )");
    }
    next++;
    if (arguments.isEmpty()) {
      throw error(method, "findings." + method.text() + " without a fact", form);
    }
    return new Statement(new Name(method.text(), method.offset()), arguments);
  }

  // Words

  private Token peek() {
    return tokens.get(next);
  }

  private Token at(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  private void skip(String sign) {
    if (peek().is(sign)) {
      next++;
    }
  }

  private void expect(String word, String expected) {
    if (!peek().is(word)) {
      throw error(peek(), peek().shown(), expected);
    }
    next++;
  }

  private String dotted() {
    StringBuilder name = new StringBuilder();
    while (true) {
      Token part = peek();
      if (part.kind() != Kind.NAME) {
        throw error(part, part.shown(), "a name");
      }
      next++;
      name.append(part.text());
      if (!peek().is(".") || at(1).is("*")) {
        return name.toString();
      }
      next++;
      name.append('.');
    }
  }

  private Unreadable error(Token at, String what, String expected) {
    problems.error(source, at.offset(), what, expected);
    return new Unreadable();
  }
}
