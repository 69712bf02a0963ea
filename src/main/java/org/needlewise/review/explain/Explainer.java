package org.needlewise.review.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Duplicate;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Reaction;
import org.needlewise.facts.Session;
import org.needlewise.facts.Stated;
import org.needlewise.facts.Unanswered;
import org.needlewise.report.Finding;
import org.needlewise.review.explain.Distances.Off;
import org.needlewise.review.explain.Explanation.Line;
import org.needlewise.review.explain.Explanation.Near;
import org.needlewise.review.explain.Explanation.Tried;
import org.needlewise.review.explain.FactValues.Variables;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.Trace;

/** Explains what the rules made of one case. */
@SuppressWarnings("ReferenceEquality") // A fact is itself, not one that is like it.
public final class Explainer {
  private static final int SHOWN = 4;
  private static final int MATCHES_SHOWN = 12;

  /** Fields that say what a fact is: where they differ, it is another fact, and no near miss. */
  private static final Set<String> IDENTITY = Set.of("code", "group", "kind", "role");

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
   * A rule tried on some facts, as it is weighed.
   *
   * @param facts one for each pattern up to the one that failed; none where no fact is of its type
   * @param at the pattern that failed; their number where none did
   * @param other whether something is of another kind, so that it is no near miss
   */
  private record Attempt(List<Fact> facts, int at, List<Line> lines, List<Off> off, boolean other) {
    /** The one that a finding is of. */
    Fact fact() {
      return facts.get(0);
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

  /**
   * Why a rule spoke or did not.
   *
   * @param rule of the rules that the explainer was made with
   */
  public Explanation explain(OpenRules.Rule rule) {
    Card card = rule.card();
    List<Attempt> attempts = attempts(rule);
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
                describe(attempt),
                attempt.facts.stream().flatMap(fact -> pointers(fact).stream()).toList(),
                attempt.matched(),
                attempt.lines,
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

  private String answer(OpenRules.Rule rule, List<Attempt> attempts, List<Finding> findings) {
    Card card = rule.card();
    if (!card.isActive()) {
      return "It is no active rule (its status is " + card.status() + "), so it says nothing.";
    }
    if (!findings.isEmpty()) {
      return findings.stream()
          .map(f -> "It found: " + verdict(f) + ". " + f.message())
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
    if (nearest.other) {
      return noFact(rule, attempts.stream().mapToInt(Attempt::at).max().orElse(0));
    }
    return "It says nothing. Nearest is " + describe(nearest) + ": " + why(nearest);
  }

  private static String first(List<String> sentences) {
    String text = sentences.isEmpty() ? "" : sentences.get(0);
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String why(Attempt attempt) {
    for (Line line : attempt.lines) {
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

  private static String verdict(Finding finding) {
    return finding.verdict().code()
        + (finding.earliestDate() == null ? "" : " until " + finding.earliestDate());
  }

  /** Nothing in the case that the rule could speak of; an open question is named. */
  private String noFact(OpenRules.Rule rule, int index) {
    Pattern pattern = rule.tree().patterns().get(index);
    Set<String> codes = codes(new Junction(true, pattern.conditions(), 0));
    List<String> open = new ArrayList<>();
    for (Fact fact : trace.facts()) {
      if (fact instanceof Unanswered question
          && (codes.contains(question.code())
              || codes.contains(trace.subject().vocabulary().group(question.code())))) {
        open.add(question.code());
      }
    }
    String what = RuleWords.fact(pattern.type().text());
    String those =
        codes.isEmpty() ? "" : " that is " + RuleWords.list(codes.stream().sorted().toList(), "or");
    String none =
        what.startsWith("something ")
            ? "nothing " + what.substring("something ".length())
            : "no " + what.replaceFirst("^(an?|the) ", "");
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

  /** The codes and classes that a condition asks for. */
  private static Set<String> codes(Condition condition) {
    return condition.match(
        junction ->
            junction.parts().stream()
                .flatMap(part -> codes(part).stream())
                .collect(Collectors.toSet()),
        not -> Set.of(),
        atom ->
            atom.match(
                c ->
                    c.operator().equals("==") && c.right() instanceof Literal literal
                        ? codes((Path) c.left(), List.of(literal))
                        : Set.of(),
                c -> c.negated() ? Set.of() : codes(c.path(), c.values()),
                c -> Set.of(),
                c -> Set.of()));
  }

  private static Set<String> codes(Path path, List<Literal> literals) {
    return path.field() != null && IDENTITY.contains(path.field())
        ? literals.stream().map(Literal::text).collect(Collectors.toSet())
        : Set.of();
  }

  // Trying

  private List<Attempt> attempts(OpenRules.Rule rule) {
    List<Attempt> attempts = new ArrayList<>();
    attempts(rule, List.of(), new Variables(rule.tree()), List.of(), List.of(), false, attempts);
    attempts.sort(NEAREST);
    return attempts;
  }

  /** From one pattern to the next only where the one before matches. */
  private void attempts(
      OpenRules.Rule rule,
      List<Fact> facts,
      Variables outer,
      List<Line> before,
      List<Off> offBefore,
      boolean otherBefore,
      List<Attempt> attempts) {
    RuleTree tree = rule.tree();
    int index = facts.size();
    if (index == tree.patterns().size()) {
      List<Line> lines = new ArrayList<>(before);
      List<Off> off = new ArrayList<>(offBefore);
      outcome(rule, facts.get(0), outer, lines, off);
      attempts.add(new Attempt(facts, index, lines, off, otherBefore));
      return;
    }
    Pattern pattern = tree.patterns().get(index);
    RuleWords words = new RuleWords(tree);
    Distances distances = new Distances(tree);
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
        if (constraint.condition() == null || constraint.joins()) {
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
                text(tree, constraint),
                words.condition(condition, FactTypes.of(pattern).type()),
                holds,
                distances.found(condition, fact, variables),
                by == null ? "" : by.text()));
      }
      List<Fact> tried = new ArrayList<>(facts);
      tried.add(fact);
      if (off.isEmpty()) {
        attempts(rule, tried, variables, lines, off, other, attempts);
      } else {
        attempts.add(new Attempt(tried, index, lines, off, other));
      }
    }
    if (none && index > 0) {
      Off missing = new Off(Distances.OF_ANOTHER_KIND, "");
      attempts.add(new Attempt(facts, index, before, List.of(missing), true));
    }
  }

  private static String text(RuleTree tree, Constraint constraint) {
    return tree.source()
        .text()
        .substring(constraint.offset(), constraint.end())
        .replaceAll("\\s+", " ");
  }

  /** What the statement adds to the conditions: an interval's days, an end by date. */
  private void outcome(
      OpenRules.Rule rule, Fact fact, Variables variables, List<Line> lines, List<Off> off) {
    Card card = rule.card();
    RuleTree tree = rule.tree();
    if (fact instanceof Gap gap && card.isInterval() && gap.role().equals("proposed")) {
      Trace.Interval interval = interval(card, gap);
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
              days(observed)
                  + (observed < minimum
                      ? ", " + days(minimum - observed) + " short of the minimum of " + minimum
                      : ", the minimum of " + minimum + " has passed"),
              below
                  ? ""
                  : observed == card.idealDays()
                      ? "the ideal day itself"
                      : days(observed - card.idealDays()) + " past the ideal"));
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
                "ended " + days(-left) + " before"));
        off.add(new Off(Distances.weightOfDays(1 - left), ""));
      }
    }
  }

