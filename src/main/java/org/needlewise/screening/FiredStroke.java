package org.needlewise.screening;

import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.rulebase.RuleBase;

/**
 * Fires the rules of one KieBase, in both strokes, on the facts of cases that share a pooled
 * session.
 */
final class FiredStroke implements Stroke {
  private final RuleBase base;
  private final KieBase rules;
  private final FactFilter filter;
  private KieSessionsPool pool;

  FiredStroke(RuleBase base, KieBase rules, FactFilter filter) {
    this.base = base;
    this.rules = rules;
    this.filter = filter;
  }

  @Override
  public void fire(List<CaseFindings> cases) {
    if (pool == null) {
      pool = rules.newKieSessionsPool(1);
    }
    KieSession session = pool.newKieSession();
    boolean sound = false;
    try {
      Findings findings = new Findings(base);
      findings.collectFor(cases);
      session.setGlobal("findings", findings);
      for (CaseFindings each : cases) {
        Facts.measure(each.subject(), filter, session::insert);
      }
      session.fireAllRules();
      long before = session.getFactCount();
      for (CaseFindings each : cases) {
        each.settleIntervals().measure(filter, session::insert);
      }
      if (session.getFactCount() > before) {
        session.fireAllRules();
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

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
      pool = null;
    }
  }
}
