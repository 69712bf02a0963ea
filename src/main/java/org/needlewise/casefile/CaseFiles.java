package org.needlewise.casefile;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;

/**
 * The cases of one file or stream, one after another, in bounded memory: the one of a JSON or YAML
 * document, or those of an NDJSON file. A bad one is an entry with errors, and the next is read; so
 * is the place from which on a file cannot be read, and then there is no next.
 */
public final class CaseFiles implements Closeable {
  /**
   * @param record the line of an NDJSON file, from 1; 0 for a single document
   * @param byteOffset where in the file the record begins, from 0
   * @param bytes how long it is, as far as it was read
   * @param caseFile null where it has errors
   * @param errors empty where the case could be read
   */
  public record Entry(
      long record, long byteOffset, long bytes, CaseFile caseFile, List<Diagnostic> errors) {}

  private final CaseFileReader reader;
  private final String source;
  private final Format format;
  private final InputStream in;
  private final LineSplitter lines;
  private boolean read;
  private boolean ended;

  private CaseFiles(CaseFileReader reader, String source, Format format, InputStream in) {
    this.reader = reader;
    this.source = source;
    this.format = format;
    this.in = in;
    this.lines = format == Format.NDJSON ? new LineSplitter(in) : null;
  }

  /**
   * Opens a file, or a stream such as standard input.
   *
   * @param source what the errors call it
   * @param format null where it is to be told from the content (see {@link Format#detect})
   */
  public static CaseFiles open(CaseFileReader reader, InputStream in, String source, Format format)
      throws IOException {
    if (format != null) {
      return new CaseFiles(reader, source, format, in);
    }
    byte[] head = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in);
    return new CaseFiles(reader, source, Format.detect(head, 0, head.length), all);
  }

  /**
   * The next case, right or wrong; null where there is none. A file without any is one entry with
   * an error.
   */
  public Entry next() {
    if (ended) {
      return null;
    }
    try {
      return lines != null ? nextRecord() : document();
    } catch (IOException e) {
      ended = true;
      long record = lines == null ? 0 : lines.number() + 1;
      long byteOffset = lines == null ? 0 : lines.byteOffset() + lines.fullLength();
      return new Entry(record, byteOffset, 0, null, List.of(unreadable(source, record, e)));
    }
  }

  private Entry document() throws IOException {
    ended = true;
    byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
    try {
      CaseFile caseFile = reader.read(bytes, 0, bytes.length, format, source);
      return new Entry(0, 0, bytes.length, caseFile, List.of());
    } catch (InvalidInputException e) {
      return new Entry(0, 0, bytes.length, null, e.problems());
    }
  }

  private Entry nextRecord() throws IOException {
    if (!lines.next()) {
      ended = true;
      return read ? null : new Entry(0, 0, 0, null, List.of(nothing()));
    }
    read = true;
    if (lines.isTooLong()) {
      return record(null, List.of(tooLong(source, lines)));
    }
    try {
      return record(
          reader.readRecord(lines.buffer(), lines.offset(), lines.length(), source, lines.number()),
          List.of());
    } catch (InvalidInputException e) {
      return record(null, e.problems());
    }
  }

  private Entry record(CaseFile caseFile, List<Diagnostic> errors) {
    return new Entry(lines.number(), lines.byteOffset(), lines.length(), caseFile, errors);
  }

  private Diagnostic nothing() {
    return new Diagnostic(source, 0, 1, 1, "", "nothing (no records)", "a case on each line");
  }

  /** The error of a line that the splitter could not hold. */
  public static Diagnostic tooLong(String source, LineSplitter line) {
    return tooLong(source, line.number());
  }

  /** The error of a line that a splitter could not hold, where that saw a part of the file. */
  public static Diagnostic tooLong(String source, long line) {
    return Input.tooLong().in(source, line);
  }

  /**
   * The error of a file that cannot be read, or not to its end.
   *
   * @param line from which on; 0 for a single document
   */
  public static Diagnostic unreadable(String source, long line, IOException e) {
    String why = e.getMessage() == null ? "it is cut off" : e.getMessage();
    String found = "a file that cannot be read (" + why + ")";
    return new Diagnostic(source, line, 0, 0, "", found, "a file that can be read to its end");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
