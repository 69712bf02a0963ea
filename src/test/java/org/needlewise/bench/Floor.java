package org.needlewise.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.needlewise.batch.CaseGenerator;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;

/** Some generated cases as a file, and what every way of screening them shares: read and write. */
final class Floor {
  private static final int TOGETHER = 500;

  private final CaseFileReader reader;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 20);
  private final ReportJson writer = new ReportJson(written);

  Floor(CaseFileReader reader) {
    this.reader = reader;
  }

  static byte[] lines(CaseGenerator generator, long first, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 1200);
    for (int i = 0; i < count; i++) {
      CaseFileWriter.writeLine(generator.caseAt(first + i), bytes);
    }
    return bytes.toByteArray();
  }

  List<CaseFile> read(byte[] lines) {
    try (LineSplitter splitter = new LineSplitter(new ByteArrayInputStream(lines))) {
      List<CaseFile> cases = new ArrayList<>();
      while (splitter.next()) {
        cases.add(read(splitter));
      }
      return cases;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private CaseFile read(LineSplitter lines) {
    return reader.readRecord(
        lines.buffer(), lines.offset(), lines.length(), "cases.ndjson", lines.number());
  }

  /** The bytes of the reports; void with the next call. */
  byte[] write(List<AdvisoryReport> reports) {
    written.reset();
    reports.forEach(writer::write);
    writer.flush();
    return written.toByteArray();
  }

  /** From file to file, a few hundred cases at a time. */
  void run(Path in, Path out, Function<List<CaseFile>, List<AdvisoryReport>> engine)
      throws IOException {
    try (InputStream stream = Files.newInputStream(in);
        LineSplitter lines = new LineSplitter(stream);
        var to = Files.newOutputStream(out)) {
      boolean more = true;
      while (more) {
        List<CaseFile> cases = new ArrayList<>(TOGETHER);
        while (cases.size() < TOGETHER && (more = lines.next())) {
          cases.add(read(lines));
        }
        written.reset();
        for (AdvisoryReport report : engine.apply(cases)) {
          writer.write(report);
        }
        writer.flush();
        written.writeTo(to);
      }
    }
  }
}
