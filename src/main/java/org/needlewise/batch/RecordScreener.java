package org.needlewise.batch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.screening.OrderedPipeline;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.node.ObjectNode;

/** Records to rows: read, screened, written. Belongs to one thread. */
final class RecordScreener implements OrderedPipeline.Worker<Chunk, Screening> {
  private static final String TOO_MUCH = "not evaluated: too much for one case";

  private final CaseFileReader reader;
  private final Engine engine;
  private final LocalDate asOf;
  private final List<SlimField> fields;
  private final Compression compression;
  private final EarlierRun.Finder earlier;
  private final boolean inLine;

  /** What is written at the moment. */
  private Bytes reports = new Bytes(0);

  private final java.io.OutputStream toReports =
      new java.io.OutputStream() {
        @Override
        public void write(int b) {
          reports.write(b);
        }

        @Override
        public void write(byte[] bytes, int off, int len) {
          reports.write(bytes, off, len);
        }
      };
  private final ReportJson json = new ReportJson(toReports);
  private final JsonGenerator slim =
      Json.FACTORY.createGenerator(ObjectWriteContext.empty(), toReports, JsonEncoding.UTF8);

  /**
   * @param asOf the day for which all cases are screened; null: each for its own
   * @param fields of slim rows; empty for whole reports
   * @param earlier finds the rows of an earlier run, of which only what has changed is written;
   *     else null
   * @param inLine whether what is said of a record without a report stands among the reports, in
   *     its place and without its source
   */
  RecordScreener(
      CaseFileReader reader,
      Engine engine,
      LocalDate asOf,
      List<SlimField> fields,
      Compression compression,
      EarlierRun.Finder earlier,
      boolean inLine) {
    this.reader = reader;
    this.engine = engine;
    this.asOf = asOf;
    this.fields = fields;
    this.compression = compression;
    this.earlier = earlier;
    this.inLine = inLine;
  }

  @Override
  public Screening work(Chunk chunk) throws Exception {
    List<RawRecord> records = chunk.records();
    if (earlier != null) {
      earlier.begin(chunk.firstRecord());
    }
    reports = new Bytes(Math.max(1024, records.size() * (fields.isEmpty() ? 2000 : 200)));
    Bytes bad = new Bytes(0);
    IdLog.Piece ids = new IdLog.Piece();
    Tally tally = new Tally();
    // A session's cases at a time: what is known of them is written while it is at hand.
    for (int from = 0; from < records.size(); from += Screener.SHARED) {
      int to = Math.min(from + Screener.SHARED, records.size());
      work(records.subList(from, to), bad, ids, tally);
    }
    Bytes packed = reports.size() == 0 ? reports : compression.pack(reports);
    return new Screening(chunk, packed, bad, ids.bytes, tally);
  }

  private void work(List<RawRecord> records, Bytes bad, IdLog.Piece ids, Tally tally)
      throws Exception {
    CaseFile[] read = new CaseFile[records.size()];
    List<CaseFile> cases = new ArrayList<>(records.size());
    List<List<Diagnostic>> errors = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      try {
        read[i] = read(records.get(i));
        cases.add(read[i]);
      } catch (InvalidInputException e) {
        errors.add(e.problems());
      }
    }
    List<Advised> screened = engine.screen(cases);
    int nextCase = 0;
    int nextErrors = 0;
    for (int i = 0; i < read.length; i++) {
      RawRecord record = records.get(i);
      if (read[i] == null) {
        bad(record, errors.get(nextErrors++), bad, ids, tally);
        continue;
      }
      Advised advised = screened.get(nextCase++);
      ScreeningResult result = advised.screened();
      ids.add(record, read[i].id(), result.report() != null);
      if (result.report() == null) {
        tell(BadRecord.notEvaluated(record, read[i].id(), result.failure()), bad);
        tally.addNotEvaluated(result.tooMuch() ? TOO_MUCH : result.failure());
      } else {
        tally.addReport(read[i], result.report(), advised.advice());
        write(record, result.report(), advised.advice(), tally);
      }
    }
  }

  private CaseFile read(RawRecord record) {
    if (record.problem() != null) {
      throw new InvalidInputException(List.of(record.problem()));
    }
    byte[] bytes = record.bytes().array();
    CaseFile caseFile =
        record.format() == Format.NDJSON
            ? reader.readRecord(
                bytes, record.offset(), record.length(), record.source(), record.line())
            : reader.read(
                bytes, record.offset(), record.length(), record.format(), record.source());
    return asOf == null ? caseFile : caseFile.asOf(asOf);
  }

  private void tell(ObjectNode row, Bytes bad) {
    if (inLine) {
      row.remove("source");
    }
    Json.line(row, inLine ? reports : bad);
  }

  private void bad(
      RawRecord record, List<Diagnostic> errors, Bytes to, IdLog.Piece ids, Tally tally) {
    String id = BadRecord.id(record);
    if (id != null) {
      ids.add(record, id, false);
    }
    tell(BadRecord.row(record, id, errors), to);
    tally.addBad(BadRecord.kind(errors.get(0)));
  }

  private void write(RawRecord record, AdvisoryReport report, Advice advice, Tally tally)
      throws Exception {
    if (earlier == null && !fields.isEmpty()) {
      SlimField.write(fields, slim, record, report);
      slim.flush();
      return;
    }
    int start = reports.size();
    json.write(report, advice);
    if (earlier != null) {
      earlier.keepChange(record, report.caseId(), reports, start, tally);
    }
  }

  @Override
  public void close() {
    engine.close();
    if (earlier != null) {
      earlier.close();
    }
  }
}
