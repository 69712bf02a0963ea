package org.needlewise.batch;

import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.rulebase.RuleBase;
import org.needlewise.screening.Screened;
import org.needlewise.screening.Screener;

/** What evaluates cases; belongs to one thread. */
interface Engine extends AutoCloseable {
  /** One result a case, in their order. */
  List<Screened> screen(List<CaseFile> cases);

  @Override
  default void close() {}

  static Engine of(RuleBase rules) {
    Screener screener = Screener.remembering(rules);
    return new Engine() {
      @Override
      public List<Screened> screen(List<CaseFile> cases) {
        return screener.screen(cases);
      }

      @Override
      public void close() {
        screener.close();
      }
    };
  }
}
