package org.needlewise.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.screening.Screener;

/** The program's reader and writer, which every way of screening that is compared shares. */
final class FileToFile implements AutoCloseable {
  static final long SEED = 42;

  private static final int TOGETHER = Screener.SHARED;

  private final LineSplitter lines;
  private final CaseFileReader reader;
  private final OutputStream out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 20);
  private final ReportJson writer = new ReportJson(written);

  /**
   * @param out null: only to be read
   */
  FileToFile(Vocabulary vocabulary, Path in, Path out) throws IOException {
    this.lines = new LineSplitter(Files.newInputStream(in));
    this.reader = new CaseFileReader(vocabulary);
    this.out = out == null ? OutputStream.nullOutputStream() : Files.newOutputStream(out);
  }

  /** Some generated cases as a file. */
  static byte[] lines(CaseGenerator generator, long first, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 1200);
    for (int i = 0; i < count; i++) {
      CaseFileWriter.writeLine(generator.caseAt(first + i), bytes);
    }
    return bytes.toByteArray();
  }

  static List<CaseFile> read(byte[] bytes, Vocabulary vocabulary) throws IOException {
    try (LineSplitter lines = new LineSplitter(new ByteArrayInputStream(bytes))) {
      return read(lines, new CaseFileReader(vocabulary), Integer.MAX_VALUE);
    }
  }

  private static List<CaseFile> read(LineSplitter lines, CaseFileReader reader, int count)
      throws IOException {
    List<CaseFile> cases = new ArrayList<>();
    while (cases.size() < count && lines.next()) {
      cases.add(
          reader.readRecord(
              lines.buffer(), lines.offset(), lines.length(), "cases.ndjson", lines.number()));
    }
    return cases;
  }

  /** The next cases, to be screened elsewhere. */
  List<CaseFile> read(int count) throws IOException {
    return read(lines, reader, count);
  }

  /** From file to file, a few hundred cases at a time. */
  void run(int count, Function<List<CaseFile>, List<AdvisoryReport>> engine) throws IOException {
    for (int left = count; left > 0; left -= TOGETHER) {
      List<CaseFile> cases = read(lines, reader, Math.min(left, TOGETHER));
      written.reset();
      engine.apply(cases).forEach(writer::write);
      written.writeTo(out);
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      lines.close();
    }
  }
}
