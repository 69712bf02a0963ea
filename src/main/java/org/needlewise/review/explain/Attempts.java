package org.needlewise.review.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.review.Words;
import org.needlewise.review.explain.Distances.Off;
import org.needlewise.review.explain.Explanation.Line;
import org.needlewise.review.explain.FactValues.Variables;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.screening.Trace;

/** Tries a rule on the facts of one case. */
@SuppressWarnings("ReferenceEquality") // A fact is itself, not one that is like it.
final class Attempts {
  /** Fields that say what a fact is: where they differ, it is another fact, and no near miss. */
  private static final Set<String> IDENTITY = Set.of("code", "group", "kind", "role");

  /** Of the facts that an element counts. */
  private static final int SHOWN = 5;

  private final OpenRules.Rule rule;
  private final Trace trace;
  private final RuleWords words;
  private final Distances distances;
  private final List<Attempt> found = new ArrayList<>();

  private Attempts(OpenRules.Rule rule, Trace trace) {
    this.rule = rule;
    this.trace = trace;
    this.words = new RuleWords(rule.tree());
    this.distances = new Distances(rule.tree());
  }

  /**
   * A rule tried on some facts, as it is weighed.
   *
   * @param facts one for each pattern up to the one that failed; none where no fact is of its type
   * @param at the pattern that failed; their number where none did
   * @param other whether something is of another kind, so that it is no near miss
   */
  record Attempt(List<Fact> facts, int at, List<Line> lines, List<Off> off, boolean other) {
    /** The one that a finding is of. */
    Fact fact() {
      return facts.get(0);
    }

    String describe() {
      return facts.stream().map(FactWords::describe).collect(Collectors.joining(" with "));
    }

    boolean matched() {
      return off.isEmpty();
    }

    double distance() {
      return off.stream().mapToDouble(Off::weight).sum();
    }
  }

  private static final Comparator<Attempt> NEAREST =
      Comparator.comparing(Attempt::other)
          .thenComparing((Attempt attempt) -> attempt.off.size())
          .thenComparingDouble(Attempt::distance);

  /** The codes and classes that a condition asks for. */
  static Set<String> codes(Condition condition) {
    return condition.match(
        junction ->
            junction.parts().stream()
                .flatMap(part -> codes(part).stream())
                .collect(Collectors.toSet()),
        not -> Set.of(),
        atom ->
            IDENTITY.contains(atom.path().field())
                ? atom.oneOf().stream().map(Literal::text).collect(Collectors.toSet())
                : Set.of());
  }

  /** The nearest first. */
  static List<Attempt> of(OpenRules.Rule rule, Trace trace) {
    Attempts attempts = new Attempts(rule, trace);
    attempts.attempt(List.of(), new Variables(rule.tree()), List.of(), List.of(), false);
    attempts.found.sort(NEAREST);
    return attempts.found;
  }

