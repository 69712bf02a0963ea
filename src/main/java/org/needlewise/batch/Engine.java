package org.needlewise.batch;

import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/** What evaluates cases; belongs to one thread. */
interface Engine extends AutoCloseable {
  /** One result a case, in their order. */
  List<ScreeningResult> screen(List<CaseFile> cases);

  @Override
  default void close() {}

  static Engine of(RuleBase rules) {
    Screener screener = Screener.remembering(rules);
    return new Engine() {
      @Override
      public List<ScreeningResult> screen(List<CaseFile> cases) {
        return screener.screen(cases);
      }

      @Override
      public void close() {
        screener.close();
      }
    };
  }
}