  // What became of it

  private Trace.Interval interval(Card card, Gap gap) {
    return trace.intervals().stream()
        .filter(each -> each.card().id().equals(card.id()) && each.gap() == gap)
        .findFirst()
        .orElse(null);
  }

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
          && attempt.facts.containsAll(spoken.facts())) {
        then.add("Finding: " + verdict(spoken.finding()) + ". " + spoken.finding().message());
      }
    }
    if (then.isEmpty() && fact instanceof Unanswered) {
      then.add("All open questions make one finding together.");
    }
    return then;
  }

  private void interval(Card card, Gap gap, List<String> then) {
    Trace.Interval interval = interval(card, gap);
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
                    + days(interval.minimumDays() - gap.observedDays())
                    + " closer than its minimum of "
                    + days(interval.minimumDays())
                    + ": that counts towards the rules on short pairs of visits."
                : "The two visits keep its minimum of " + days(interval.minimumDays()) + '.');
        return;
      }
      case "regimen" -> {
        then.add(
            "It asks "
                + days(interval.minimumDays())
                + " between two such sessions: that counts towards the rules on the schedule.");
        return;
      }
      default -> {
        if (interval.lengthened()) {
          then.add(
              "Its ideal of "
                  + days(interval.idealDays())
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
                          + date(other.earlierDate())
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
   * The active rules that nearly spoke, the nearest first.
   *
   * @param most how many
   */
  public List<Near> near(int most) {
    record Ranked(Near near, double distance) {}
    Set<String> spoke = trace.spoken().stream().map(s -> s.card().id()).collect(Collectors.toSet());
    List<Ranked> ranked = new ArrayList<>();
    for (OpenRules.Rule rule : rules.everyRule()) {
      Card card = rule.card();
      if (!card.isActive() || spoke.contains(card.id())) {
        continue;
      }
      attempts(rule).stream()
          .filter(attempt -> !attempt.other && isOfTheProposal(attempt.fact()))
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
                            attempt.off.size(),
                            describe(attempt) + ": " + why),
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

  // Facts in words

  private static List<String> pointers(Fact fact) {
    return fact instanceof Gap gap && gap.earlier().entries().isEmpty()
        ? List.of()
        : fact.pointers();
  }

  private static String describe(Attempt attempt) {
    return attempt.facts.stream().map(Explainer::describe).collect(Collectors.joining(" with "));
  }

  private static String describe(Fact fact) {
    String type = fact.getClass().getSimpleName();
    if (fact instanceof Gap gap) {
      String earlier =
          switch (gap.role()) {
            case "regimen" -> "the planned schedule, each session like the proposed one";
            default -> session(gap.earlier());
          };
      return switch (gap.role()) {
        case "proposed" -> earlier + " before the proposed one of " + date(gap.laterDate());
        case "pair" -> earlier + " before " + session(gap.later());
        default -> earlier;
      };
    }
    if (fact instanceof Stated stated) {
      return (stated.kind().equals("sign") ? "the skin sign " : "the " + stated.kind() + " ")
          + stated.name()
          + " ("
          + stated.pointers().get(0)
          + ')';
    }
    if (fact instanceof Reaction reaction) {
      return "the reaction "
          + reaction.name()
          + " to "
          + session(reaction.session()).replaceFirst(", /history.*", ")")
          + " ("
          + reaction.pointers().get(0)
          + ')';
    }
    if (fact instanceof LastSession last) {
      return session(last.session());
    }
    if (fact instanceof Duplicate duplicate) {
      return session(duplicate.session());
    }
    String code =
        fact.code().isEmpty() || !fact.code().contains("-") && type.equals("Patient")
            ? ""
            : " (" + fact.code() + ")";
    return switch (type) {
      case "Patient", "Proposal", "Visits", "Regimen", "Protocol" ->
          RuleWords.fact(type).replaceFirst("^a ", "the ");
      default -> RuleWords.fact(type) + code;
    };
  }

  private static String session(Session session) {
    return "the session of "
        + date(session.date())
        + " ("
        + session.area()
        + ", "
        + session.depthMm()
        + " mm"
        + (session.entries().isEmpty() ? "" : ", " + session.pointer())
        + ')';
  }

  public static String days(int days) {
    return days + (days == 1 ? " day" : " days");
  }

  private static String date(int day) {
    return Objects.toString(LocalDate.ofEpochDay(day));
  }
}
