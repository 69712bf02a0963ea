package org.needlewise.screening;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Printed;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.check.RuleMatcher;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Case files to advisory reports. Belongs to one thread; its rule base may be shared.
 *
 * <p>A case is screened in two passes of a session: the rules fire on its facts; the interval rules
 * that apply are settled; what that yields fires the rest. Many cases share a session, since no
 * rule joins facts of two. Then the earliest date is searched by screening again, for many cases
 * together.
 */
public final class Screener implements AutoCloseable {
  /** Cases that share a session; more make it no faster (measured: 100 as good as 1000). */
  public static final int SHARED = 100;

  /** How the message of a finding begins that rests on literature beside the sources alone. */
  private static final String BEYOND_THE_SOURCES = "Beyond the sources: ";

  private final Definitions definitions;
  private final Vocabulary vocabulary;
  private final LocalDate effective;
  private final AdvisoryReport.RuleSet ruleSet;
  private final AdvisoryReport.RuleSet notInEffect;
  private final RuleExecution all;
  private final RuleExecution deferring;
  private final EarliestDates earliestDates;

  /** Null where rules are read, not compiled. */
  private final VerdictSpan span;

  /** Screens alone what could not be screened together; may be this one. */
  private final Screener alone;

  private final CaseByCase caseByCase;

  /** By a card and the evidence that it names for a finding. */
  private final IdentityHashMap<Card, IdentityHashMap<List<String>, Words>> words =
      new IdentityHashMap<>();

  /** The vocabulary's, in the order in which to ask them. */
  private final List<AdvisoryReport.Question> questions;

  private record Words(
      Finding.Rule rule, Wording message, Wording action, Wording dateHolds, Wording instead) {}

  public Screener(RuleBase base) {
    this(
        base,
        new DroolsExecution(base, base.all(), base.mentioned()),
        new DroolsExecution(base, base.deferring(), base.mentionedDeferring()),
        null);
  }

  /**
   * A screener that asks Drools once for each distinct fact, and remembers: for many cases. The
   * reports are the same.
   */
  public static Screener remembering(RuleBase base) {
    return remembering(base, KnownFacts.CAPACITY);
  }

  /**
   * @param capacity of distinct facts that are remembered, twice
   */
  static Screener remembering(RuleBase base, int capacity) {
    return new Screener(
        base,
        new DroolsExecution(base, base.all(), base.mentioned(), new KnownFacts(base, capacity)),
        new DroolsExecution(
            base, base.deferring(), base.mentionedDeferring(), new KnownFacts(base, capacity)),
        new Screener(base));
  }

  private Screener(RuleBase base, DroolsExecution all, DroolsExecution deferring, Screener alone) {
    this(
        base.definitions(),
        base.vocabulary(),
        base.digest(),
        base.provenance(),
        all,
        deferring,
        new VerdictSpan(all, base::signatures, base.definitions(), base.vocabulary()),
        alone);
  }

  /**
   * A screener that reads the rules instead of firing them compiled: slow, and for a review alone.
   * The reports are the same.
   *
   * @param watcher told of each condition on the proposed dates themselves, on every fact that can
   *     be measured; null for none
   */
  public static Screener reading(OpenRules rules, RuleMatcher.Watcher watcher) {
    List<OpenRules.Rule> deferring =
        rules.rules().stream().filter(rule -> rule.card().bearsOnDeferral()).toList();
    return new Screener(
        rules.definitions(),
        rules.vocabulary(),
        rules.digest(),
        rules.provenance(),
        everyRule(rules, watcher),
        new InterpretedExecution(deferring, rules.mentionedDeferring(), null),
        null);
  }

  /** As {@link #reading}, but the reports' earliest dates mean nothing: they are not searched. */
  public static Screener readingFindings(OpenRules rules, RuleMatcher.Watcher watcher) {
    OpenRules none = rules.only(card -> false);
    return new Screener(
        rules.definitions(),
        rules.vocabulary(),
        rules.digest(),
        rules.provenance(),
        everyRule(rules, watcher),
        new InterpretedExecution(List.of(), none.mentioned(), null),
        null);
  }

  private static InterpretedExecution everyRule(OpenRules rules, RuleMatcher.Watcher watcher) {
    FactFilter filter = watcher == null ? rules.mentioned() : FactFilter.everything();
    return new InterpretedExecution(rules.rules(), filter, watcher);
  }

  /** One that is never asked how long a verdict holds. */
  Screener(
      Definitions definitions,
      Vocabulary vocabulary,
      String digest,
      Provenance provenance,
      RuleExecution all,
      RuleExecution deferring,
      Screener alone) {
    this(definitions, vocabulary, digest, provenance, all, deferring, null, alone);
  }

