package org.needlewise.screening;

import java.util.List;
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
import org.needlewise.rulebase.RuleBase;

/**
 * Fires the rules of one KieBase, in both strokes, on the facts of cases that share a pooled
 * session.
 */
class FiredStroke implements Stroke {
  /** Each match fires as it is met: what the rules find is put in order afterwards. */
  private static final KieSessionConfiguration DIRECT = direct();

  private final RuleBase base;
  private final KieBase rules;
  private final FactFilter filter;
  private KieSessionsPool pool;

  FiredStroke(RuleBase base, KieBase rules, FactFilter filter) {
    this.base = base;
    this.rules = rules;
    this.filter = filter;
  }

  private static KieSessionConfiguration direct() {
    KieSessionConfiguration direct = KieServices.Factory.get().newKieSessionConfiguration();
    direct.setOption(DirectFiringOption.YES);
    return direct;
  }

  @Override
  public void fire(List<CaseFindings> cases) {
    fire(cases, null, null);
  }

  /**
   * @param measured takes each fact that is inserted; null: nobody
   * @param watch sees each match before it fires; null: nobody
   */
  void fire(List<CaseFindings> cases, Consumer<Fact> measured, AgendaFilter watch) {
    if (pool == null) {
      pool = rules.newKieSessionsPool(1);
    }
    KieSession session = pool.newKieSession(DIRECT);
    boolean sound = false;
    try {
      Findings findings = new Findings(base);
      findings.collectFor(cases);
      session.setGlobal("findings", findings);
      Consumer<Fact> sink = measured == null ? session::insert : measured.andThen(session::insert);
      for (CaseFindings each : cases) {
        measure(each, sink);
      }
      session.fireAllRules(watch);
      long before = session.getFactCount();
      for (CaseFindings each : cases) {
        each.settleIntervals().measure(filter, sink);
      }
      if (session.getFactCount() > before) {
        session.fireAllRules(watch);
      }
      session.dispose();
      sound = true;
    } finally {
      if (!sound) {
        close(); // a session that threw is thrown away with its pool: firing it again would skip
        // the rule that threw
      }
    }
  }

  /** Hands a case's facts of the first stroke to a sink. */
  void measure(CaseFindings of, Consumer<Fact> sink) {
    Facts.measure(of.subject(), filter, sink);
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
      pool = null;
    }
  }
}
