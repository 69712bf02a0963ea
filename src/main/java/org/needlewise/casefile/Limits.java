package org.needlewise.casefile;

/**
 * How much a case file may hold. Each limit is far beyond a real case and stands in the error of
 * what exceeds it.
 */
public final class Limits {
  /**
   * Bytes of one case, in a file of its own or on a line, and of any other file; the largest of
   * those that are shipped has a ninth of it.
   */
  public static final int DOCUMENT_BYTES = 1 << 20;

  /** Objects and lists within each other; a case needs six. */
  public static final int DEPTH = 32;

  /** Entries of one list. */
  public static final int LIST_ENTRIES = 10_000;

  /** Characters of a case's id, as the schema says. */
  public static final int ID_CHARS = 128;

  /** Characters of free text: a device, an event's name, a question. */
  public static final int TEXT_CHARS = 10_000;

  /** Characters of a number as it is written. */
  public static final int NUMBER_CHARS = 64;

  /** Errors that are listed for one document; what is beyond is not looked for. */
  public static final int ERRORS = 100;

  private Limits() {}
}
