package org.needlewise.screening;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.conf.DirectFiringOption;
import org.kie.api.runtime.rule.AgendaFilter;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Fires the rules of one KieBase, in both passes, on the facts of cases that share a pooled
 * session.
 */
class DroolsExecution implements RuleExecution {
  /** Each match fires as it is met: what the rules find is put in order afterwards. */
  private static final KieSessionConfiguration DIRECT = direct();

  private final RuleBase base;
  private final KieBase rules;
  private final FactFilter filter;
  private final KnownFacts known;
  private KieSessionsPool pool;

  DroolsExecution(RuleBase base, KieBase rules, FactFilter filter) {
    this(base, rules, filter, null);
  }

  /**
   * @param known the facts of which Drools is not asked again; null: it is asked of all
   */
  DroolsExecution(RuleBase base, KieBase rules, FactFilter filter, KnownFacts known) {
    this.base = base;
    this.rules = rules;
    this.filter = filter;
    this.known = known;
  }

  private static KieSessionConfiguration direct() {
    KieSessionConfiguration direct = KieServices.Factory.get().newKieSessionConfiguration();
    direct.setOption(DirectFiringOption.YES);
    return direct;
  }

  @Override
  public void fire(List<FindingCollector> cases) {
    fire(cases, null, null);
  }

  /**
   * @param measured takes each fact; null: nobody
   * @param watch sees each match before it fires; null: nobody
   */
  void fire(List<FindingCollector> cases, Consumer<Fact> measured, AgendaFilter watch) {
    Shared shared = new Shared(cases, watch);
    boolean sound = false;
    try {
      Consumer<Fact> sink =
          fact -> {
            FindingCollector of = cases.get(fact.subject().slot());
            of.work().fact();
            if (measured != null) {
              measured.accept(fact);
            }
            if (known == null || !known.tell(fact, of)) {
              shared.accept(fact);
            }
          };
      if (known != null) {
        known.begin();
      }
      for (FindingCollector each : cases) {
        measure(each, sink);
      }
      shared.fire();
      for (FindingCollector each : cases) {
        Requirements requirements = each.settleIntervals();
        if (each.only() == null) {
          requirements.measure(filter, sink);
        }
      }
      shared.fire();
      shared.dispose();
      if (known != null) {
        known.learn();
      }
      sound = true;
    } finally {
      if (!sound) {
        close(); // a session that threw is thrown away with its pool: firing it again would skip
        // the rule that threw
      }
    }
  }

  /** The session that cases share; taken from the pool with the first fact. */
  private final class Shared implements Consumer<Fact> {
    private final List<FindingCollector> cases;
    private final AgendaFilter watch;
    private KieSession session;
    private boolean unfired;

    Shared(List<FindingCollector> cases, AgendaFilter watch) {
      this.cases = cases;
      this.watch = watch;
    }

    @Override
    public void accept(Fact fact) {
      if (session == null) {
        if (pool == null) {
          pool = rules.newKieSessionsPool(1);
        }
        session = pool.newKieSession(DIRECT);
        Findings findings = new Findings(base, known);
        findings.collectFor(cases);
        session.setGlobal("findings", findings);
      }
      session.insert(fact);
      unfired = true;
    }

    void fire() {
      if (unfired) {
        session.fireAllRules(watch);
        unfired = false;
      }
    }

    void dispose() {
      if (session != null) {
        session.dispose();
      }
    }
  }

  /** Hands a case's facts of the first pass to a sink. */
  void measure(FindingCollector of, Consumer<Fact> sink) {
    if (of.only() == null) {
      Facts.measure(of.subject(), filter, sink);
    } else {
      of.only().forEach(sink);
    }
  }

  @Override
  public Set<String> unsure() {
    Set<String> ofOneFact = base.signatures().rules();
    return RuleExecution.unsure(base.cards(), card -> !ofOneFact.contains(card.ruleName()));
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
      pool = null;
    }
  }
}
