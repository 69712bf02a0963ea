package org.needlewise.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.needlewise.batch.BatchException.Reason;

/**
 * What a run writes: opened, made safe now and then, given its names, and what only the run needed
 * taken away. It deletes and replaces what this run has made or the one that it goes on with, and,
 * where that is asked for, files by the names of the results; nothing else.
 */
final class Outputs {
  private final RunFiles files;
  private final BatchOptions options;
  private final Map<String, String> asked;

  /** Whether files by the names of the results may be replaced. */
  private boolean force;

  private Output reports;
  private Output errors;
  private FileOutput ids;
  private Scratch scratch;

  /** Whether the journal is this run's. */
  private boolean journals;

  private volatile long kept;

  /**
   * @param asked what is asked for, by name
   */
  Outputs(RunFiles files, BatchOptions options, Map<String, String> asked) {
    this.files = files;
    this.options = options;
    this.asked = asked;
    this.force = options.force();
  }

  Output reports() {
    return reports;
  }

  Output errors() {
    return errors;
  }

  /** An {@link IdLog}. */
  FileOutput ids() {
    return ids;
  }

  Scratch scratch() {
    return scratch;
  }

  boolean mayReplace() {
    return force;
  }

  /** Records that are safe, and can be gone on with. */
  long kept() {
    return kept > 0 && Files.exists(files.journal()) ? kept : 0;
  }

  // ---- opening

  /** For a run whose reports go to standard output. */
  void openStreams(BatchRun.Streams streams) {
    files.refuseExisting();
    if (force) {
      FileOutput.giveUp(files.working());
    }
    files.refuseStrangers();
    scratch = new Scratch(Path.of(System.getProperty("java.io.tmpdir")));
    ids = FileOutput.of(scratch.file());
    reports = Output.stream("standard output", streams.out());
    errors =
        files.errors() == null
            ? Output.stream("standard error", streams.err())
            : Output.file(files.errors(), force);
  }

