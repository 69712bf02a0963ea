package org.needlewise.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.OrderedPipeline;

/**
 * Screens any number of case files, on every core, in the memory of a few.
 *
 * <p>An output file has its name only once it is whole. Until then what is done lies beside it
 * ({@code OUT.part}), with a {@link Journal} of how far it goes; a run that was killed is gone on
 * with from there, and its files are byte for byte those of a run that was not.
 */
public final class BatchRun {
  /** The streams of the process. */
  public interface Streams {
    InputStream in();

    OutputStream out();

    OutputStream err();
  }

  /** Bytes of errors that are listed, and as many more for each byte of the inputs as they lie. */
  private static final long ERRORS_LISTED = 64L << 20;

  private static final long ERRORS_A_BYTE = 100;

  private final BatchOptions options;
  private final CaseFileReader reader;
  private final Supplier<? extends Engine> engines;
  private final RuleSets rules;
  private final Streams streams;
  private final Progress progress;
  private final CountDownLatch over = new CountDownLatch(1);

  private volatile boolean stopped;
  private volatile OrderedPipeline<Chunk, Screening> pipeline;

  private final Inputs inputs;
  private final Compression compression;
  private final RunFiles files;
  private Inputs.Extent extent;
  private EarlierRun earlier;
  private volatile Outputs outputs;
  private long chunks;
  private long checksum;
  private Tally tally = new Tally();
  private long already;
  private long startNanos;
  private long checkpointNanos;

  /**
   * @throws BatchException where what is asked for cannot be
   */
  public BatchRun(BatchOptions options, RuleSets rules, Streams streams, Progress progress) {
    this(options, rules, () -> Engine.of(rules, options.with()), streams, progress);
  }

  BatchRun(
      BatchOptions options,
      RuleSets rules,
      Supplier<? extends Engine> engines,
      Streams streams,
      Progress progress) {
    this.options = options;
    this.reader = rules.reader();
    this.engines = engines;
    this.rules = rules;
    this.streams = streams;
    this.progress = progress;
    this.inputs = Inputs.existing(options.inputs(), streams.in());
    this.compression =
        options.output() == null
            ? Compression.NONE
            : Compression.ofName(options.output().toString());
    this.files = new RunFiles(options);
    check();
  }

  private void check() {
    if (options.onlyChangedFrom() != null) {
      // Its rows are looked up, so a pipe or a folder will not do.
      if (!Files.isRegularFile(options.onlyChangedFrom())
          || !Files.isReadable(options.onlyChangedFrom())) {
        throw new BatchException(
            Reason.INPUT,
            options.onlyChangedFrom()
                + ": found no file that can be read,"
                + " expected the reports of an earlier run");
      }
    }
    if (options.output() == null && options.resume()) {
      throw new BatchException(
          Reason.USAGE, "--resume needs -o FILE: what went to standard output is gone");
    }
  }

  /**
   * Runs to the end.
   *
   * @throws BatchException where it cannot; what is done is kept, and the message says how to go on
   */
  public BatchSummary run() throws Exception {
    startNanos = System.nanoTime();
    checkpointNanos = startNanos;
    try {
      extent = inputs.extent();
      files.refuseCollisions(inputs);
      outputs = new Outputs(files, options, asked());
      if (options.output() == null) {
        outputs.openStreams(streams);
      } else {
        Journal journal = outputs.openFiles();
        if (journal == null) {
          return BatchSummary.alreadyDone(options.output());
        }
        tally = journal.tally();
        chunks = journal.chunks();
        checksum = journal.checksum();
        already = tally.total();
      }
      if (options.report() != null) {
        BatchReport.prepare(options.report());
      }
      if (options.onlyChangedFrom() != null) {
        earlier =
            new EarlierRun(
                options.onlyChangedFrom(), options.fields(), rules.latest(), outputs.scratch());
      }
      screen();
      return finish();
    } catch (BatchException e) {
      throw withWhatIsKept(e);
    } catch (OutOfMemoryError e) {
      throw withWhatIsKept(new BatchException(Reason.MEMORY, BatchException.OUT_OF_MEMORY));
    } finally {
      close();
      over.countDown();
    }
  }

  /**
   * Ends a run early, from another thread: what is under way is finished and kept.
   *
   * @param seconds to wait for that
   * @return what is done and how to go on
   */
  public String stop(int seconds) throws InterruptedException {
    stopped = true;
    OrderedPipeline<Chunk, Screening> running = pipeline;
    if (running != null) {
      running.stop();
    }
    boolean ended = over.await(seconds, TimeUnit.SECONDS);
    return "interrupted" + (ended ? "" : " at once") + kept();
  }