  /**
   * @param alone screens each case alone where some throw together; null: this one
   */
  private Screener(
      Definitions definitions,
      Vocabulary vocabulary,
      String digest,
      Provenance provenance,
      RuleExecution all,
      RuleExecution deferring,
      VerdictSpan span,
      Screener alone) {
    this.definitions = definitions;
    this.vocabulary = vocabulary;
    this.questions =
        vocabulary.questions().stream()
            .map(question -> new AdvisoryReport.Question(question.code(), question.ask()))
            .toList();
    this.effective = provenance.effective();
    this.ruleSet = ruleSet(definitions.version(), digest, provenance, null);
    this.notInEffect = ruleSet(definitions.version(), digest, provenance, effective);
    this.all = all;
    this.deferring = deferring;
    this.earliestDates = new EarliestDates(deferring, definitions);
    this.span = span;
    this.alone = alone == null ? this : alone;
    this.caseByCase = new CaseByCase(this, this.alone);
  }

  /**
   * @throws NotEvaluatedException where a rule threw, or the case asked for too much
   */
  public AdvisoryReport screen(CaseFile caseFile) {
    return screen(List.of(caseFile)).get(0).orThrow();
  }

  /**
   * Screens one case by compiled rules, with all that led to its report on record.
   *
   * @throws NotEvaluatedException where a rule threw, or the case asked for too much
   */
  public static Trace trace(RuleBase base, CaseFile caseFile) {
    List<Fact> facts = new ArrayList<>();
    List<Trace.Fired> fired = new ArrayList<>();
    try (Screener screener = new Screener(base);
        DroolsExecution everything =
            new DroolsExecution(base, base.all(), everything(base, caseFile))) {
      AdvisoryReport report = screener.screen(caseFile);
      FindingCollector findings = screener.findings(caseFile, 0, day(caseFile.proposed().date()));
      try {
        everything.fire(
            List.of(findings),
            facts::add,
            match -> {
              fired.add(
                  new Trace.Fired(
                      base.card(match.getRule().getName()),
                      match.getObjects().stream()
                          .filter(Fact.class::isInstance) // a count is none
                          .map(Fact.class::cast)
                          .toList()));
              return true;
            });
      } catch (RuntimeException | Error e) {
        CaseByCase.goOnAfter(e);
        throw CaseByCase.notEvaluated(e);
      }
      List<Trace.Silenced> silenced = findings.silenced();
      List<Trace.Reported> spoken = new ArrayList<>();
      for (RawFinding found : findings.found()) {
        boolean governs = governs(found, findings.subject(), day(report.earliestDate()));
        spoken.add(
            new Trace.Reported(found.card(), found.facts(), screener.finding(found, governs)));
      }
      spoken.sort(Comparator.comparing(Trace.Reported::finding, Finding.ORDER));
      return new Trace(
          findings.subject(), facts, fired, findings.intervals(), silenced, spoken, report);
    }
  }

  /** One result a case, in their order; a case that is not evaluated spoils no other. */
  public List<ScreeningResult> screen(List<CaseFile> cases) {
    return caseByCase.each(
        cases,
        (screener, some) -> screener.screenTogether(some),
        why -> new ScreeningResult(null, why.getMessage(), why.tooMuch()));
  }

  /**
   * The verdicts alone, in the order of the cases: for changed cases, of which nobody reads the
   * report.
   *
   * @throws NotEvaluatedException where a rule threw, or a case asked for too much
   */
  public List<Verdict> verdicts(List<CaseFile> cases) {
    return caseByCase.each(
        cases,
        (screener, some) -> screener.fired(some).stream().map(FindingCollector::highest).toList(),
        why -> {
          throw why;
        });
  }

  /**
   * The verdicts with the earliest dates: as {@link #verdicts}.
   *
   * @throws NotEvaluatedException where a rule threw, or a case asked for too much
   */
  public List<Outcome> outcomes(List<CaseFile> cases) {
    return caseByCase.each(
        cases,
        Screener::outcomesTogether,
        why -> {
          throw why;
        });
  }

  private List<Outcome> outcomesTogether(List<CaseFile> cases) {
    List<FindingCollector> found = fired(cases);
    int[] earliest = earliestDates.of(found);
    List<Outcome> outcomes = new ArrayList<>(cases.size());
    for (int i = 0; i < earliest.length; i++) {
      outcomes.add(new Outcome(found.get(i).highest(), date(earliest[i])));
    }
    return outcomes;
  }

  /**
   * How long the verdict of a case holds; of compiled rules alone.
   *
   * @throws NotEvaluatedException where a rule threw, or the case asked for too much
   */
  public Advice.Holds holds(CaseFile caseFile) {
    List<Advice.Holds> holds =
        caseByCase.each(
            List.of(caseFile),
            (screener, one) -> List.of(screener.span.of(one.get(0))),
            why -> {
              throw why;
            });
    return holds.get(0);
  }

