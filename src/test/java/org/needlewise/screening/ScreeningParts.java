package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.needlewise.bench.Meter;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Subject;
import org.needlewise.rulebase.RuleBase;

/** A screener whose parts are measured, and one that fires the same rules as usually done. */
public final class ScreeningParts implements AutoCloseable {
  /** What firing all rules costs, facts included. */
  public final Meter fire = new Meter();

  /** What the search for the earliest date costs. */
  public final Meter search = new Meter();

  /** What measuring a case costs: what its facts share, then the facts themselves. */
  public final Meter subject = new Meter();

  public final Meter facts = new Meter();

  private final RuleBase base;
  private final Screener screener;
  private long measured;

  private ScreeningParts(RuleBase base, Stroke all, Stroke deferring) {
    this.base = base;
    this.screener =
        new Screener(
            base.definitions(),
            base.vocabulary(),
            base.digest(),
            metered(all, fire),
            metered(deferring, search));
  }

  /** The program's own way. */
  public static ScreeningParts pooled(RuleBase base) {
    return new ScreeningParts(
        base,
        new FiredStroke(base, base.all(), base.mentioned()),
        new FiredStroke(base, base.deferring(), base.mentionedDeferring()));
  }

  /** The same rules and facts with a new session for each case. */
  public static ScreeningParts newSessions(RuleBase base) {
    return new ScreeningParts(
        base,
        newSessions(base, base.all(), base.mentioned()),
        newSessions(base, base.deferring(), base.mentionedDeferring()));
  }

  public List<Screened> screen(List<CaseFile> cases) {
    return screener.screen(cases);
  }

  /** Only measures, for nothing but its cost. */
  public long measure(List<CaseFile> cases) {
    List<Subject> subjects = new ArrayList<>(cases.size());
    subject.start();
    for (CaseFile each : cases) {
      int date = (int) each.proposed().date().toEpochDay();
      subjects.add(new Subject(each, base.definitions(), base.vocabulary(), 0, date));
    }
    subject.stop();
    facts.start();
    for (Subject each : subjects) {
      Facts.measure(each, base.mentioned(), fact -> measured++);
    }
    facts.stop();
    return measured;
  }

  private static Stroke metered(Stroke stroke, Meter meter) {
    return new Stroke() {
      @Override
      public void fire(List<CaseFindings> cases) {
        meter.start();
        stroke.fire(cases);
        meter.stop();
      }

      @Override
      public void close() {
        stroke.close();
      }
    };
  }

  private static Stroke newSessions(RuleBase base, KieBase rules, FactFilter filter) {
    return new Stroke() {
      @Override
      public void fire(List<CaseFindings> cases) {
        for (CaseFindings each : cases) {
          KieSession session = rules.newKieSession();
          Findings findings = new Findings(base);
          findings.collectFor(cases);
          session.setGlobal("findings", findings);
          Facts.measure(each.subject(), filter, session::insert);
          session.fireAllRules();
          each.settleIntervals().measure(filter, session::insert);
          session.fireAllRules();
          session.dispose();
        }
      }

      @Override
      public void close() {}
    };
  }

  public void clear() {
    fire.clear();
    search.clear();
    subject.clear();
    facts.clear();
  }

  @Override
  public void close() {
    screener.close();
  }
}