  /** From one pattern to the next only where the one before matches. */
  private void attempt(
      List<Fact> facts,
      Variables outer,
      List<Line> before,
      List<Off> offBefore,
      boolean otherBefore) {
    RuleTree tree = rule.tree();
    int index = facts.size();
    if (index == tree.patterns().size()) {
      List<Line> lines = new ArrayList<>(before);
      List<Off> off = new ArrayList<>(offBefore);
      tree.elements().forEach(element -> element(element, outer, lines, off));
      outcome(facts.get(0), outer, lines, off);
      found.add(new Attempt(facts, index, lines, off, otherBefore));
      return;
    }
    Pattern pattern = tree.patterns().get(index);
    boolean none = true;
    for (Fact fact : trace.facts()) {
      if (!FactTypes.of(pattern).type().isInstance(fact)) {
        continue;
      }
      none = false;
      Variables variables = FactValues.bound(outer, pattern, fact);
      List<Line> lines = new ArrayList<>(before);
      List<Off> off = new ArrayList<>(offBefore);
      boolean other = otherBefore;
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.condition() == null) {
          FactValues.bind(constraint, fact, variables);
        }
        if (constraint.condition() == null) {
          continue;
        }
        Condition condition = constraint.condition();
        boolean holds = FactValues.holds(condition, fact, variables);
        Off by = holds ? null : distances.off(condition, fact, variables);
        if (!holds) {
          off.add(by);
          other |= !codes(condition).isEmpty();
        }
        lines.add(
            new Line(
                tree.line(constraint.offset()),
                text(tree, constraint.offset(), constraint.end()),
                words.condition(condition, FactTypes.of(pattern).type()),
                holds,
                distances.found(condition, fact, variables),
                by == null ? "" : by.text()));
      }
      List<Fact> tried = new ArrayList<>(facts);
      tried.add(fact);
      if (off.isEmpty()) {
        attempt(tried, variables, lines, off, other);
      } else {
        found.add(new Attempt(tried, index, lines, off, other));
      }
    }
    if (none && index > 0) {
      Off missing = new Off(Distances.OF_ANOTHER_KIND, "");
      found.add(new Attempt(facts, index, before, List.of(missing), true));
    }
  }

  private static String text(RuleTree tree, int from, int to) {
    return tree.source().text().substring(from, to).replaceAll("\\s+", " ");
  }

  /**
   * What is asked beside the facts; what stands behind one that fails is looked at all the same.
   */
  private void element(Element element, Variables variables, List<Line> lines, List<Off> off) {
    RuleTree tree = rule.tree();
    List<Fact> counted = FactValues.counted(element, trace.facts(), variables);
    Comparison number = element.number();
    boolean holds =
        switch (element.quantifier()) {
          case EXISTS -> !counted.isEmpty();
          case NOT -> counted.isEmpty();
          case COUNT -> {
            FactValues.bind(number, counted.size(), variables);
            yield FactValues.holds(number, null, variables);
          }
        };
    String by = "";
    if (!holds && number != null) {
      Off distance = distances.off(number, null, variables);
      by = distance.text();
      off.add(distance);
    } else if (!holds) {
      off.add(new Off(Distances.OF_ANOTHER_KIND, ""));
    }
    List<String> found = counted.stream().map(FactWords::describe).limit(SHOWN).toList();
    String more = counted.size() > SHOWN ? " and " + (counted.size() - SHOWN) + " more" : "";
    lines.add(
        new Line(
            tree.line(element.offset()),
            text(tree, element.offset(), element.end()),
            words.element(element),
            holds,
            found.isEmpty() ? "none" : String.join(", ", found) + more,
            by));
  }

  /** What the statement adds to the conditions: an interval's days, an end by date. */
  private void outcome(Fact fact, Variables variables, List<Line> lines, List<Off> off) {
    Card card = rule.card();
    RuleTree tree = rule.tree();
    if (fact instanceof Gap gap && card.isInterval() && gap.role().equals("proposed")) {
      Trace.Interval interval = interval(trace, card, gap);
      int minimum = interval == null ? card.minimumDays() : interval.minimumDays();
      int observed = gap.observedDays();
      boolean below = observed < card.idealDays();
      lines.add(
          new Line(
              tree.line(tree.annotations().get("idealDays").offset()),
              "@minimumDays(\""
                  + card.minimumDays()
                  + "\") @idealDays(\""
                  + card.idealDays()
                  + "\")",
              "the days between them are less than the ideal of " + card.idealDays() + " days",
              below,
              Words.count(observed, "day")
                  + (observed < minimum
                      ? ", "
                          + Words.count(minimum - observed, "day")
                          + " short of the minimum of "
                          + minimum
                      : ", the minimum of " + minimum + " has passed"),
              below
                  ? ""
                  : observed == card.idealDays()
                      ? "the ideal day itself"
                      : Words.count(observed - card.idealDays(), "day") + " past the ideal"));
      if (!below) {
        off.add(new Off(Distances.weightOfDays(observed - card.idealDays() + 1), ""));
      }
    } else if (tree.then().method().text().equals("until") && card.after() == null) {
      String free = tree.then().arguments().get(1).text();
      int date =
          variables.get(free) instanceof Dated measure
              ? measure.freeDate()
              : (Integer) variables.get(free);
      int left = date - trace.subject().proposedDate();
      if (left <= 0) {
        lines.add(
            new Line(
                tree.line(tree.then().method().offset()),
                RulePrinter.statement(tree.then()),
                "the proposed date is before the end of the finding",
                false,
                LocalDate.ofEpochDay(date).toString(),
                "ended " + Words.count(-left, "day") + " before"));
        off.add(new Off(Distances.weightOfDays(1 - left), ""));
      }
    }
  }

  /** Null where the rule did not match the gap. */
  static Trace.Interval interval(Trace trace, Card card, Gap gap) {
    return trace.intervals().stream()
        .filter(each -> each.card().id().equals(card.id()) && each.gap() == gap)
        .findFirst()
        .orElse(null);
  }
}
