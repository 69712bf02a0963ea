package org.needlewise.http;

/** Where a route's calls are worked on, so that slow ones never keep quick ones waiting. */
public enum Lane {
  /** At once, by whoever reads the request: what takes no time, and is answered under any load. */
  AT_ONCE,
  /** What takes milliseconds: a screening. */
  SHORT,
  /** What may take seconds: a course of sessions, a PDF, an edit of the rules. */
  LONG,
  /** What is read and answered piece by piece, as long as it takes. */
  STREAM
}
