package org.needlewise.casefile;

/**
 * One thing that is wrong with an input, for the person who wrote it. It may echo (shortened) what
 * the file says about a patient, so it is shown to the user and never logged.
 *
 * @param source the file's name as the user gave it
 * @param record the line of an NDJSON file that holds the record, from 1; 0 for a single document
 * @param line the line within the document, from 1 (always 1 for an NDJSON record); 0 where no
 *     place can be named
 * @param column the column in characters (code points), from 1; 0 where no place can be named
 * @param pointer JSON Pointer of the value or of the field that is missing; empty for the whole
 *     document
 * @param found what stands there
 * @param expected what should stand there, with the nearest right values where there are some
 */
public record InputError(
    String source,
    long record,
    int line,
    int column,
    String pointer,
    String found,
    String expected) {

  /**
   * One line: {@code case.yaml:12:9: /patient/conditions/0/code: found "x", expected a condition
   * code}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(source);
    if (line > 0) {
      text.append(':').append(record > 0 ? record : line).append(':').append(column);
    } else if (record > 0) {
      text.append(':').append(record);
    }
    text.append(": ");
    if (!pointer.isEmpty()) {
      text.append(pointer).append(": ");
    }
    return text.append("found ").append(found).append(", expected ").append(expected).toString();
  }
}
