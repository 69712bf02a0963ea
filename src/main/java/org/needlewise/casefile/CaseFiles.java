package org.needlewise.casefile;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The cases of one file or stream, one after another, in bounded memory: the one of a JSON or YAML
 * document, or those of an NDJSON file. A bad one is an entry with errors, and the next is read.
 */
public final class CaseFiles implements Closeable {
  /**
   * @param record the line of an NDJSON file, from 1; 0 for a single document
   * @param byteOffset where in the file the record begins, from 0
   * @param caseFile null where it has errors
   * @param errors empty where the case could be read
   */
  public record Entry(long record, long byteOffset, CaseFile caseFile, List<InputError> errors) {}

  private final CaseFileReader reader;
  private final String source;
  private final Format format;
  private final InputStream in;
  private final LineSplitter lines;
  private boolean read;

  private CaseFiles(CaseFileReader reader, String source, Format format, InputStream in) {
    this.reader = reader;
    this.source = source;
    this.format = format;
    this.in = in;
    this.lines = format == Format.NDJSON ? new LineSplitter(in) : null;
  }

  /**
   * Opens a file. Its format is that of its name, or is told from its content.
   *
   * @throws InvalidCaseException where there is no such file or it may not be read
   */
  public static CaseFiles open(CaseFileReader reader, Path file) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw unreadable(source, "a folder", "a case file");
    }
    try {
      return open(reader, Files.newInputStream(file), source, Format.ofName(source).orElse(null));
    } catch (NoSuchFileException e) {
      throw unreadable(source, "no such file", "a case file");
    } catch (AccessDeniedException e) {
      throw unreadable(source, "a file that may not be read", "a case file");
    }
  }

  /**
   * Opens a stream, such as standard input.
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

  private static InvalidCaseException unreadable(String source, String found, String expected) {
    return new InvalidCaseException(List.of(new InputError(source, 0, 0, 0, "", found, expected)));
  }

  /** The format that is read. */
  public Format format() {
    return format;
  }

  /**
   * The next case, right or wrong; null where there is none. A file without any is one entry with
   * an error.
   */
  public Entry next() throws IOException {
    return lines != null ? nextRecord() : document();
  }

  private Entry document() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
    try {
      return new Entry(0, 0, reader.read(bytes, 0, bytes.length, format, source), List.of());
    } catch (InvalidCaseException e) {
      return new Entry(0, 0, null, e.errors());
    }
  }

  private Entry nextRecord() throws IOException {
    if (!lines.next()) {
      return read ? null : nothing();
    }
    read = true;
    long record = lines.number();
    if (lines.isTooLong()) {
      return new Entry(record, lines.byteOffset(), null, List.of(tooLong(source, lines)));
    }
    try {
      CaseFile caseFile =
          reader.readRecord(lines.buffer(), lines.offset(), lines.length(), source, record);
      return new Entry(record, lines.byteOffset(), caseFile, List.of());
    } catch (InvalidCaseException e) {
      return new Entry(record, lines.byteOffset(), null, e.errors());
    }
  }

  private Entry nothing() {
    read = true;
    return new Entry(
        0,
        0,
        null,
        List.of(
            new InputError(source, 0, 1, 1, "", "nothing (no records)", "a case on each line")));
  }

  /** The error of a line that the splitter could not hold. */
  public static InputError tooLong(String source, LineSplitter line) {
    return tooLong(source, line.number());
  }

  /** The error of a line that a splitter could not hold, where that saw a part of the file. */
  public static InputError tooLong(String source, long line) {
    Problem problem = Input.tooLong();
    return new InputError(
        source, line, problem.line, problem.column, "", problem.found, problem.expected);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
