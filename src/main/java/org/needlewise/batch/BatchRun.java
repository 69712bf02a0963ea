package org.needlewise.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.rulebase.load.RuleBase;
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

  private final BatchOptions options;
  private final CaseFileReader reader;
  private final Supplier<? extends Engine> engines;
  private final RuleBase rules;
  private final Streams streams;
  private final Progress progress;
  private final CountDownLatch over = new CountDownLatch(1);

  private volatile boolean stopped;
  private volatile OrderedPipeline<Chunk, Screening> pipeline;

  private final Inputs inputs;
  private final Compression compression;
  private Inputs.Extent extent;
  private Map<String, String> asked;
  private EarlierRun earlier;
  private Output reports;
  private Output errors;
  private Output ids;
  private Path idsFile;
  private Path scratch;
  private Path journalFile;
  private long chunks;
  private long checksum;
  private Tally tally = new Tally();
  private long already;
  private volatile long kept;
  private long startNanos;
  private long checkpointNanos;

  /**
   * @throws BatchException where what is asked for cannot be
   */
  public BatchRun(BatchOptions options, RuleBase rules, Streams streams, Progress progress) {
    this(options, rules, () -> Engine.of(rules), streams, progress);
  }

  BatchRun(
      BatchOptions options,
      RuleBase rules,
      Supplier<? extends Engine> engines,
      Streams streams,
      Progress progress) {
    this.options = options;
    this.reader = new CaseFileReader(rules.vocabulary());
    this.engines = engines;
    this.rules = rules;
    this.streams = streams;
    this.progress = progress;
    this.inputs = Inputs.existing(options.inputs(), streams.in());
    this.compression =
        options.output() == null
            ? Compression.NONE
            : Compression.ofName(options.output().toString());
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
    if (options.report() != null) {
      BatchReport.prepare(options.report());
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
      asked = asked();
      refuseToReplaceWhatIsRead();
      if (options.output() == null) {
        openStreams();
      } else if (openFiles()) {
        return BatchSummary.alreadyDone(options.output());
      }
      if (options.onlyChangedFrom() != null) {
        earlier = new EarlierRun(options.onlyChangedFrom(), options.fields(), rules, scratch);
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
    if (kept == 0 || journalFile == null || !Files.exists(journalFile)) {
      return "";
    }
    return "; "
        + BatchSummary.number(kept)
        + " records are done and kept: go on with the same command and --resume";
  }

  // ---- what is asked for, and what is there

  private Map<String, String> asked() throws IOException {
    Map<String, String> what = new TreeMap<>();
    what.put("inputs", extent.digest());
    what.put("rules", rules.digest());
    what.put("errors", Objects.toString(options.errors(), ""));
    what.put("as-of", Objects.toString(options.asOf(), ""));
    what.put(
        "fields", options.fields().stream().map(SlimField::key).collect(Collectors.joining(",")));
    Path old = options.onlyChangedFrom();
    what.put(
        "only-changed-from",
        old == null ? "" : old + " " + Files.size(old) + " " + Files.getLastModifiedTime(old));
    return what;
  }

  /** Neither another output nor an input may have the name of an output, whatever is forced. */
  private void refuseToReplaceWhatIsRead() throws IOException {
    List<Path> written = new ArrayList<>();
    if (options.output() != null) {
      written.addAll(List.of(options.output(), errorsFile(), duplicatesFile()));
    } else if (options.errors() != null) {
      written.add(options.errors());
    }
    if (written.stream().map(p -> p.toAbsolutePath().normalize()).distinct().count()
        < written.size()) {
      throw new BatchException(
          Reason.USAGE, options.errors() + " is an output already: name another file by --errors");
    }
    for (Path output : written) {
      if (Files.exists(output) && isRead(output)) {
        throw new BatchException(
            Reason.USAGE, output + " is read by this run: name another file to write");
      }
    }
  }

  private boolean isRead(Path file) throws IOException {
    if (options.onlyChangedFrom() != null && Files.isSameFile(options.onlyChangedFrom(), file)) {
      return true;
    }
    Inputs.Walk walk = inputs.walk();
    while (walk.hasNext()) {
      Path input = walk.next().path();
      if (input != null && Files.isSameFile(input, file)) {
        return true;
      }
    }
    return false;
  }

  private void openStreams() throws IOException {
    scratch = Files.createTempDirectory("needlewise");
    ids = Output.file(scratch.resolve("ids"), 0);
    idsFile = Output.part(scratch.resolve("ids"));
    reports = Output.stream("standard output", streams.out());
    if (options.errors() == null) {
      errors = Output.stream("standard error", streams.err());
    } else {
      Output.refuseExisting(options.errors(), options.force());
      errors = Output.file(options.errors(), 0);
    }
  }

  /** True where there is nothing left to do. */
  private boolean openFiles() throws IOException {
    Path output = options.output();
    journalFile = Journal.of(output);
    Path idsName = output.resolveSibling(output.getFileName() + ".ids");
    idsFile = Output.part(idsName);
    Journal journal = options.resume() ? Journal.read(journalFile) : null;
    if (journal != null) {
      check(journal);
      tally = journal.tally();
      chunks = journal.chunks();
      checksum = journal.checksum();
      already = tally.total();
      // Before anything is opened: where that fails, this is not to be thrown away.
      kept = already;
      if (journal.ended() && !Files.exists(Output.part(output)) && Files.exists(output)) {
        // It was killed after the last file had been given its name.
        scratch = scratch(output);
        deleteTraces();
        return true;
      }
    } else if (options.resume() && Files.exists(output)) {
      return true;
    } else if (!options.resume()) {
      Output.refuseExisting(output, options.force());
      Output.refuseExisting(errorsFile(), options.force());
      Output.refuseExisting(duplicatesFile(), options.force());
      if (!options.force() && Files.exists(journalFile)) {
        throw new BatchException(
            Reason.USAGE,
            "an interrupted run lies beside "
                + output
                + ": go on with it by --resume, or begin anew with --force");
      }
      Journal.delete(journalFile);
    }
    if (journal == null) {
      journal = Journal.start(asked);
    }
    // Locks it, before anything of another run is touched.
    reports = Output.ownFile(output, journal.reports());
    boolean named =
        journal.ended() && !Files.exists(Output.part(errorsFile())) && Files.exists(errorsFile());
    scratch = scratch(output);
    // A run that was killed leaves its own.
    deleteScratch();
    Files.createDirectories(scratch);
    errors =
        named
            ? Output.published(errorsFile(), journal.errors())
            : Output.file(errorsFile(), journal.errors());
    ids = Output.file(idsName, journal.ids());
    if (chunks == 0) {
      checkpoint(false);
    }
    return false;
  }

  private static Path scratch(Path output) {
    return output.resolveSibling(output.getFileName() + ".scratch");
  }

  private Path errorsFile() {
    return options.errors() != null ? options.errors() : Output.beside(options.output(), "errors");
  }

  private Path duplicatesFile() {
    return Output.beside(options.output(), "duplicates");
  }

  private void check(Journal journal) {
    String different =
        asked.keySet().stream()
            .filter(name -> !asked.get(name).equals(journal.asked().get(name)))
            .map(name -> name.equals("inputs") || name.equals("rules") ? name : "--" + name)
            .collect(Collectors.joining(", "));
    if (!different.isEmpty()) {
      throw new BatchException(
          Reason.USAGE,
          "cannot go on with the run of %s: not as it was then: %s; begin anew with --force"
              .formatted(options.output(), different));
    }
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
                      earlier == null ? null : earlier.finder()),
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
    reports.write(screening.reports());
    errors.write(screening.errors());
    ids.write(screening.ids());
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

  private void checkpoint(boolean ended) {
    if (journalFile == null) {
      return;
    }
    reports.sync();
    errors.sync();
    ids.sync();
    new Journal(
            asked, chunks, checksum, reports.length(), errors.length(), ids.length(), ended, tally)
        .write(journalFile);
    kept = tally.total();
  }

  private BatchSummary finish() throws Exception {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    Duplicates.Shared duplicates = duplicates();
    if (earlier != null) {
      tally.changes.add("removed", earlier.writeRemoved(idsFile, reports, compression));
    }
    if (reports.length() == 0 && compression != Compression.NONE) {
      reports.write(compression.pack(new Bytes(0)));
    }
    BatchSummary summary =
        new BatchSummary(
            tally, duplicates, extent, already, seconds, options.output(), errorsName(), false);
    if (options.report() != null) {
      BatchReport.write(summary, options.report());
    }
    errors.publish();
    reports.publish();
    return summary;
  }

  private String errorsName() {
    return options.output() == null && options.errors() == null ? null : errorsFile().toString();
  }

  private Duplicates.Shared duplicates() throws IOException {
    if (options.output() == null) {
      return Duplicates.find(idsFile, scratch, errors);
    }
    Output rows = Output.file(duplicatesFile(), 0);
    try {
      Duplicates.Shared found = Duplicates.find(idsFile, scratch, rows);
      if (found.records() > 0) {
        rows.publish();
      } else {
        Files.deleteIfExists(duplicatesFile());
      }
      return found;
    } finally {
      rows.close();
      Files.deleteIfExists(Output.part(duplicatesFile()));
    }
  }

  private void deleteTraces() throws IOException {
    deleteScratch();
    Journal.delete(idsFile);
    // Last: while it is there, a run that goes on takes away the rest.
    Journal.delete(journalFile);
  }

  private void close() throws IOException {
    boolean done =
        options.output() != null && reports != null && !Files.exists(Output.part(options.output()));
    if (earlier != null) {
      earlier.close();
    }
    for (Output output : new Output[] {reports, errors, ids}) {
      if (output != null) {
        output.close();
      }
    }
    if (done) {
      deleteTraces();
    } else if (kept == 0 && journalFile != null && reports != null) {
      // Nothing to go on with.
      deleteTraces();
      Files.deleteIfExists(Output.part(options.output()));
      Files.deleteIfExists(Output.part(errorsFile()));
    }
    deleteScratch();
  }

  private void deleteScratch() throws IOException {
    if (scratch == null || !Files.exists(scratch)) {
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