  /** Of the gaps between past sessions of a large case those alone that some rule tells apart. */
  private static FactFilter everything(RuleBase base, CaseFile caseFile) {
    FactFilter all = FactFilter.everything();
    return CaseByCase.isLarge(caseFile)
        ? new FactFilter(
            all.codes(),
            all.pairsWithinDays(),
            all.sessionsWithinDays(),
            all.regimenGaps(),
            base.mentioned().pairs())
        : all;
  }

  private List<FindingCollector> fired(List<CaseFile> cases) {
    List<FindingCollector> main = new ArrayList<>(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      main.add(findings(cases.get(i), i, day(cases.get(i).proposed().date())));
    }
    all.fire(main);
    return main;
  }

  private List<ScreeningResult> screenTogether(List<CaseFile> cases) {
    List<FindingCollector> main = fired(cases);
    int[] earliest = earliestDates.of(main);
    List<ScreeningResult> results = new ArrayList<>(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      results.add(new ScreeningResult(report(main.get(i), earliest[i])));
    }
    return results;
  }

  private FindingCollector findings(CaseFile caseFile, int slot, int proposedDate) {
    return new FindingCollector(
        new MeasuredCase(caseFile, definitions, vocabulary, slot, proposedDate));
  }

  private AdvisoryReport report(FindingCollector findings, int earliest) {
    List<RawFinding> found = findings.found();
    List<Finding> list = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      list.add(finding(found.get(i), governs(found.get(i), findings.subject(), earliest)));
    }
    list.sort(Finding.ORDER);
    CaseFile caseFile = findings.subject().caseFile();
    return new AdvisoryReport(
        caseFile.id(),
        caseFile.asOfOrProposed(),
        findings.highest(),
        date(earliest),
        list,
        questions(findings.openQuestions()),
        effective != null && caseFile.asOfOrProposed().isBefore(effective) ? notInEffect : ruleSet);
  }

  private static AdvisoryReport.RuleSet ruleSet(
      String version, String digest, Provenance provenance, LocalDate effective) {
    return new AdvisoryReport.RuleSet(
        version, digest, provenance.signed(), effective, provenance.overlay());
  }

  private List<AdvisoryReport.Question> questions(Set<String> open) {
    if (open.isEmpty()) {
      return List.of();
    }
    List<AdvisoryReport.Question> asked = new ArrayList<>(open.size());
    for (int i = 0; i < questions.size() && asked.size() < open.size(); i++) {
      if (open.contains(questions.get(i).code())) {
        asked.add(questions.get(i));
      }
    }
    return asked;
  }

  /** Whether the finding's own date is the one to act upon: see {@link Wording#BUILT_IN}. */
  private static boolean governs(RawFinding found, MeasuredCase subject, int earliest) {
    return earliest == (found.defers() ? found.earliest() : subject.proposedDate());
  }

  private Finding finding(RawFinding found, boolean governs) {
    Card card = found.card();
    Words wording =
        words
            .computeIfAbsent(card, c -> new IdentityHashMap<>())
            .computeIfAbsent(found.evidence(), evidence -> words(card, evidence));
    return new Finding(
        wording.rule,
        found.verdict(),
        new Finding.Words(
            wording.message.of(found, governs),
            wording.action.of(found, governs),
            wording.dateHolds.of(found, governs),
            wording.instead.of(found, governs)),
        found.because(),
        found.interval(),
        found.earliest() == RawFinding.UNDATED || found.earliest() > Printed.LAST_DAY
            ? null
            : LocalDate.ofEpochDay(found.earliest()));
  }

  private static Words words(Card card, List<String> evidence) {
    String before = beyondTheSources(evidence) ? BEYOND_THE_SOURCES : "";
    return new Words(
        new Finding.Rule(card.id(), card.policy(), card.category(), card.title(), evidence),
        new Wording(before + card.message(), card),
        new Wording(card.action(), card),
        new Wording(card.dateHolds(), card),
        new Wording(card.instead(), card));
  }

  private static boolean beyondTheSources(List<String> evidence) {
    for (int i = 0; i < evidence.size(); i++) {
      if (!EvidenceStatement.beyondTheSources(evidence.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static LocalDate date(int earliest) {
    return earliest == EarliestDates.NONE ? null : LocalDate.ofEpochDay(earliest);
  }

  /** {@link EarliestDates#NONE} for null. */
  private static int day(LocalDate date) {
    return date == null ? EarliestDates.NONE : (int) date.toEpochDay();
  }

  @Override
  public void close() {
    all.close();
    deferring.close();
    if (alone != this) {
      alone.close();
    }
  }
}
