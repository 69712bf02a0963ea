package org.needlewise.screening;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.needlewise.bench.Block;
import org.needlewise.bench.EvreteRows;
import org.needlewise.bench.Meter;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Gap;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.load.RuleBase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The engine alone, and what measures for it. Where engines are compared, each is given the very
 * same facts, measured before the clock starts; it runs while sessions are made, filled, fired,
 * settled between the passes, and disposed of. The search for the earliest date is no part of it.
 */
public class EngineBenchmark {
  /** Cases that share a session, and the facts of each. */
  private record Shared(List<FindingCollector> cases, List<List<Fact>> facts) {}

  /** A block's facts, made outside the clock. */
  @State(Scope.Thread)
  public static class Premade extends Block {
    private final List<Shared> sessions = new ArrayList<>();

    /**
     * Fires a session's cases at a time: their facts are as fresh as in the program, where they are
     * measured when they are inserted.
     */
    void fire(Meter meter, Consumer<Shared> firing) {
      sessions.clear();
      meter.start();
      meter.stop();
      for (int from = 0; from < cases.size(); from += Screener.SHARED) {
        Shared shared =
            premade(cases.subList(from, Math.min(from + Screener.SHARED, cases.size())));
        meter.resume();
        firing.accept(shared);
        meter.stop();
        sessions.add(shared);
      }
      measuredBy(meter);
    }

    private Shared premade(List<CaseFile> some) {
      Shared shared = new Shared(new ArrayList<>(), new ArrayList<>());
      for (CaseFile each : some) {
        MeasuredCase subject = subject(each, shared.cases.size(), base());
        List<Fact> facts = new ArrayList<>();
        Facts.measure(subject, base().mentioned(), facts::add);
        shared.cases.add(new FindingCollector(subject));
        shared.facts.add(facts);
      }
      return shared;
    }

    @Override
    protected List<String> found() {
      List<String> found = new ArrayList<>();
      for (Shared shared : sessions) {
        for (FindingCollector each : shared.cases) {
          String id = each.subject().caseFile().id();
          for (RawFinding one : each.found()) {
            found.add(id + " " + brief(one));
          }
          each.openQuestions().forEach(question -> found.add(id + " asks " + question));
        }
      }
      return found;
    }

    private static String brief(RawFinding one) {
      return one.card().id()
          + one.verdict()
          + one.because()
          + one.evidence()
          + one.interval()
          + one.earliest();
    }
  }

  private static MeasuredCase subject(CaseFile of, int slot, RuleBase base) {
    int date = (int) of.proposed().date().toEpochDay();
    return new MeasuredCase(of, base.definitions(), base.vocabulary(), slot, date);
  }

  /** The program's own way of firing. */
  @State(Scope.Thread)
  public static class Ours extends Premade {
    PremadeExecution execution;

    @Override
    protected void start() {
      execution = new PremadeExecution(base(), known());
    }

    KnownFacts known() {
      return null;
    }

    @Override
    protected void end() {
      execution.close();
    }
  }

  /** The same where Drools is asked once for each distinct fact. */
  @State(Scope.Thread)
  public static class Remembering extends Ours {
    @Override
    KnownFacts known() {
      return new KnownFacts(base(), KnownFacts.CAPACITY);
    }
  }

  /** Fires facts that are there already. */
  private static final class PremadeExecution extends DroolsExecution {
    private List<List<Fact>> facts;

    PremadeExecution(RuleBase base, KnownFacts known) {
      super(base, base.all(), base.mentioned(), known);
    }

    void fire(Shared shared) {
      facts = shared.facts;
      fire(shared.cases);
    }

    @Override
    void measure(FindingCollector of, Consumer<Fact> sink) {
      facts.get(of.subject().slot()).forEach(sink);
    }
  }

  @Benchmark
  public void ours(Ours block, Meter meter) {
    block.fire(meter, block.execution::fire);
  }

  @Benchmark
  public void remembering(Remembering block, Meter meter) {
    block.fire(meter, block.execution::fire);
  }

  @Benchmark
  public void newSessions(Premade block, Meter meter) {
    block.fire(meter, shared -> newSessions(shared, block.base()));
  }

  private static void newSessions(Shared shared, RuleBase base) {
    KieBase rules = base.all();
    for (int i = 0; i < shared.cases.size(); i++) {
      KieSession session = rules.newKieSession();
      Findings findings = new Findings(base);
      findings.collectFor(shared.cases);
      session.setGlobal("findings", findings);
      shared.facts.get(i).forEach(session::insert);
      session.fireAllRules();
      long before = session.getFactCount();
      shared.cases.get(i).settleIntervals().measure(base.mentioned(), session::insert);
      if (session.getFactCount() > before) {
        session.fireAllRules();
      }
      session.dispose();
    }
  }

  /** The same facts for Evrete. */
  @State(Scope.Thread)
  public static class Evrete extends Premade {
    EvreteRows evrete;
    List<FindingCollector> firing;
    private final Map<String, Card> cards = new HashMap<>();

    @Override
    protected void start() {
      base().cards().forEach(card -> cards.put(card.policy(), card));
      evrete = new EvreteRows(this::found, threads());
    }

