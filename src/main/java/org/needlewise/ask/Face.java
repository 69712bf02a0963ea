package org.needlewise.ask;

/** Where an interview is held: a terminal, a pipe. */
public interface Face {
  /** Shows a text as it is: whole lines, or what stands before an answer on its line. */
  void show(String text);

  /** The next answer without its line's end; null where there will be no more. */
  String read();

  /**
   * Keeps the case as it now stands. Told before each question, with the last answer in it.
   *
   * @param id the case's
   * @param yaml a case file with comments
   */
  void keep(String id, String yaml);
}
