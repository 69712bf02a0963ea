package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;
import org.needlewise.casefile.Nearest;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Unanswered;
import org.needlewise.rulebase.check.ConditionLinter.Variable;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.Source;

/**
 * Holds a rule that could be read against the facts it speaks of: names, types, codes, and that
 * every number has a unit.
 */
public final class RuleLinter {
  private static final int NAME_CHARS = 100;

  /** More than a person keeps in mind; and each is tried with each of a case. */
  private static final int FACTS = 3;

  private static final int ELEMENTS = 3;
  private final RuleTree tree;
  private final Source source;
  private final Knowledge knowledge;
  private final Set<String> lost;
  private final Problems problems;

  /** Whether its package is as its folder and its file are named. */
  private boolean placed;

  /**
   * Whether the whole file could be read; what is not named may else stand in the part that could
   * not.
   */
  private final boolean whole;

  private final ConditionLinter conditions;

  private RuleLinter(
      RuleTree tree, Knowledge knowledge, Set<String> lost, Problems problems, boolean whole) {
    this.tree = tree;
    this.source = tree.source();
    this.knowledge = knowledge;
    this.lost = lost;
    this.problems = problems;
    this.whole = whole;
    this.conditions = new ConditionLinter(tree, knowledge, problems, whole);
  }

  /** Reports what is wrong with one rule. */
  public static void lint(RuleTree tree, Knowledge knowledge, Problems problems, boolean whole) {
    lint(tree, knowledge, Set.of(), problems, whole);
  }

  /**
   * @param lost ids of released rules that have no file: one that was moved is one of these
   */
  static void lint(
      RuleTree tree, Knowledge knowledge, Set<String> lost, Problems problems, boolean whole) {
    new RuleLinter(tree, knowledge, lost, problems, whole).lint();
  }

  private void lint() {
    int before = problems.errors();
    place();
    name();
    imports();
    if (tree.patterns().size() > FACTS) {
      Name type = tree.patterns().get(FACTS).type();
      error(type.offset(), tree.patterns().size() + " facts in the conditions", "at most " + FACTS);
    }
    if (tree.elements().size() > ELEMENTS) {
      error(
          tree.elements().get(ELEMENTS).offset(),
          tree.elements().size() + " times not, exists or accumulate",
          "at most " + ELEMENTS);
    }
    tree.patterns().forEach(conditions::pattern);
    tree.elements().forEach(conditions::element);
    statement();
    if (whole && problems.errors() == before) {
      for (Variable variable : conditions.variables.values()) {
        if (!variable.isFact() && !conditions.used.contains(variable.name().text())) {
          Name name = variable.name();
          problems.warning(source, name.offset(), name.text() + " is not used", "");
        }
      }
      possible();
      tree.everyPattern().forEach(pattern -> Clashes.lint(pattern, source, problems));
      namesSessions();
      new CardLinter(tree, knowledge, problems, kinds()).lint();
    }
  }

  // Names and places

  private void place() {
    String file = source.file();
    String slug = file.substring(file.indexOf('/') + 1, file.length() - ".drl".length());
    String packageOfSlug = slug.replace('-', '_');
    if (!slug.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || SourceVersion.isKeyword(packageOfSlug)) {
      error(
          tree.packageName().offset(),
          "a rule in a file named '" + Lexer.shortened(slug) + ".drl'",
          "small letters, words joined by hyphens, no word that Java reserves");
      return;
    }
    placed = isPlaced(tree);
    if (!placed) {
      String named = tree.packageName().text();
      String before = named.replace('_', '-').replace('.', '-');
      boolean moved = lost.contains(before) && tree.annotations().get("formerly") == null;
      error(
          tree.packageName().offset(),
          "the package " + Lexer.shortened(named),
          packageOf(file)
              + ", as the folder and the file are named"
              + (moved ? ", and @formerly(\"" + before + "\"): a release has that rule" : ""));
    }
  }

  private static String packageOf(String file) {
    return file.substring(0, file.length() - ".drl".length()).replace('-', '_').replace('/', '.');
  }

  private static boolean isPlaced(RuleTree tree) {
    return tree.packageName().text().equals(packageOf(tree.source().file()));
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
        conditions.unknownFact(name);
      } else if (!seen.add(name.text())) {
        error(name.offset(), "a second import of " + name.text(), "each once");
      }
    }
    for (Pattern pattern : tree.everyPattern()) {
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

  /** That the conditions leave something open: two codes at once are no fact's. */
  private void possible() {
    for (Pattern pattern : tree.everyPattern()) {
      FactType declared = FactTypes.of(pattern);
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
    if (tree.everyPattern().stream().anyMatch(pattern -> FactTypes.of(pattern) == null)) {
      return; // reported there
    }
    List<Name> arguments = tree.then().arguments();
    String method = tree.then().method().text();
    Map<String, Variable> variables = conditions.variables;
    for (Name argument : arguments) {
      conditions.used.add(argument.text());
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
    if (placed && method.equals("interval") && !source.file().startsWith("interval/")) {
      error(
          tree.then().method().offset(),
          "findings.interval outside the folder interval",
          "findings.add or findings.until");
      return;
    }
    Class<?> needed =
        method.equals("interval") ? Gap.class : method.equals("question") ? Unanswered.class : null;
    if (needed != null && fact.value().type() != needed) {
      error(
          arguments.get(0).offset(),
          "findings." + method + " with a fact " + fact.value().type().getSimpleName(),
          "a fact " + needed.getSimpleName());
    }
    if (needed != null && arguments.size() > 1) {
      error(
          arguments.get(1).offset(),
          "findings." + method + " with more than the fact",
          "the fact alone");
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
      if (date == null || date.value() != null && !endsOnADay(date.value())) {
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
      kinds.put(argument.text().substring(1), conditions.variables.get(argument.text()).value());
    }
    return kinds;
  }

  private void error(int offset, String what, String expected) {
    problems.error(source, offset, what, expected);
  }

  /**
   * Reports what is wrong with rules that are each right: names and rows of one in another. A file
   * that was copied or moved to where it does not belong has been told so and takes no name.
   *
   * @param released ids: of two rules the one that no release has is told
   */
  static void lintTogether(
      List<RuleTree> all, List<Card> allCards, Set<String> released, Problems problems) {
    List<RuleTree> trees = new ArrayList<>();
    List<Card> cards = new ArrayList<>();
    for (boolean first : List.of(true, false)) {
      for (int i = 0; i < all.size(); i++) {
        if (isPlaced(all.get(i)) && released.contains(allCards.get(i).id()) == first) {
          trees.add(all.get(i));
          cards.add(allCards.get(i));
        }
      }
    }
    Map<String, RuleTree> byName = new HashMap<>();
    Map<String, String> fileOfId = new HashMap<>();
    Set<String> rows = new TreeSet<>();
    allCards.stream().map(Card::policy).filter(Objects::nonNull).forEach(rows::add);
    allCards.forEach(card -> fileOfId.put(card.id(), card.file()));
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
                "the policy row of a rule" + Nearest.hint(row, rows));
          }
          at += row.length() + 1;
        }
      }
    }
  }
}
