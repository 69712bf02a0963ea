package org.needlewise.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.load.RuleSets;

/**
 * What {@link BatchRun} does with a chunk of records, for an engine that reads and writes by other
 * means: the same rows, byte for byte. Belongs to one thread; its rules may be shared.
 */
public final class CaseLines implements AutoCloseable {
  /**
   * A report.
   *
   * @param earliestDate the earliest date; null where there is none
   * @param json the row, without a line end
   */
  public record Row(
      String caseId, LocalDate asOf, Verdict verdict, LocalDate earliestDate, String json) {}

  /**
   * What became of the records.
   *
   * @param rows in the order of the records
   * @param errors rows of those that gave no report, each with its line end
   */
  public record Result(List<Row> rows, String errors, Tally tally) {}

  private final RecordScreener screener;
  private final List<AdvisoryReport> reports = new ArrayList<>();
  private Bytes bytes = new Bytes(0);
  private List<RawRecord> records = new ArrayList<>();

  /**
   * @param asOf the day for which all cases are screened; null: each for its own
   * @param fields of slim rows; empty for whole reports
   * @param with what is told beside whole reports
   */
  public CaseLines(RuleSets rules, LocalDate asOf, List<SlimField> fields, Set<Topic> with) {
    this.screener =
        new RecordScreener(
            rules.reader(),
            new Keeping(Engine.of(rules, with)),
            asOf,
            fields,
            Compression.NONE,
            null,
            false);
  }

  /** Keeps the reports, which the rows alone do not tell apart. */
  private final class Keeping implements Engine {
    private final Engine engine;

    Keeping(Engine engine) {
      this.engine = engine;
    }

    @Override
    public List<Advised> screen(List<CaseFile> cases) {
      List<Advised> screened = engine.screen(cases);
      for (Advised each : screened) {
        if (each.screened().report() != null) {
          reports.add(each.screened().report());
        }
      }
      return screened;
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Whether it is time to {@link #screen}. */
  public boolean isFull() {
    return records.size() >= RecordReader.RECORDS || bytes.size() >= RecordReader.BYTES;
  }

  /**
   * Adds a record.
   *
   * @param source what errors call its file
   * @param line its number there, from 1
   * @param byteOffset where in the unpacked file it begins, from 0; negative where it has no place
   * @param json the case in UTF-8; null where the record holds none
   */
  public void add(String source, long line, long byteOffset, byte[] json) {
    if (json == null) {
      Diagnostic nothing =
          new Diagnostic(source, line, 0, 0, "", "nothing", "a case as a JSON object");
      add(source, line, byteOffset, 0, nothing);
    } else {
      bytes.writeBytes(json);
      add(source, line, byteOffset, json.length, null);
    }
  }

  /**
   * Adds the line that a splitter has come to, with its place in the whole file, of which the
   * splitter may see a part.
   */
  public void addLine(String source, long line, long byteOffset, LineSplitter lines) {
    if (lines.isTooLong()) {
      add(source, line, byteOffset, 0, CaseFiles.tooLong(source, line));
    } else {
      bytes.write(lines.buffer(), lines.offset(), lines.length());
      add(source, line, byteOffset, lines.length(), null);
    }
  }

  /** Adds the line from which on a file cannot be read. */
  public void addUnreadable(String source, long line, long byteOffset, IOException e) {
    add(source, line, byteOffset, 0, CaseFiles.unreadable(source, line, e));
  }

  private void add(String source, long line, long byteOffset, int length, Diagnostic problem) {
    int offset = bytes.size() - length;
    records.add(
        new RawRecord(source, Format.NDJSON, bytes, offset, length, line, byteOffset, problem));
  }

  /** Screens what has been added since the last time. */
  public Result screen() throws Exception {
    reports.clear();
    Screening screening = screener.work(new Chunk(0, 0, records, 0, 0));
    bytes = new Bytes(bytes.size());
    records = new ArrayList<>(records.size());
    List<Row> rows = new ArrayList<>(reports.size());
    byte[] json = screening.reports().array();
    int start = 0;
    for (AdvisoryReport report : reports) {
      int end = start;
      while (json[end] != '\n') {
        end++;
      }
      rows.add(
          new Row(
              report.caseId(),
              report.asOf(),
              report.verdict(),
              report.earliestDate(),
              new String(json, start, end - start, StandardCharsets.UTF_8)));
      start = end + 1;
    }
    return new Result(rows, screening.errors().toString(StandardCharsets.UTF_8), screening.tally());
  }

  @Override
  public void close() {
    screener.close();
  }
}
