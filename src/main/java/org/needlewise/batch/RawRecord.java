package org.needlewise.batch;

import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;

/**
 * A record as it was found: one line, or one document.
 *
 * @param source what errors call its file
 * @param bytes what holds it
 * @param offset where in the bytes it begins
 * @param line its line in the file, from 1; 0 for a document
 * @param byteOffset where in the (unpacked) file it begins, from 0; negative where it has no place
 * @param problem why there is nothing to read; else null
 */
record RawRecord(
    String source,
    Format format,
    Bytes bytes,
    int offset,
    int length,
    long line,
    long byteOffset,
    Diagnostic problem) {
  /** The one whose bytes were written last. */
  static RawRecord last(
      String source,
      Format format,
      Bytes bytes,
      int length,
      long line,
      long byteOffset,
      Diagnostic problem) {
    return new RawRecord(
        source, format, bytes, bytes.size() - length, length, line, byteOffset, problem);
  }
}