    boolean threads() {
      return false;
    }

    private void found(String policy, Fact fact) {
      FindingCollector findings = firing.get(fact.subject().slot());
      if (fact instanceof Gap gap) {
        findings.interval(cards.get(policy), gap);
      } else {
        findings.add(cards.get(policy), fact, List.of());
      }
    }

    @Override
    protected void end() {
      evrete.close();
    }
  }

  /** Evrete as it comes, with threads of its own: its cost by processor time is not seen. */
  @State(Scope.Thread)
  public static class EvreteThreads extends Evrete {
    @Override
    boolean threads() {
      return true;
    }
  }

  @Benchmark
  public void evreteThreads(EvreteThreads block, Meter meter) {
    evrete(block, meter);
  }

  @Benchmark
  public void evrete(Evrete block, Meter meter) {
    block.fire(
        meter,
        shared -> {
          block.firing = shared.cases;
          block.evrete.fire(shared.facts);
          // These rows ask nothing of a second pass.
          shared.cases.forEach(FindingCollector::settleIntervals);
        });
  }

  @Benchmark
  public long measure(Block block, Meter meter) {
    long[] measured = {0};
    meter.start();
    for (CaseFile each : block.cases) {
      MeasuredCase subject = subject(each, 0, block.base());
      Facts.measure(subject, block.base().mentioned(), fact -> measured[0]++);
    }
    block.stop(meter);
    return measured[0];
  }

  @Benchmark
  public MeasuredCase subject(Block block, Meter meter) {
    MeasuredCase last = null;
    meter.start();
    for (CaseFile each : block.cases) {
      last = subject(each, 0, block.base());
    }
    block.stop(meter);
    return last;
  }

  /** What both kinds of passes found in a block, in their order; told again without any rule. */
  @State(Scope.Thread)
  public static class Told extends Block {
    private record Said(List<RawFinding> found, Set<String> questions) {}

    private final Deque<Said> said = new ArrayDeque<>();
    Screener firing;
    Screener telling;
    List<ScreeningResult> screened;

    @Override
    protected void start() {
      RuleBase base = base();
      firing =
          screener(
              noting(new DroolsExecution(base, base.all(), base.mentioned())),
              noting(new DroolsExecution(base, base.deferring(), base.mentionedDeferring())));
      telling = screener(execution(this::tell, () -> {}), execution(this::tell, () -> {}));
    }

    private Screener screener(RuleExecution all, RuleExecution deferring) {
      return new Screener(
          base().definitions(),
          base().vocabulary(),
          base().digest(),
          base().provenance(),
          all,
          deferring,
          null);
    }

    private RuleExecution noting(RuleExecution execution) {
      return execution(
          cases -> {
            execution.fire(cases);
            for (FindingCollector each : cases) {
              said.add(new Said(List.copyOf(each.found()), Set.copyOf(each.openQuestions())));
            }
          },
          execution::close);
    }

    private void tell(List<FindingCollector> cases) {
      for (FindingCollector each : cases) {
        Said next = said.remove();
        each.found().addAll(next.found);
        each.openQuestions().addAll(next.questions);
      }
    }

    @Override
    protected void prepare() {
      screened = firing.screen(cases);
    }

    @Override
    protected List<String> found() {
      return screened.stream().map(each -> each.report().toString()).toList();
    }

    @Override
    protected void end() {
      firing.close();
    }
  }

  private static RuleExecution execution(Consumer<List<FindingCollector>> fire, Runnable close) {
    return new RuleExecution() {
      @Override
      public void fire(List<FindingCollector> cases) {
        fire.accept(cases);
      }

      @Override
      public Set<String> unsure() {
        return Set.of();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /** All of screening but facts and rules. */
  @Benchmark
  public void tell(Told block, Meter meter) {
    meter.start();
    block.screened = block.telling.screen(block.cases);
    block.stop(meter);
  }

  /** The dates that the search tries for a block's cases, as it hands them to its rules. */
  @State(Scope.Thread)
  public static class Search extends Block {
    final List<List<FindingCollector>> tried = new ArrayList<>();
    DroolsExecution deferring;
    Screener screener;

    @Override
    protected void start() {
      RuleBase base = base();
      deferring =
          new DroolsExecution(
              base,
              base.deferring(),
              base.mentionedDeferring(),
              new KnownFacts(base, KnownFacts.CAPACITY));
      screener =
          new Screener(
              base.definitions(),
              base.vocabulary(),
              base.digest(),
              base.provenance(),
              new DroolsExecution(base, base.all(), base.mentioned()),
              execution(
                  cases -> {
                    tried.add(cases.stream().map(Search::again).toList());
                    deferring.fire(cases);
                  },
                  deferring::close),
              null);
    }

    private static FindingCollector again(FindingCollector of) {
      return new FindingCollector(of.subject(), new Work(), of.only());
    }

    @Override
    protected void prepare() {
      tried.clear();
      screener.screen(cases);
    }

    @Override
    protected void end() {
      screener.close();
    }
  }

  @Benchmark
  public void search(Search block, Meter meter) {
    meter.start();
    block.tried.forEach(block.deferring::fire);
    block.stop(meter);
  }
}
