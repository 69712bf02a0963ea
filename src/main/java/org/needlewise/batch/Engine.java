package org.needlewise.batch;

import java.util.List;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.planning.Advisors;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;

/** What evaluates cases; belongs to one thread. */
interface Engine extends AutoCloseable {
  /** One result a case, in their order. */
  List<Advised> screen(List<CaseFile> cases);

  @Override
  default void close() {}

  /**
   * @param with what is told beside the reports
   */
  static Engine of(RuleSets rules, Set<Topic> with) {
    Advisors advisors = new Advisors(rules, Screener::remembering, with, true);
    return new Engine() {
      @Override
      public List<Advised> screen(List<CaseFile> cases) {
        return advisors.screen(cases);
      }

      @Override
      public void close() {
        advisors.close();
      }
    };
  }
}