  private BatchException withWhatIsKept(BatchException e) {
    return e.reason() == Reason.USAGE || e.reason() == Reason.INPUT
        ? e
        : new BatchException(e.reason(), e.getMessage() + kept());
  }

  private String kept() {
    long kept = outputs == null ? 0 : outputs.kept();
    return kept == 0
        ? ""
        : "; "
            + BatchSummary.number(kept)
            + " records are done and kept: go on with the same command and --resume";
  }

  private Map<String, String> asked() throws IOException {
    Map<String, String> what = new TreeMap<>();
    what.put("inputs", extent.digest());
    what.put("rules", rules.digest());
    what.put("errors", Objects.toString(options.errors(), ""));
    what.put("as-of", Objects.toString(options.asOf(), ""));
    what.put(
        "fields", options.fields().stream().map(SlimField::key).collect(Collectors.joining(",")));
    what.put("with", options.with().stream().map(Topic::code).collect(Collectors.joining(",")));
    Path old = options.onlyChangedFrom();
    what.put(
        "only-changed-from",
        old == null ? "" : old + " " + Files.size(old) + " " + Files.getLastModifiedTime(old));
    return what;
  }

  // ---- the run

  private void screen() throws Exception {
    try (RecordReader records = new RecordReader(inputs)) {
      skip(records);
      boolean[] ended = {false};
      pipeline =
          new OrderedPipeline<>(
              () -> {
                Chunk chunk = records.next();
                // What a stream gives at such a moment may be cut off: its writer is stopped too.
                if (stopped) {
                  return null;
                }
                ended[0] |= chunk == null;
                return chunk;
              },
              () ->
                  new RecordScreener(
                      reader,
                      engines.get(),
                      options.asOf(),
                      options.fields(),
                      compression,
                      earlier == null ? null : earlier.finder(),
                      false),
              this::take,
              options.threads());
      if (stopped) {
        pipeline.stop();
      }
      pipeline.run();
      boolean complete = ended[0] && !stopped;
      checkpoint(complete);
      if (!complete) {
        throw new BatchException(Reason.STOPPED, "interrupted");
      }
    }
  }

  /** Reads again what an interrupted run has done, and sees to it that it is the same. */
  private void skip(RecordReader records) throws IOException {
    for (long i = 0; i < chunks; i++) {
      Chunk chunk = records.next();
      if (chunk == null || i == chunks - 1 && chunk.checksum() != checksum) {
        throw new BatchException(
            Reason.USAGE,
            "cannot go on with the run of %s: the inputs do not begin with what it had read; begin"
                    .formatted(options.output())
                + " anew with --force");
      }
      progress.at(chunk.bytesRead(), extent.bytes(), already);
    }
  }

  private void take(Screening screening) {
    outputs.reports().write(screening.reports());
    list(screening);
    outputs.ids().write(screening.ids());
    tally.add(screening.tally());
    chunks = screening.chunk().number() + 1;
    checksum = screening.chunk().checksum();
    progress.at(screening.chunk().bytesRead(), extent.bytes(), tally.total());
    long now = System.nanoTime();
    if (now - checkpointNanos >= options.checkpointSeconds() * 1e9) {
      checkpoint(false);
      checkpointNanos = System.nanoTime();
    }
  }

  /** A few bytes can be packed that give gigabytes of errors. */
  private void list(Screening screening) {
    Output errors = outputs.errors();
    long most = ERRORS_LISTED + ERRORS_A_BYTE * screening.chunk().bytesRead();
    if (errors.length() + screening.errors().size() <= most) {
      errors.write(screening.errors());
    } else {
      tally.records.add(Tally.NOT_LISTED, screening.tally().bad());
      tally.records.add(Tally.NOT_LISTED, screening.tally().notEvaluated());
    }
  }

  private void checkpoint(boolean ended) {
    outputs.checkpoint(chunks, checksum, ended, tally);
  }

  private BatchSummary finish() throws Exception {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    Duplicates.Shared duplicates = outputs.duplicates();
    Output reports = outputs.reports();
    if (earlier != null) {
      tally.changes.add(
          "removed", earlier.writeRemoved(outputs.ids().channel(), reports, compression));
    }
    if (reports.length() == 0 && compression != Compression.NONE) {
      reports.write(compression.pack(new Bytes(0)));
    }
    String errorsName = files.errors() == null ? null : files.errors().toString();
    BatchSummary summary =
        new BatchSummary(
            tally, duplicates, extent, already, seconds, options.output(), errorsName, false);
    if (options.report() != null) {
      BatchReport.write(summary, options.report(), outputs.mayReplace());
    }
    outputs.publish();
    return summary;
  }

  private void close() throws IOException {
    if (earlier != null) {
      earlier.close();
    }
    if (outputs != null) {
      outputs.close();
    }
  }
}
