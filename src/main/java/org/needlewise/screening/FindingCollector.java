package org.needlewise.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.facts.Dated;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Reaction;
import org.needlewise.facts.Session;
import org.needlewise.facts.Span;
import org.needlewise.facts.Unanswered;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;

/** What the rules say of one case at one proposed date, while they fire. */
final class FindingCollector {
  private final MeasuredCase subject;
  private final Work work;
  private final List<Fact> only;
  private final List<RawFinding> found = new ArrayList<>();
  private final List<Applies> applies = new ArrayList<>();
  private Set<Session> lengthened = Set.of();
  private final Set<String> openQuestions = new HashSet<>();

  /** The place of the finding that asks the open questions: of the first of them by code. */
  private int asking;

  /** Whether what is silenced has been taken out. */
  private boolean silenced;

  /** An interval rule applies to two sessions. */
  private record Applies(Card card, Gap gap) {}

  FindingCollector(MeasuredCase subject) {
    this(subject, new Work(), null);
  }

  /**
   * @param work that the case has taken so far
   * @param only the facts that are looked at, in the first pass alone; null: all of the case
   */
  FindingCollector(MeasuredCase subject, Work work, List<Fact> only) {
    this.subject = subject;
    this.work = work;
    this.only = only;
  }

  /** Counts what is done for the case. */
  Work work() {
    return work;
  }

  /** The facts that are looked at; null: all of the case. */
  List<Fact> only() {
    return only;
  }

  MeasuredCase subject() {
    return subject;
  }

  /**
   * As a compiled rule tells {@link Findings}.
   *
   * @param method of the rule's statement
   * @param arguments what stands there behind the fact
   */
  void matched(String method, Card card, Fact fact, List<Object> arguments) {
    switch (method) {
      case "interval" -> interval(card, (Gap) fact);
      case "question" -> question(card, (Unanswered) fact);
      case "until" ->
          until(
              card,
              fact,
              arguments.get(0) instanceof Dated measure
                  ? measure.freeDate()
                  : (Integer) arguments.get(0),
              arguments);
      default -> add(card, fact, arguments);
    }
  }

  void interval(Card card, Gap gap) {
    work.match();
    applies.add(new Applies(card, gap));
  }

  void add(Card card, Fact fact, List<Object> arguments) {
    work.match();
    Finding.Interval interval = null;
    if (fact instanceof LastSession last && card.category().equals("interval")) {
      interval = new Finding.Interval(last.observedDays(), last.minimumDays(), last.idealDays());
    }
    record(card, fact, card.verdict(), RawFinding.UNDATED, interval, arguments);
    if (card.lengthens() && fact instanceof Reaction reaction) {
      lengthened = lengthened.isEmpty() ? new HashSet<>() : lengthened;
      lengthened.add(reaction.session());
    }
  }

  void until(Card card, Fact fact, int free, List<Object> arguments) {
    work.match();
    if (subject.proposedDate() < free) {
      record(card, fact, card.verdict(), free, null, arguments);
    } else if (card.after() != null) {
      found.add(
          new RawFinding(
              card, fact, card.after(), false, null, RawFinding.UNDATED, arguments, null));
    }
  }

  void question(Card card, Unanswered question) {
    work.match();
    RawFinding asks =
        new RawFinding(
            card, question, card.verdict(), false, null, RawFinding.UNDATED, List.of(), null);
    if (openQuestions.isEmpty()) {
      asking = found.size();
      found.add(asks);
    } else if (question.code().compareTo(found.get(asking).fact().code()) < 0) {
      found.set(asking, asks); // in whatever order they are told
    }
    openQuestions.add(question.code());
  }

  private void record(
      Card card,
      Fact fact,
      Verdict verdict,
      int free,
      Finding.Interval interval,
      List<Object> arguments) {
    Span span = card.protocolVerdict() == null ? null : RawFinding.span(arguments);
    if (span != null && span.protocol()) {
      found.add(
          new RawFinding(
              card,
              fact,
              card.protocolVerdict(),
              true,
              interval,
              RawFinding.UNDATED,
              arguments,
              null));
      return;
    }
    Verdict chosen = RawFinding.choose(card.verdictOf(), verdict, card, fact, arguments);
    int earliest = chosen == Verdict.DEFER ? free : RawFinding.UNDATED;
    found.add(new RawFinding(card, fact, chosen, false, interval, earliest, arguments, null));
  }

  /** The verdict of the report. */
  Verdict highest() {
    Verdict highest = Verdict.PROCEED;
    for (RawFinding one : found()) {
      if (one.verdict().compareTo(highest) > 0) {
        highest = one.verdict();
      }
    }
    return highest;
  }

  /** The open questions' codes. */
  Set<String> openQuestions() {
    return openQuestions;
  }

  /** What another finding silences; to be asked before {@link #found}. */
  List<Trace.Silenced> silenced() {
    List<RawFinding> silencers =
        found.stream().filter(by -> !by.card().silences().isEmpty()).toList();
    List<Trace.Silenced> silenced = new ArrayList<>();
    for (RawFinding one : found) {
      RawFinding silencer = silencer(one, silencers);
      if (silencer != null) {
        silenced.add(new Trace.Silenced(one.card(), one.fact(), silencer.card()));
      }
    }
    return silenced;
  }

