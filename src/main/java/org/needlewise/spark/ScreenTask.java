package org.needlewise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.needlewise.batch.CaseLines;
import org.needlewise.batch.SlimField;
import org.needlewise.planning.Advisor.Topic;

/**
 * What an executor does with a partition: the work of a run on one machine, some hundred records at
 * a time.
 *
 * @param errors the folder of what gives no report
 */
record ScreenTask(
    Broadcast<ShippedRules> rules,
    Broadcast<SerializableConfiguration> configuration,
    LocalDate asOf,
    List<SlimField> fields,
    Set<Topic> with,
    String errors,
    TallySum tally)
    implements Serializable {

  /** Rows of case id, as-of date, verdict, earliest date, report. */
  Iterator<Row> screen(CaseSource source) throws IOException {
    TaskContext task = TaskContext.get();
    Rows rows =
        new Rows(
            source,
            new CaseLines(rules.value().load(), asOf, fields, with),
            new ErrorFile(
                errors, task.partitionId(), task.taskAttemptId(), configuration.value().value()));
    task.<Void>addTaskCompletionListener(
        done -> {
          rows.close();
          return null;
        });
    return rows;
  }

  private final class Rows implements Iterator<Row> {
    private final CaseSource source;
    private final CaseLines lines;
    private final ErrorFile bad;
    private Iterator<CaseLines.Row> screened = Collections.emptyIterator();
    private boolean ended;

    Rows(CaseSource source, CaseLines lines, ErrorFile bad) {
      this.source = source;
      this.lines = lines;
      this.bad = bad;
    }

    @Override
    public boolean hasNext() {
      while (!screened.hasNext() && !ended) {
        screenSome();
      }
      return screened.hasNext();
    }

    private void screenSome() {
      try {
        while (!ended && !lines.isFull()) {
          ended = !source.addNext(lines);
        }
        CaseLines.Result result = lines.screen();
        bad.write(result.errors());
        tally.add(result.tally());
        screened = result.rows().iterator();
        if (ended) {
          bad.publish();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      CaseLines.Row row = screened.next();
      return RowFactory.create(
          row.caseId(),
          date(row.asOf()),
          row.verdict().code(),
          date(row.earliestDate()),
          row.json());
    }

    private static Date date(LocalDate date) {
      return date == null ? null : Date.valueOf(date);
    }

    void close() {
      lines.close();
      try {
        source.close();
        bad.close();
      } catch (IOException e) {
        // Of a task that has failed: what is written beside is taken away with the folder.
      }
    }
  }
}
