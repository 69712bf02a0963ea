package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.needlewise.casefile.Nearest;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Unanswered;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
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
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;
import org.needlewise.rulebase.drl.Source;

/**
 * Holds a rule that could be read against the facts it speaks of: names, types, codes, and that
 * every number has a unit.
 */
public final class RuleLinter {
  private static final int NAME_CHARS = 100;
  private static final int PATTERNS = 2;
  private static final int CONSTRAINTS = 24;
  private static final int VALUES = 60;

  private final RuleTree tree;
  private final Source source;
  private final Knowledge knowledge;
  private final Problems problems;

  /**
   * Whether the whole file could be read; what is not named may else stand in the part that could
   * not.
   */
  private final boolean whole;

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private FactType type;

  /**
   * @param value null where what it stands for is nothing, which has been reported
   */
  private record Variable(Name name, Value value) {
    boolean isFact() {
      return value != null && value.kind() == Kind.FACT;
    }
  }

  private RuleLinter(RuleTree tree, Knowledge knowledge, Problems problems, boolean whole) {
    this.tree = tree;
    this.source = tree.source();
    this.knowledge = knowledge;
    this.problems = problems;
    this.whole = whole;
  }

  /** Reports what is wrong with one rule. */
  public static void lint(RuleTree tree, Knowledge knowledge, Problems problems, boolean whole) {
    new RuleLinter(tree, knowledge, problems, whole).lint();
  }

  private void lint() {
    int before = problems.errors();
    place();
    name();
    imports();
    if (tree.patterns().size() > PATTERNS) {
      Name third = tree.patterns().get(PATTERNS).type();
      error(
          third.offset(),
          "a third fact in the conditions",
          "at most two, the second of the same case as the first");
    }
    for (int i = 0; i < tree.patterns().size(); i++) {
      pattern(tree.patterns().get(i), i > 0);
    }
    statement();
    if (whole && problems.errors() == before) {
      for (Variable variable : variables.values()) {
        if (!variable.isFact() && !used.contains(variable.name.text())) {
          problems.warning(
              source, variable.name.offset(), variable.name.text() + " is not used", "");
        }
      }
      possible();
      namesSessions();
      new CardLinter(tree, knowledge, problems, kinds()).lint();
    }
  }

  // Names and places

  private void place() {
    String file = source.file();
    String folder = file.substring(0, file.indexOf('/'));
    String slug = file.substring(file.indexOf('/') + 1, file.length() - ".drl".length());
    if (!CardReader.CATEGORIES.contains(folder)) {
      error(
          tree.packageName().offset(),
          "a rule in the folder '" + Lexer.shortened(folder) + "'",
          "a folder named as a category"
              + (Nearest.hint(folder, CardReader.CATEGORIES).isEmpty()
                  ? ": one of " + String.join(", ", CardReader.CATEGORIES)
                  : Nearest.hint(folder, CardReader.CATEGORIES)));
    }
    String packageOfSlug = slug.replace('-', '_');
    if (!slug.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || SourceVersion.isKeyword(packageOfSlug)) {
      error(
          tree.packageName().offset(),
          "a rule in a file named '" + Lexer.shortened(slug) + ".drl'",
          "small letters, words joined by hyphens, no word that Java reserves");
    }
    String expected = folder.replace('-', '_') + '.' + packageOfSlug;
    if (!tree.packageName().text().equals(expected)) {
      error(
          tree.packageName().offset(),
          "the package " + Lexer.shortened(tree.packageName().text()),
          expected + ", as the folder and the file are named");
    }
  }

  private void name() {
    String name = tree.name().text();
    if (name.isBlank() || name.length() > NAME_CHARS || !name.matches("[A-Za-z ,.()'/:-]*")) {
      boolean digits = name.chars().anyMatch(Character::isDigit);
      error(
          tree.name().offset(),
          digits ? "a number in the name of the rule" : "the name of the rule",
          digits
              ? "words alone there: numbers stand once, in the rule"
              : "1 to " + NAME_CHARS + " letters, spaces and , . ( ) ' / : -");
    }
  }

  private void imports() {
    Set<String> seen = new HashSet<>();
    for (Name name : tree.imports()) {
      if (!FactTypes.patterns().containsKey(name.text())) {
        error(
            name.offset(),
            "the unknown fact '" + Lexer.shortened(name.text()) + "'",
            factForm(name.text()));
      } else if (!seen.add(name.text())) {
        error(name.offset(), "a second import of " + name.text(), "each once");
      }
    }
    for (Pattern pattern : tree.patterns()) {
      String name = pattern.type().text();
      if (FactTypes.patterns().containsKey(name) && !seen.contains(name)) {
        error(
            pattern.type().offset(),
            name + " without its import",
            "import " + RuleParser.FACTS + '.' + name + " above");
        seen.add(name);
      }
    }
  }