  /**
   * For a run whose reports go to a file.
   *
   * @return how far it has come; null where there is nothing left to do
   * @throws BatchException where that cannot be; all that is there stays as it is then
   */
  Journal openFiles() {
    scratch = new Scratch(files.output().toAbsolutePath().getParent());
    boolean begun = Output.isThere(files.journal());
    if (begun && !Journal.isJournal(files.journal())) {
      throw new BatchException(
          options.resume() ? Reason.INPUT : Reason.USAGE,
          files.journal()
              + " is there already and is no journal of a run: move it away, or name another"
              + " output");
    }
    if (begun && options.resume() && !isBeginning()) {
      return goOn(Journal.read(files.journal()));
    }
    if (!begun
        && options.resume()
        && Files.isRegularFile(files.output(), LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    files.refuseExisting();
    if (begun && !force && !options.resume()) {
      throw new BatchException(
          Reason.USAGE,
          "an interrupted run lies beside "
              + files.output()
              + ": go on with it by --resume, or begin anew with --force");
    }
    if (begun) {
      giveUp();
    }
    files.refuseStrangers();
    return begin();
  }

  /**
   * Whether a run was killed before its journal was whole, and so before anything else was there.
   */
  private boolean isBeginning() {
    if (files.working().stream().anyMatch(Output::isThere)) {
      return false;
    }
    try {
      Journal.read(files.journal());
      return false;
    } catch (BatchException e) {
      return true;
    }
  }

  /** Takes away what an interrupted run has left. */
  private void giveUp() {
    List<Path> left = new ArrayList<>(files.working());
    if (!isOfTheseErrors()) {
      // Another run's, which may still be gone on with.
      left.remove(Output.part(files.errors()));
    }
    FileOutput.giveUp(left);
    // Last: while it is there, a run that goes on takes away the rest.
    FileOutput.giveUp(List.of(files.journal()));
  }

  private boolean isOfTheseErrors() {
    try {
      return asked.get("errors").equals(Journal.read(files.journal()).asked().get("errors"));
    } catch (BatchException e) {
      // Nobody can go on with a damaged one.
      return true;
    }
  }

  private Journal begin() {
    Journal start = Journal.start(asked, force);
    // Whoever makes it is the one that begins.
    FileOutput journal = FileOutput.create(files.output(), files.journal(), false);
    journals = true;
    try {
      journal.write(start.bytes());
      journal.sync();
    } finally {
      journal.close();
    }
    reports = FileOutput.create(files.output(), Output.part(files.output()), force);
    errors = FileOutput.create(files.errors(), Output.part(files.errors()), force);
    ids = FileOutput.create(null, files.ids(), false);
    return start;
  }

  private Journal goOn(Journal journal) {
    check(journal);
    // Before anything is opened: where that fails, this is not to be thrown away.
    kept = journal.tally().total();
    force |= journal.force();
    Path part = Output.part(files.output());
    if (journal.ended() && !Output.isThere(part) && Output.isThere(files.output())) {
      // It was killed after the last file had been given its name.
      FileOutput.refuseOther(files.output(), journal.reports());
      giveUp();
      return null;
    }
    FileOutput oldReports = FileOutput.goOn(files.output(), part, journal.reports(), force);
    reports = oldReports;
    Path errorsPart = Output.part(files.errors());
    FileOutput oldErrors = null;
    if (journal.ended() && !Output.isThere(errorsPart) && Output.isThere(files.errors())) {
      FileOutput.refuseOther(files.errors(), journal.errors());
      errors = Output.published(files.errors(), journal.errors());
    } else {
      oldErrors = FileOutput.goOn(files.errors(), errorsPart, journal.errors(), force);
      errors = oldErrors;
    }
    ids = FileOutput.goOn(null, files.ids(), journal.ids(), force);
    // All is as it should be. Only now is anything changed.
    FileOutput.giveUp(files.passing());
    oldReports.cutOff();
    if (oldErrors != null) {
      oldErrors.cutOff();
    }
    ids.cutOff();
    journals = true;
    return journal;
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
              .formatted(files.output(), different));
    }
  }

  // ---- while the run goes on

  /** Makes safe what is done. */
  void checkpoint(long chunks, long checksum, boolean ended, Tally tally) {
    if (!journals) {
      return;
    }
    reports.sync();
    errors.sync();
    ids.sync();
    Journal journal =
        new Journal(
            asked,
            force,
            chunks,
            checksum,
            reports.piece(),
            errors.piece(),
            ids.piece(),
            ended,
            tally);
    FileOutput.write(files.journal(), files.freshJournal(), journal.bytes(), true);
    kept = tally.total();
  }

  /** Writes a row for each record that shares its id. */
  Duplicates.Shared duplicates() throws IOException {
    if (files.output() == null) {
      return Duplicates.find(ids.channel(), scratch, errors);
    }
    Path file = files.duplicates();
    FileOutput rows = FileOutput.create(file, Output.part(file), force);
    try {
      Duplicates.Shared found = Duplicates.find(ids.channel(), scratch, rows);
      if (found.records() > 0) {
        rows.publish();
      } else if (force) {
        Files.deleteIfExists(file);
      }
      return found;
    } finally {
      rows.delete();
      rows.close();
    }
  }

  // ---- the end

  /** Gives the files their names, the reports last. */
  void publish() {
    errors.publish();
    reports.publish();
    // What there is no more to go on with.
    kept = 0;
  }

  /** Takes away what nobody can go on with, and lets go of the rest. */
  void close() throws IOException {
    if (kept == 0 && (journals || options.output() == null)) {
      for (Output output : new Output[] {ids, errors, reports}) {
        if (output != null) {
          output.delete();
        }
      }
    }
    if (kept == 0 && journals) {
      // Last: while it is there, a run that goes on takes away the rest.
      Files.deleteIfExists(files.journal());
    }
    for (Output output : new Output[] {reports, errors, ids}) {
      if (output != null) {
        output.close();
      }
    }
  }
}
