package org.needlewise.review.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Reaction;
import org.needlewise.facts.Unanswered;
import org.needlewise.report.Finding;
import org.needlewise.review.Words;
import org.needlewise.review.explain.Attempts.Attempt;
import org.needlewise.review.explain.Explanation.Line;
import org.needlewise.review.explain.Explanation.Near;
import org.needlewise.review.explain.Explanation.Tried;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.Trace;

/** Explains what the rules made of one case. */
@SuppressWarnings("ReferenceEquality") // A fact is itself, not one that is like it.
public final class Explainer {
  private static final int SHOWN = 4;
  private static final int MATCHES_SHOWN = 12;

  private final OpenRules rules;
  private final Trace trace;

  private Explainer(OpenRules rules, Trace trace) {
    this.rules = rules;
    this.trace = trace;
  }

  /**
   * Screens a case, so that each rule can be asked about.
   *
   * @param base of the same folder as the rules
   */
  public static Explainer of(OpenRules rules, RuleBase base, CaseFile caseFile) {
    return new Explainer(rules, Screener.trace(base, caseFile));
  }

  /** What led to the report. */
  public Trace trace() {
    return trace;
  }

  /**
   * Why a rule spoke or did not.
   *
   * @param rule of the rules that the explainer was made with
   */
  public Explanation explain(OpenRules.Rule rule) {
    return explain(rule, List.of());
  }

  /**
   * @param places in the case: where the rule has no finding, what it made of these stands first
   */
  public Explanation explain(OpenRules.Rule rule, List<String> places) {
    Card card = rule.card();
    List<Attempt> attempts = Attempts.of(rule, trace);
    attempts.sort(Comparator.comparingInt(attempt -> rank(card, attempt, places)));
    List<Finding> findings =
        trace.spoken().stream()
            .filter(spoken -> spoken.card().id().equals(card.id()))
            .map(Trace.Reported::finding)
            .toList();
    List<Tried> tried = new ArrayList<>();
    for (Attempt attempt : attempts) {
      if (tried.size() < (attempt.matched() ? MATCHES_SHOWN : SHOWN)) {
        tried.add(
            new Tried(
                attempt.describe(),
                attempt.facts().stream()
                    .flatMap(fact -> FactWords.pointers(fact).stream())
                    .toList(),
                attempt.matched(),
                attempt.lines(),
                attempt.matched() ? then(card, attempt) : List.of()));
      }
    }
    return new Explanation(
        card.id(),
        card.policy(),
        card.title(),
        card.file(),
        !findings.isEmpty(),
        answer(rule, attempts, findings),
        tried,
        attempts.size() - tried.size());
  }

  /** The fact that a finding is of goes first: of an interval, the session that governs. */
  private int rank(Card card, Attempt attempt, List<String> places) {
    if (attempt.facts().isEmpty()) {
      return 2;
    }
    boolean spoken =
        trace.spoken().stream()
            .anyMatch(s -> s.card().id().equals(card.id()) && s.fact() == attempt.fact());
    return attempt.matched() && spoken
        ? 0
        : FactWords.pointers(attempt.fact()).stream().anyMatch(places::contains) ? 1 : 2;
  }

  private String answer(OpenRules.Rule rule, List<Attempt> attempts, List<Finding> findings) {
    Card card = rule.card();
    if (!rules.fires(card)) {
      return "It is no active rule (its status is "
          + card.status()
          + "), so it says nothing."
          + (card.isActiveOrDraft() ? " --drafts tries it." : "");
    }
    if (!findings.isEmpty()) {
      return findings.stream()
          .map(f -> "It found: " + Words.verdictUntil(f) + ". " + f.message())
          .distinct()
          .collect(Collectors.joining("\n"));
    }
    if (attempts.isEmpty()) {
      return noFact(rule, 0);
    }
    Attempt nearest = attempts.get(0);
    if (nearest.matched()) {
      return "Its conditions hold, yet it adds no finding: " + first(then(card, nearest));
    }
    if (nearest.other()) {
      return noFact(rule, attempts.stream().mapToInt(Attempt::at).max().orElse(0));
    }
    return "It says nothing. Nearest is " + nearest.describe() + ": " + why(nearest);
  }

