package org.needlewise.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleSets;

/**
 * Cases in, a line each, and reports out, in their order and as they come: what has arrived is
 * answered before more is waited for. What a record without a report is told stands in its place:
 * the row of the errors file, without {@code source}. Belongs to one thread.
 */
public final class CaseStream implements AutoCloseable {
  private final RecordScreener screener;
  private final LineSplitter lines;
  private final OutputStream out;
  private Bytes bytes = new Bytes(0);
  private List<RawRecord> records = new ArrayList<>();

  /**
   * @param with what is told beside the reports
   * @param out written to in large pieces; neither flushed nor closed
   */
  public CaseStream(RuleSets rules, Set<Topic> with, InputStream in, OutputStream out) {
    this.screener =
        new RecordScreener(
            rules.reader(), Engine.of(rules, with), null, List.of(), Compression.NONE, null, true);
    this.lines = new LineSplitter(new Answering(in));
    this.out = out;
  }

  /**
   * Goes through all of them.
   *
   * @throws IOException where nobody takes the reports any more
   */
  public void run() throws IOException {
    try {
      while (lines.next()) {
        add();
        if (records.size() >= RecordReader.RECORDS || bytes.size() >= RecordReader.BYTES) {
          answer();
        }
      }
    } catch (UnansweredException e) {
      throw e.getCause();
    } catch (IOException e) {
      long line = lines.number() + 1;
      long at = lines.byteOffset() + lines.fullLength();
      add(0, line, at, CaseFiles.unreadable(Inputs.STANDARD_INPUT_NAME, line, e));
    }
    answer();
  }

  private void add() {
    Diagnostic problem =
        lines.isTooLong() ? CaseFiles.tooLong(Inputs.STANDARD_INPUT_NAME, lines) : null;
    bytes.write(lines.buffer(), lines.offset(), lines.length());
    add(lines.length(), lines.number(), lines.byteOffset(), problem);
  }

  private void add(int length, long line, long byteOffset, Diagnostic problem) {
    records.add(
        RawRecord.last(
            Inputs.STANDARD_INPUT_NAME, Format.NDJSON, bytes, length, line, byteOffset, problem));
  }

  private void answer() throws IOException {
    if (records.isEmpty()) {
      return;
    }
    Bytes rows;
    try {
      rows = screener.work(new Chunk(0, 0, records, 0, 0)).reports();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    out.write(rows.array(), 0, rows.size());
    out.flush();
    bytes = new Bytes(bytes.size());
    records = new ArrayList<>(records.size());
  }

  /** That the reports are not taken, told through what is being read. */
  private static final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(IOException cause) {
      super(cause);
    }

    @Override
    public synchronized IOException getCause() {
      return (IOException) super.getCause();
    }
  }

  /** Answers what it has before it waits for more. */
  private final class Answering extends FilterInputStream {
    Answering(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] to, int off, int len) throws IOException {
      if (in.available() == 0) {
        try {
          answer();
        } catch (IOException e) {
          throw new UnansweredException(e);
        }
      }
      return in.read(to, off, len);
    }
  }

  @Override
  public void close() {
    screener.close();
  }
}
