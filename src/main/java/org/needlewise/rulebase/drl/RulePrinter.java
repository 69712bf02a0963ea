package org.needlewise.rulebase.drl;

import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Statement;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/**
 * Prints the checked tree of a rule in one form: what is compiled, and what decides whether it must
 * be.
 */
public final class RulePrinter {
  private RulePrinter() {}

  /** The rule as DRL, without its header and its card. */
  public static String drl(RuleTree tree) {
    StringBuilder drl = new StringBuilder();
    drl.append("package ").append(tree.packageName().text()).append("\n\n");
    for (Name name : tree.imports()) {
      drl.append("import ").append(RuleParser.FACTS).append('.').append(name.text()).append('\n');
    }
    drl.append("global ")
        .append(RuleParser.FINDINGS)
        .append(" findings\n\nrule \"")
        .append(tree.name().text());
    drl.append("\"\n  when\n");
    tree.patterns().forEach(each -> drl.append("    ").append(pattern(each)).append('\n'));
    tree.elements().forEach(each -> drl.append("    ").append(element(each)).append('\n'));
    return drl.append("  then\n    ").append(statement(tree.then())).append("\nend\n").toString();
  }

  private static String pattern(Pattern pattern) {
    return pattern.constraints().stream()
        .map(RulePrinter::constraint)
        .collect(
            Collectors.joining(
                ", ",
                (pattern.variable() == null ? "" : pattern.variable().text() + " : ")
                    + pattern.type().text()
                    + "( ",
                " )"));
  }

  /** What is asked beside the facts. */
  public static String element(Element element) {
    String facts =
        element.patterns().stream().map(RulePrinter::pattern).collect(Collectors.joining(" or "));
    return switch (element.quantifier()) {
      case EXISTS -> "exists( " + facts + " )";
      case NOT -> "not( " + facts + " )";
      case COUNT ->
          "accumulate( "
              + facts
              + "; "
              + operand(element.number().left())
              + " : count(); "
              + condition(element.number())
              + " )";
    };
  }

  /** What stands between two commas of a pattern. */
  public static String constraint(Constraint constraint) {
    return constraint.variable() != null
        ? constraint.variable().text() + " : " + operand(constraint.bound())
        : condition(constraint.condition());
  }

  public static String condition(Condition condition) {
    return condition.match(
        junction ->
            junction.parts().stream()
                .map(RulePrinter::condition)
                .collect(Collectors.joining(junction.all() ? " && " : " || ", "(", ")")),
        not ->
            not.part() instanceof Truth || not.part() instanceof Not
                ? "!" + condition(not.part())
                : "!(" + unwrapped(condition(not.part())) + ')',
        RulePrinter::atom);
  }

  private static String atom(Atom atom) {
    return atom.match(
        c -> operand(c.left()) + ' ' + c.operator() + ' ' + operand(c.right()),
        c -> operand(c.path()) + (c.negated() ? " not in (" : " in (") + operands(c.values()) + ')',
        c ->
            operand(c.path())
                + (c.negated() ? " not contains " : " contains ")
                + operand(c.value()),
        c -> operand(c.path()));
  }

  static String unwrapped(String text) {
    return text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
  }

  /** A literal, field, measure or variable. */
  public static String operand(Operand operand) {
    if (operand instanceof Literal literal) {
      return literal.kind() == LiteralKind.TEXT ? '"' + literal.text() + '"' : literal.text();
    }
    Path path = (Path) operand;
    String steps = path.steps().stream().map(RulePrinter::step).collect(Collectors.joining("."));
    return path.variable() == null
        ? steps
        : path.variable().text() + (steps.isEmpty() ? "" : "." + steps);
  }

  private static String step(Step step) {
    return step.name().text() + (step.isMeasure() ? '(' + operands(step.arguments()) + ')' : "");
  }

  private static String operands(List<? extends Operand> operands) {
    return operands.stream().map(RulePrinter::operand).collect(Collectors.joining(", "));
  }

  /** The rule's one statement. */
  public static String statement(Statement then) {
    return statement(then, "kcontext");
  }

  /**
   * @param rule how the rule names itself
   */
  public static String statement(Statement then, String rule) {
    return "findings."
        + then.method().text()
        + "( "
        + rule
        + ", "
        + then.arguments().stream().map(Name::text).collect(Collectors.joining(", "))
        + " );";
  }
}
