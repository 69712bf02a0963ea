package org.needlewise.screening;

import java.util.List;

/** Both strokes of the rules on the facts of some cases. */
interface Stroke extends AutoCloseable {
  /** Fills the findings of each case; where a rule throws, those of all of them are worthless. */
  void fire(List<CaseFindings> cases);

  @Override
  void close();
}
