package org.needlewise.casefile;

/** Ends the reading of a document at a place that cannot be read over: wrong syntax, a limit. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int line;
  final int column;
  final String found;
  final String expected;

  Problem(int line, int column, String found, String expected) {
    super(null, null, false, false);
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
  }

  Diagnostic in(String file, long record) {
    return in(file, record, "");
  }

  Diagnostic in(String file, long record, String pointer) {
    return new Diagnostic(file, record, line, column, pointer, found, expected);
  }
}
