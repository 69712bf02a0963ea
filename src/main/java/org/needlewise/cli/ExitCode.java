package org.needlewise.cli;

/** What the shell is told. */
final class ExitCode {
  /** Done, whatever the verdict. */
  static final int DONE = 0;

  /** The program failed, not what it was given. */
  static final int FAILED = 1;

  static final int WRONG_USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int BAD_RULES = 4;

  /** By SIGINT; the shell's own number for it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