  private static String first(List<String> sentences) {
    String text = sentences.isEmpty() ? "" : sentences.get(0);
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String why(Attempt attempt) {
    for (Line line : attempt.lines()) {
      if (!line.holds()) {
        return "it asks that "
            + line.words()
            + "; found: "
            + line.found()
            + (line.off().isEmpty() ? "" : " (" + line.off() + ")")
            + '.';
      }
    }
    return "";
  }

  /** Nothing in the case that the rule could speak of; an open question is named. */
  private String noFact(OpenRules.Rule rule, int index) {
    Pattern pattern = rule.tree().patterns().get(index);
    Set<String> codes = Attempts.codes(new Junction(true, pattern.conditions(), 0));
    List<String> open = new ArrayList<>();
    for (Fact fact : trace.facts()) {
      if (fact instanceof Unanswered question
          && (codes.contains(question.code())
              || codes.contains(trace.subject().vocabulary().group(question.code())))) {
        open.add(question.code());
      }
    }
    String none = RuleWords.none(RuleWords.fact(pattern.type().text()));
    String those =
        codes.isEmpty() ? "" : " that is " + RuleWords.list(codes.stream().sorted().toList(), "or");
    return "It says nothing: the case has "
        + none
        + those
        + '.'
        + (open.isEmpty()
            ? ""
            : " It does not deny it either: the question "
                + RuleWords.list(open, "and")
                + " is unanswered.");
  }

  // What became of it

  private List<String> then(Card card, Attempt attempt) {
    List<String> then = new ArrayList<>();
    Fact fact = attempt.fact();
    for (Trace.Silenced silenced : trace.silenced()) {
      if (silenced.card().id().equals(card.id()) && silenced.fact() == fact) {
        then.add(
            "Its finding is made void by that of " + named(silenced.by()) + ", which silences it.");
      }
    }
    if (fact instanceof Gap gap && card.isInterval()) {
      interval(card, gap, then);
    }
    for (Trace.Reported spoken : trace.spoken()) {
      if (spoken.card().id().equals(card.id())
          && spoken.fact() == fact
          && attempt.facts().containsAll(spoken.facts())) {
        then.add(
            "Finding: " + Words.verdictUntil(spoken.finding()) + ". " + spoken.finding().message());
      }
    }
    if (then.isEmpty() && fact instanceof Unanswered) {
      then.add("All open questions make one finding together.");
    }
    return then;
  }

  private void interval(Card card, Gap gap, List<String> then) {
    Trace.Interval interval = Attempts.interval(trace, card, gap);
    if (interval == null) {
      return;
    }
    if (interval.setAsideBy() != null) {
      then.add(
          "It is set aside for this session by "
              + named(interval.setAsideBy())
              + ", which stands in its place.");
      return;
    }
    switch (gap.role()) {
      case "pair" -> {
        then.add(
            gap.observedDays() < interval.minimumDays()
                ? "The two visits lie "
                    + Words.count(interval.minimumDays() - gap.observedDays(), "day")
                    + " closer than its minimum of "
                    + Words.count(interval.minimumDays(), "day")
                    + ": that counts towards the rules on short pairs of visits."
                : "The two visits keep its minimum of "
                    + Words.count(interval.minimumDays(), "day")
                    + '.');
        return;
      }
      case "regimen" -> {
        then.add(
            "It asks "
                + Words.count(interval.minimumDays(), "day")
                + " between two such sessions: that counts towards the rules on the schedule.");
        return;
      }
      default -> {
        if (interval.lengthened()) {
          then.add(
              "Its ideal of "
                  + Words.count(interval.idealDays(), "day")
                  + " is the minimum here, for the skin reacted to that session ("
                  + lengthenedBy(gap)
                  + ").");
        }
      }
    }
    boolean governs =
        trace.spoken().stream().anyMatch(s -> s.card().id().equals(card.id()) && s.fact() == gap);
    if (!governs) {
      trace.spoken().stream()
          .filter(s -> s.card().id().equals(card.id()))
          .map(Trace.Reported::fact)
          .filter(Gap.class::isInstance)
          .map(Gap.class::cast)
          .findFirst()
          .ifPresent(
              other ->
                  then.add(
                      "The rule speaks once, for the session that governs: that of "
                          + FactWords.date(other.earlierDate())
                          + "."));
    }
  }

  private String lengthenedBy(Gap gap) {
    return trace.fired().stream()
        .filter(f -> f.card().lengthens())
        .filter(f -> f.facts().get(0) instanceof Reaction r && r.session().equals(gap.earlier()))
        .map(f -> named(f.card()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String named(Card card) {
    return card.policy() + " " + card.id();
  }

  // Near misses

  /**
   * The rules that fire and nearly spoke, the nearest first.
   *
   * @param most how many
   */
  public List<Near> near(int most) {
    record Ranked(Near near, double distance) {}
    Set<String> spoke = trace.spoken().stream().map(s -> s.card().id()).collect(Collectors.toSet());
    List<Ranked> ranked = new ArrayList<>();
    for (OpenRules.Rule rule : rules.rules()) {
      Card card = rule.card();
      if (spoke.contains(card.id())) {
        continue;
      }
      Attempts.of(rule, trace).stream()
          .filter(attempt -> !attempt.other() && isOfTheProposal(attempt.fact()))
          .findFirst()
          .ifPresent(
              attempt -> {
                String why = attempt.matched() ? first(then(card, attempt)) : why(attempt);
                ranked.add(
                    new Ranked(
                        new Near(
                            card.id(),
                            card.policy(),
                            card.title(),
                            attempt.off().size(),
                            attempt.describe() + ": " + why),
                        attempt.distance()));
              });
    }
    return ranked.stream()
        .sorted(
            Comparator.comparing((Ranked r) -> r.near.missing())
                .thenComparingDouble(Ranked::distance)
                .thenComparing(r -> r.near.rule()))
        .limit(most)
        .map(Ranked::near)
        .toList();
  }

  /** Not what is measured for the rules on pairs and schedules alone. */
  private static boolean isOfTheProposal(Fact fact) {
    return !(fact instanceof Gap gap) || gap.role().equals("proposed");
  }
}
