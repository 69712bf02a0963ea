package org.needlewise.facts;

/** A measure that ends on a day; {@code findings.until} takes it in place of a date. */
public interface Dated {
  /** The first day on which what it measures no longer stands against a session. */
  @Day
  int freeDate();
}