  /** One that is not silenced itself, where there is such a one; null where none silences. */
  private static RawFinding silencer(RawFinding one, List<RawFinding> silencers) {
    RawFinding silencer = null;
    for (RawFinding by : silencers) {
      if (by.card().silences().contains(one.card().policy())
          && (silencer == null || silencer(silencer, silencers) != null)) {
        silencer = by;
      }
    }
    return silencer;
  }

  /** All that was found, without what another finding silences; to be asked once all is found. */
  List<RawFinding> found() {
    if (silenced) {
      return found;
    }
    silenced = true;
    Set<String> policies = null;
    for (int i = 0; i < found.size(); i++) {
      Set<String> silences = found.get(i).card().silences();
      if (!silences.isEmpty()) {
        policies = policies == null ? new HashSet<>() : policies;
        policies.addAll(silences);
      }
    }
    if (policies != null) {
      Set<String> silent = policies;
      found.removeIf(finding -> silent.contains(finding.card().policy()));
    }
    return found;
  }

  /**
   * Between the two passes: what the interval rules that apply ask of each session, after what the
   * cards set aside and lengthen; adds the finding of each interval rule for the session that
   * governs it.
   */
  Requirements settleIntervals() {
    Requirements requirements = new Requirements(subject);
    if (applies.isEmpty()) {
      return requirements;
    }
    Map<Gap, List<Card>> replacing = replacing();
    List<RequiredInterval> demands = new ArrayList<>(applies.size());
    for (Applies a : applies) {
      boolean proposed = a.gap.role().equals("proposed");
      RequiredInterval demand = demand(a, proposed);
      if (inPlaceOf(a, replacing) != null) {
        if (proposed) {
          requirements.setAside(demand);
        }
      } else {
        requirements.add(demand);
        if (proposed) {
          demands.add(demand);
        }
      }
    }
    govern(demands);
    return requirements;
  }

  /** The cards, by gap, that set others aside. */
  private Map<Gap, List<Card>> replacing() {
    Map<Gap, List<Card>> replacing = Map.of();
    for (Applies a : applies) {
      if (!a.card.setsAside().isEmpty()) {
        replacing = replacing.isEmpty() ? new HashMap<>() : replacing;
        replacing.computeIfAbsent(a.gap, gap -> new ArrayList<>()).add(a.card);
      }
    }
    return replacing;
  }

  /** The card that sets this one aside; null where none does. */
  private static Card inPlaceOf(Applies applied, Map<Gap, List<Card>> replacing) {
    for (Card card : replacing.getOrDefault(applied.gap, List.of())) {
      if (card.setsAside().contains(applied.card.policy())) {
        return card;
      }
    }
    return null;
  }

  /** What became of each interval rule that applies, for an explanation. */
  List<Trace.Interval> intervals() {
    Map<Gap, List<Card>> replacing = replacing();
    List<Trace.Interval> intervals = new ArrayList<>();
    for (Applies a : applies) {
      boolean proposed = a.gap.role().equals("proposed");
      RequiredInterval demand = demand(a, proposed);
      intervals.add(
          new Trace.Interval(
              a.card,
              a.gap,
              demand.minimumDays(),
              demand.idealDays(),
              inPlaceOf(a, replacing),
              proposed && lengthened.contains(a.gap.earlier())));
    }
    return intervals;
  }

  private RequiredInterval demand(Applies applied, boolean proposed) {
    Card card = applied.card;
    boolean longer = proposed && lengthened.contains(applied.gap.earlier());
    return new RequiredInterval(
        card, applied.gap, longer ? card.idealDays() : card.minimumDays(), card.idealDays());
  }

  /**
   * One finding a rule: for its governing session, and with it the others that lie below their
   * ideal.
   */
  private void govern(List<RequiredInterval> demands) {
    demands.sort(RequiredInterval.ORDER);
    for (int from = 0; from < demands.size(); ) {
      RequiredInterval governing = demands.get(from);
      int to = from + 1;
      while (to < demands.size() && demands.get(to).card().id().equals(governing.card().id())) {
        to++;
      }
      if (governing.belowIdeal()) {
        found.add(finding(governing, demands.subList(from + 1, to)));
      }
      from = to;
    }
  }

  private static RawFinding finding(RequiredInterval governing, List<RequiredInterval> others) {
    List<String> pointers = new ArrayList<>();
    pointers.add(governing.gap().earlier().pointer());
    List<Session> sessions = new ArrayList<>(others.size());
    for (RequiredInterval demand : others) {
      if (demand.belowIdeal()) {
        sessions.add(demand.gap().earlier());
      }
    }
    sessions.sort(Session.ORDER);
    for (Session session : sessions) {
      pointers.add(session.pointer());
    }
    boolean defer = governing.belowMinimum();
    return new RawFinding(
        governing.card(),
        governing.gap(),
        defer ? Verdict.DEFER : governing.card().between(),
        false,
        new Finding.Interval(
            governing.gap().observedDays(), governing.minimumDays(), governing.idealDays()),
        defer ? governing.minimumDate() : RawFinding.UNDATED,
        List.of(),
        pointers);
  }
}
