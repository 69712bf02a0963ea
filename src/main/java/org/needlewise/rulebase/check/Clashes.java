package org.needlewise.rulebase.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.Source;

/** Conditions of a fact that say a thing twice, or cannot hold together. */
final class Clashes {
  private final Source source;
  private final Problems problems;
  private final Set<String> said = new HashSet<>();
  private final Map<String, Range> ranges = new HashMap<>();

  /** What numbers are left of a field; null: no bound. */
  private static final class Range {
    private BigDecimal least;
    private BigDecimal most;

    void atLeast(BigDecimal number) {
      least = least == null ? number : least.max(number);
    }

    void atMost(BigDecimal number) {
      most = most == null ? number : most.min(number);
    }

    boolean isEmpty() {
      return least != null && most != null && least.compareTo(most) > 0;
    }
  }

  private Clashes(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** All conditions of a pattern must hold together. */
  static void lint(Pattern pattern, Source source, Problems problems) {
    Clashes clashes = new Clashes(source, problems);
    pattern.conditions().stream()
        .flatMap(condition -> together(condition).stream())
        .forEach(clashes::condition);
  }

  /** What must hold where a condition does. */
  private static List<Condition> together(Condition condition) {
    return condition.match(
        junction -> {
          if (!junction.all()) {
            return List.of(junction);
          }
          List<Condition> parts = new ArrayList<>();
          junction.parts().forEach(part -> parts.addAll(together(part)));
          return parts;
        },
        List::of,
        List::of);
  }

  private void condition(Condition condition) {
    String printed = RulePrinter.condition(condition);
    if (!said.add(printed)) {
      problems.warning(
          source,
          condition.offset(),
          Lexer.shortened(printed) + " a second time",
          "each condition once");
    }
    if (said.contains('!' + printed)
        || printed.startsWith("!") && said.contains(printed.substring(1))) {
      clash(condition, printed);
    }
    if (condition instanceof Comparison c
        && c.right() instanceof Literal literal
        && literal.kind() == LiteralKind.NUMBER) {
      compare(c, RulePrinter.operand(c.left()), new BigDecimal(literal.text()));
    }
  }

  private void compare(Comparison c, String field, BigDecimal number) {
    Range range = ranges.computeIfAbsent(field, name -> new Range());
    if (range.isEmpty()) {
      return; // told once
    }
    // What is measured is measured in whole units, lengths in hundredths of a millimetre.
    BigDecimal step = field.contains("Mm") ? new BigDecimal("0.01") : BigDecimal.ONE;
    switch (c.operator()) {
      case "==" -> {
        range.atLeast(number);
        range.atMost(number);
      }
      case ">=" -> range.atLeast(number);
      case ">" -> range.atLeast(number.add(step));
      case "<=" -> range.atMost(number);
      case "<" -> range.atMost(number.subtract(step));
      default -> {
        return;
      }
    }
    if (range.isEmpty()) {
      clash(c, RulePrinter.condition(c));
    }
  }

  private void clash(Condition condition, String printed) {
    problems.error(
        source,
        condition.offset(),
        Lexer.shortened(printed) + ", which no fact can meet beside the conditions before it",
        "conditions that can hold together");
  }
}
