package org.needlewise.facts;

import java.util.List;

/** A measure over several visits, which a rule hands on so that its finding names them. */
public interface Span {
  /** JSON Pointers to the sessions counted: by date, then area, then depth. */
  List<String> pointers();

  /** Whether the proposal and every visit counted follow the minoxidil protocol. */
  boolean protocol();
}
