package org.needlewise.casefile;

import java.util.Comparator;

/**
 * One thing that is wrong with what somebody wrote: a case, a rule, or any other file. It may echo
 * (shortened) what the file says about a patient, so it is shown to the user and never logged.
 *
 * @param file the file's name as the user gave it, or its path below the folder that is read; ""
 *     where the text itself names what it means
 * @param record the line of an NDJSON file that holds the record, from 1; 0 for a single document
 * @param line the line within the document, from 1 (always 1 for an NDJSON record); 0 where no
 *     place can be named
 * @param column the column in characters (code points), from 1; 0 where no place can be named
 * @param pointer JSON Pointer of the value or of the field that is missing; empty for the whole
 *     document, and for text that is no tree of fields
 * @param found what stands there
 * @param expected what should stand there, with the nearest right values where there are some; ""
 *     where the first part says it all
 */
public record Diagnostic(
    String file,
    long record,
    int line,
    int column,
    String pointer,
    String found,
    String expected,
    Severity severity) {

  /** Characters of a part of a message; whoever has written more is not shown more. */
  private static final int PART = 1_000;

  public Diagnostic {
    found = part(found);
    expected = part(expected);
  }

  private static String part(String text) {
    return text.length() <= PART ? text : text.substring(0, PART) + '…';
  }

  /** Whether what is wrong can be read on with. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** By file, then place. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::file)
          .thenComparingLong(Diagnostic::record)
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column);

  /** An error. */
  public Diagnostic(
      String file,
      long record,
      int line,
      int column,
      String pointer,
      String found,
      String expected) {
    this(file, record, line, column, pointer, found, expected, Severity.ERROR);
  }

  /** An error of a whole file, or of what is named in its stead. */
  public Diagnostic(String file, String found, String expected) {
    this(file, 0, 0, 0, "", found, expected);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The same of a file by another name. */
  public Diagnostic in(String other) {
    return new Diagnostic(other, record, line, column, pointer, found, expected, severity);
  }

  /**
   * One line: {@code case.yaml:12:9: /patient/conditions/0/code: found "x", expected a condition
   * code}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(record > 0 ? record : line).append(':').append(column);
    } else if (record > 0) {
      text.append(':').append(record);
    }
    text.append(file.isEmpty() ? "" : ": ").append(isError() ? "" : "warning: ");
    if (!pointer.isEmpty()) {
      text.append(pointer).append(": ");
    }
    return text.append(what()).toString();
  }

  /** The same without its place: {@code found "x", expected a condition code}. */
  public String what() {
    return expected.isEmpty() ? found : "found " + found + ", expected " + expected;
  }
}
