package org.needlewise.screening;

import java.util.List;

/** Both passes of the rules on the facts of some cases. */
interface RuleExecution extends AutoCloseable {
  /** Fills the findings of each case; where a rule throws, those of all of them are worthless. */
  void fire(List<FindingCollector> cases);

  @Override
  void close();
}