  private static String factForm(String name) {
    Collection<String> known = FactTypes.patterns().keySet();
    String hint = Nearest.hint(name, known);
    return hint.isEmpty() ? "one of " + String.join(", ", known) : "a fact" + hint;
  }

  // Conditions

  private void pattern(Pattern pattern, boolean second) {
    type = FactTypes.patterns().get(pattern.type().text());
    if (type == null) {
      boolean imported =
          tree.imports().stream().anyMatch(i -> i.text().equals(pattern.type().text()));
      if (!imported) { // else reported there
        error(
            pattern.type().offset(),
            "the unknown fact '" + Lexer.shortened(pattern.type().text()) + "'",
            factForm(pattern.type().text()));
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
        condition(constraint.condition());
      } else {
        Value value = path(constraint.bound(), true);
        bind(constraint.variable(), value);
      }
    }
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

  private void condition(Condition condition) {
    if (condition instanceof Any any) {
      any.parts().forEach(this::condition);
    } else if (condition instanceof All all) {
      all.parts().forEach(this::condition);
    } else if (condition instanceof Not not) {
      condition(not.part());
    } else if (condition instanceof Truth truth) {
      Value value = path(truth.path(), false);
      if (value != null && value.kind() != Kind.TRUTH) {
        error(
            truth.offset(),
            shown(truth.path()) + " alone, which is " + value.kind().words,
            value.kind() == Kind.MEASURE ? "one of its fields: " + fields(value) : "a comparison");
      }
    } else if (condition instanceof Comparison comparison) {
      comparison(comparison);
    } else if (condition instanceof Membership membership) {
      membership(membership);
    } else if (condition instanceof Containment containment) {
      containment(containment);
    }
  }

  private void comparison(Comparison c) {
    if (c.left() instanceof Literal literal) {
      error(literal.offset(), "a literal on the left of " + c.operator(), "the field first");
      return;
    }
    Value left = path((Path) c.left(), false);
    if (left != null && left.codes() != null && unquoted(left, c.right())) {
      error(
          c.right().offset(),
          shown((Path) c.right()) + " without quotes",
          '"' + shown((Path) c.right()) + '"');
      return;
    }
    Value right = c.right() instanceof Path path ? path(path, false) : null;
    if (left == null || right == null && c.right() instanceof Path) {
      return; // reported
    }
    if (!orderable(left, c)) {
      return;
    }
    if (right == null) {
      literal((Path) c.left(), left, (Literal) c.right());
    } else if (RulePrinter.operand(c.left()).equals(RulePrinter.operand(c.right()))) {
      error(
          c.right().offset(),
          shown((Path) c.left()) + " compared with itself",
          "another field, or a value");
    } else if (left.kind() != right.kind()
        && !(left.kind().isNumber() && right.kind().isNumber())) {
      error(
          c.right().offset(),
          shown((Path) c.left())
              + ", "
              + left.kind().words
              + ", compared with "
              + shown((Path) c.right())
              + ", "
              + right.kind().words,
          left.kind().words);
    }
  }

  /** Whether a code stands where a field could. */
  private boolean unquoted(Value value, Operand operand) {
    Set<String> known = knowledge.texts(value.codes());
    return operand instanceof Path path
        && path.variable() == null
        && path.steps().size() == 1
        && path.steps().get(0).arguments() == null
        && !type.members().containsKey(path.steps().get(0).name().text())
        && known != null
        && known.contains(path.steps().get(0).name().text());
  }

  private boolean orderable(Value left, Comparison c) {
    Path path = (Path) c.left();
    switch (left.kind()) {
      case MEASURE ->
          error(
              path.offset(),
              shown(path) + " compared, which is a measure",
              "one of its fields: " + fields(left));
      case TEXTS ->
          error(
              c.operatorOffset(),
              c.operator() + " on several texts",
              shown(path) + " contains \"…\"");
      case TEXT, TRUTH -> {
        if (!c.operator().equals("==") && !c.operator().equals("!=")) {
          error(c.operatorOffset(), c.operator() + " on " + left.kind().words, "== or !=");
        } else {
          return true;
        }
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
    Step last = path.steps().isEmpty() ? null : path.steps().get(path.steps().size() - 1);
    String name = last == null ? boundField(path.variable().text()) : last.name().text();
    if (name != null && !FactTypes.hasUnit(name)) {
      error(
          literal.offset(),
          "the number " + literal.text() + " beside " + shown(path) + ", which names no unit",
          "a field whose name ends in its unit, as in …Days or …Mm");
    }
  }

  private String boundField(String variable) {
    for (Pattern pattern : tree.patterns()) {
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.variable() != null && constraint.variable().text().equals(variable)) {
          List<Step> steps = constraint.bound().steps();
          return steps.isEmpty() ? null : steps.get(steps.size() - 1).name().text();
        }
      }
    }
    return null;
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
    if (m.values().size() > VALUES) {
      error(m.offset(), m.values().size() + " values", "at most " + VALUES);
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
      error(c.value().offset(), shown((Path) c.value()) + ", " + other.kind().words, "a text");
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
    for (int i = 0; i < path.steps().size(); i++) {
      Step step = path.steps().get(i);
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
    Member member = owner.members().get(step.name().text());
    if (member == null && step.name().text().equals("null")) {
      error(step.name().offset(), "null", "\"\" for a text that is not stated, or a field …Known");
      return null;
    }
    if (member == null && step.name().text().equals("TODO")) {
      error(step.name().offset(), "TODO", "a text in double quotes, or a number without quotes");
      return null;
    }
    if (member == null) {
      String hint = Nearest.hint(step.name().text(), owner.members().keySet());
      error(
          step.name().offset(),
          "the unknown field '" + Lexer.shortened(step.name().text()) + "' of " + owner.name(),
          hint.isEmpty()
              ? "one of " + String.join(", ", owner.members().keySet())
              : "a field" + hint);
      return null;
    }
    List<Operand> given = step.arguments() == null ? List.of() : step.arguments();
    int needed = member.parameters().size();
    if (member.isField() && step.arguments() != null) {
      error(
          step.name().offset(),
          member.name() + "( … )",
          member.name() + " without parentheses: it is a field");
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
    switch (parameter.kind()) {
      case TEXT -> {
        if (literal.kind() != LiteralKind.TEXT) {
          error(
              literal.offset(),
              shown(literal) + " handed to " + member.name(),
              "a text in double quotes");
        } else {
          code(member.name(), parameter, literal);
        }
      }
      case WHOLE, DECIMAL -> {
        boolean fraction = literal.text().indexOf('.') >= 0;
        if (literal.kind() != LiteralKind.NUMBER || parameter.kind() == Kind.WHOLE && fraction) {
          error(
              literal.offset(),
              shown(literal) + " handed to " + member.name(),
              parameter.kind() == Kind.WHOLE
                  ? "a whole number without quotes"
                  : "a number without quotes");
        }
      }
      default ->
          error(
              literal.offset(),
              shown(literal) + " handed to " + member.name(),
              parameter.kind().words);
    }
  }

  /** That the conditions leave something open: two codes at once are no fact's. */
  private void possible() {
    for (Pattern pattern : tree.patterns()) {
      FactType declared = FactTypes.patterns().get(pattern.type().text());
      boolean any = false;
      String field = null;
      for (var concrete : FactTypes.concrete(declared)) {
        FactType of = FactTypes.of(concrete);
        String empty = emptyField(pattern, of);
        any |= empty == null;
        field = field == null ? empty : field;
      }
      if (!any) {
        error(
            pattern.type().offset(),
            "conditions that no " + declared.name() + " can meet: nothing is left for " + field,
            "conditions that can hold together");
      }
    }
  }

  private String emptyField(Pattern pattern, FactType concrete) {
    for (Member member : concrete.members().values()) {
      if (member.isField() && member.value().kind() == Kind.TEXT) {
        Set<String> values = Restrictions.values(pattern, concrete, member.name(), knowledge);
        if (values != null && values.isEmpty()) {
          return member.name();
        }
      }
    }
    return null;
  }

  // The statement

  private void statement() {
    if (tree.patterns().stream()
        .anyMatch(p -> !FactTypes.patterns().containsKey(p.type().text()))) {
      return; // reported there
    }
    List<Name> arguments = tree.then().arguments();
    String method = tree.then().method().text();
    for (Name argument : arguments) {
      used.add(argument.text());
      if (whole && !variables.containsKey(argument.text())) {
        error(
            argument.offset(),
            "the unknown variable " + Lexer.shortened(argument.text()),
            "a variable of the conditions" + Nearest.hint(argument.text(), variables.keySet()));
        return;
      }
    }
    if (!whole) {
      return;
    }
    Variable fact = variables.get(arguments.get(0).text());
    if (!fact.isFact()) {
      error(
          arguments.get(0).offset(),
          arguments.get(0).text() + ", which is no fact",
          "the variable of the fact first");
      return;
    }
    Class<?> needed =
        method.equals("interval") ? Gap.class : method.equals("question") ? Unanswered.class : null;
    if (needed != null && fact.value.type() != needed) {
      error(
          arguments.get(0).offset(),
          "findings." + method + " with a fact " + fact.value.type().getSimpleName(),
          "a fact " + needed.getSimpleName());
    }
    if (needed != null && arguments.size() > 1) {
      error(
          arguments.get(1).offset(),
          "findings." + method + " with more than the fact",
          "the fact alone");
    }
    if (method.equals("interval") && !source.file().startsWith("interval/")) {
      error(
          tree.then().method().offset(),
          "findings.interval outside the folder interval",
          "findings.add or findings.until");
    }
    Set<String> seen = new HashSet<>(Set.of(arguments.get(0).text()));
    for (int i = 1; i < arguments.size(); i++) {
      if (!seen.add(arguments.get(i).text())) {
        error(
            arguments.get(i).offset(),
            arguments.get(i).text() + " a second time",
            "each variable once");
      }
    }
    if (method.equals("until")) {
      Variable date = arguments.size() > 1 ? variables.get(arguments.get(1).text()) : null;
      if (date == null || date.value != null && !endsOnADay(date.value)) {
        Name at = arguments.size() > 1 ? arguments.get(1) : tree.then().method();
        error(
            at.offset(),
            "findings.until without a date",
            "behind the fact a variable that stands for a date");
      }
    }
  }

  private static boolean endsOnADay(Value value) {
    return value.kind() == Kind.DATE
        || value.type() != null && Dated.class.isAssignableFrom(value.type());
  }

  /** A repeat that a regimen imagines stands in no case file, so that no finding can name it. */
  private void namesSessions() {
    Set<String> handedOn = new HashSet<>();
    tree.then().arguments().forEach(argument -> handedOn.add(argument.text()));
    for (Pattern pattern : tree.patterns()) {
      if (pattern.variable() != null
          && handedOn.contains(pattern.variable().text())
          && pattern.type().text().equals("Gap")
          && !tree.then().method().text().equals("interval")) {
        Set<String> roles =
            Restrictions.values(pattern, FactTypes.of(Gap.class), "role", knowledge);
        if (roles == null || roles.contains("regimen")) {
          error(
              pattern.type().offset(),
              "a finding on a Gap of any role",
              "role == \"proposed\", or findings.interval");
        }
      }
    }
  }

  /** What the arguments behind the fact are, by name without the dollar sign. */
  private Map<String, Value> kinds() {
    Map<String, Value> kinds = new LinkedHashMap<>();
    List<Name> arguments = tree.then().arguments();
    for (Name argument : arguments.subList(1, arguments.size())) {
      kinds.put(argument.text().substring(1), variables.get(argument.text()).value);
    }
    return kinds;
  }

  private static String fields(Value value) {
    return String.join(", ", FactTypes.of(value.type()).members().keySet());
  }

  private static String shown(Path path) {
    return Lexer.shortened(RulePrinter.operand(path));
  }

  private static String shown(Literal literal) {
    return Lexer.shortened(RulePrinter.operand(literal));
  }

  private void error(int offset, String what, String expected) {
    problems.error(source, offset, what, expected);
  }

  /** Reports what is wrong with rules that are each right: names and rows of one in another. */
  static void lintTogether(List<RuleTree> trees, List<Card> cards, Problems problems) {
    Map<String, RuleTree> byName = new HashMap<>();
    Map<String, String> fileOfId = new HashMap<>();
    Set<String> rows = new HashSet<>();
    for (Card card : cards) {
      rows.add(card.policy());
      fileOfId.put(card.id(), card.file());
    }
    for (int i = 0; i < trees.size(); i++) {
      RuleTree tree = trees.get(i);
      RuleTree other = byName.putIfAbsent(tree.name().text(), tree);
      if (other != null) {
        problems.error(
            tree.source(),
            tree.name().offset(),
            "the name \""
                + Lexer.shortened(tree.name().text())
                + "\" a second time ("
                + other.source().file()
                + " has it)",
            "a name of its own");
      }
      for (String id : cards.get(i).formerly()) {
        String file = fileOfId.putIfAbsent(id, tree.source().file());
        if (file != null) {
          problems.error(
              tree.source(),
              tree.annotations().get("formerly").valueOffset(),
              "the id " + Lexer.shortened(id) + ", which " + file + " has or had",
              "ids that no other rule has or had");
        }
      }
      for (String name : List.of("setsAside", "silences")) {
        RuleTree.Annotation annotation = tree.annotations().get(name);
        if (annotation == null || annotation.value() == null) {
          continue;
        }
        int at = 0;
        for (String row : annotation.value().split(" ", -1)) {
          if (!row.isEmpty() && !rows.contains(row)) {
            problems.warning(
                tree.source(),
                annotation.valueOffset() + at,
                "the row " + Lexer.shortened(row) + ", which no rule has",
                "the policy row of a rule"
                    + Nearest.hint(row, new java.util.TreeSet<>(nonNull(rows))));
          }
          at += row.length() + 1;
        }
      }
    }
  }

  private static List<String> nonNull(Set<String> rows) {
    List<String> known = new ArrayList<>(rows);
    known.remove(null);
    return known;
  }
}
