package org.needlewise.review.gaps;

import java.math.BigDecimal;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/** The constants of some rules, by what they are compared with. */
final class Constants {
  /** A month back and a month on can differ by the length of a month. */
  private static final int MONTHS_DIFFER = 3;

  /** Where a text stands, by field or measure and by text. */
  private final Map<String, Map<String, Set<Object>>> texts = new LinkedHashMap<>();

  final Set<Integer> hundredths = new TreeSet<>();
  final Set<Integer> counts = new TreeSet<>();
  final Set<Integer> months = new TreeSet<>();
  final Set<Integer> years = new TreeSet<>();
  private final List<Card> cards = new ArrayList<>();

  private final Set<String> indications;

  /**
   * @param categories of the rules
   */
  Constants(OpenRules rules, Set<String> categories) {
    indications = Set.copyOf(rules.vocabulary().lists().get("indications"));
    rules.rules().stream()
        .filter(rule -> categories.contains(rule.card().category()))
        .forEach(this::rule);
  }

  private void rule(OpenRules.Rule rule) {
    cards.add(rule.card());
    for (Pattern pattern : rule.tree().everyPattern()) {
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.condition() != null) {
          constraint.condition().atoms().forEach(this::atom);
        } else {
          path(constraint.bound());
          keys(rule.card(), constraint.bound());
        }
      }
    }
    for (Element element : rule.tree().elements()) {
      if (element.number() != null) {
        atom(element.number());
      }
    }
  }

  /** What a card tells apart by a variable's value. */
  private void keys(Card card, Path bound) {
    String name = name(bound);
    for (Map.Entry<String, Verdict> key : card.verdictOf().entrySet()) {
      for (String part : key.getKey().split("/")) {
        boolean indication = indications.contains(part);
        if (name.equals("indication") ? indication : name.equals("operator") && !indication) {
          text(name, part, card.id() + ' ' + key.getValue());
        }
      }
    }
  }

  private void text(String name, String text, Object where) {
    texts
        .computeIfAbsent(name, key -> new LinkedHashMap<>())
        .computeIfAbsent(text, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(where instanceof String word ? word.intern() : where);
  }

  private void atom(Atom atom) {
    for (Operand operand : atom.operands()) {
      if (operand instanceof Path path) {
        path(path);
      } else {
        literal((Literal) operand, name(atom.path()), atom);
      }
    }
  }

  private void literal(Literal literal, String name, Object where) {
    if (literal.kind() == LiteralKind.TEXT) {
      text(name, literal.text(), where);
    } else if (literal.kind() == LiteralKind.NUMBER) {
      BigDecimal number = new BigDecimal(literal.text());
      if (name.contains("Mm") || number.scale() > 0) {
        hundredths.add(number.movePointRight(2).intValue());
      } else if (name.contains("Months")) {
        months.add(number.intValue());
      } else if (name.contains("Years")) {
        years.add(number.intValue());
      } else {
        counts.add(number.intValue());
      }
    }
  }

  private void path(Path path) {
    for (Step step : path.steps()) {
      for (Operand argument : step.given()) {
        if (argument instanceof Literal literal) {
          literal(literal, step.name().text(), step);
        }
      }
    }
  }

  private static String name(Path path) {
    return path.isVariable() ? path.variable().text() : path.last();
  }

  /**
   * Texts that are compared with some fields, or handed to some measures. Of several that stand in
   * the same places, so that no rule tells them apart, the first.
   */
  List<String> texts(String... names) {
    Map<String, Set<Object>> places = new LinkedHashMap<>();
    for (String name : names) {
      texts
          .getOrDefault(name, Map.of())
          .forEach(
              (text, where) ->
                  places
                      .computeIfAbsent(
                          text, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                      .addAll(where));
    }
    Map<Set<Object>, String> first = new LinkedHashMap<>();
    places.forEach((text, where) -> first.putIfAbsent(where, text));
    return List.copyOf(first.values());
  }

  /** Minimum and ideal of interval rules. */
  Set<Integer> days() {
    Set<Integer> days = new TreeSet<>();
    for (Card card : cards) {
      if (card.isInterval()) {
        days.add(card.minimumDays());
        days.add(card.idealDays());
      }
    }
    return days;
  }

  /** Counted back from the proposed day, and on to it. */
  Set<Integer> monthsInDays() {
    Set<Integer> days = new TreeSet<>();
    for (int each : months) {
      for (int off = -MONTHS_DIFFER; off <= MONTHS_DIFFER; off++) {
        days.add(inDays(each) + off);
      }
    }
    return days;
  }

  /** So many months before the proposed day. */
  static int inDays(int months) {
    return (int) ChronoUnit.DAYS.between(Draft.DAY.minusMonths(months), Draft.DAY);
  }

  /**
   * Days as the rules count them: months that one of them names, or a day more or less; else days.
   */
  Period period(int days) {
    return months.stream()
        .filter(each -> Math.abs(days - inDays(each)) <= 1)
        .map(each -> Period.of(0, each, days - inDays(each)))
        .findFirst()
        .orElse(Period.ofDays(days));
  }
}
