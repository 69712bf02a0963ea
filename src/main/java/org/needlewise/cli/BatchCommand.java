package org.needlewise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.BatchSummary;
import org.needlewise.batch.SlimField;
import org.needlewise.casefile.Echo;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleSets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "batch",
    sortOptions = false,
    description = "Screen many case files: one report a line, in the order of the input.",
    footer = {
      "",
      "A bad record is listed in OUT.errors.ndjson, records that share an id in",
      "OUT.duplicates.ndjson, and the run goes on. What is not finished lies in OUT.part and",
      "others beside it until OUT.journal is taken away. What is there is replaced with --force",
      "only, and what is read never.",
      "",
      "Exit code: 0 done, 1 an output cannot be written, 2 wrong usage, 3 an input cannot be",
      "read (with --strict: a record gave no report), 4 bad rules, 130 interrupted."
    })
final class BatchCommand implements Callable<Integer> {
  private static final int SECONDS_TO_END = 3;

  @Parameters(
      arity = "1..*",
      paramLabel = "IN",
      description = {
        "NDJSON (also packed with gzip or zstd), YAML or JSON files, folders of them, or - for",
        "NDJSON on standard input."
      })
  private List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "Where to; .gz and .zst are packed; - is standard output.")
  private String output;

  @Option(
      names = "--errors",
      paramLabel = "FILE",
      description = {
        "Where to list records that give no report. Default: OUT.errors.ndjson, with -o -",
        "standard error."
      })
  private Path errors;

  @Option(names = "--threads", paramLabel = "T", description = "Default: as many as processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--strict", description = "Exit with 3 where a record gave no report.")
  private boolean strict;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Screen as on this day (YYYY-MM-DD), whatever the cases say.")
  private LocalDate asOf;

  @Mixin private WithOption with;

  @Mixin private RulesOption rules;

  @Option(
      names = "--fields",
      paramLabel = "F,...",
      description = {
        "Slim rows in place of reports, of: caseId, source, line, asOf, verdict, earliestDate,",
        "findingCount, rules, policies, categories, questions, ruleSet."
      })
  private String fields;

  @Option(
      names = "--only-changed-from",
      paramLabel = "OLD",
      description = {
        "Write only cases whose verdict, date or findings differ from those of an earlier run,",
        "and the cases that only one of them has: {caseId, changed, before, after}. OLD holds",
        "whole reports. With --fields both sides are slim (source and line: after alone)."
      })
  private Path onlyChangedFrom;

  @Option(names = "--resume", description = "Go on with an interrupted run of the same command.")
  private boolean resume;

  @Option(names = "--force", description = "Replace existing files, give up an interrupted run.")
  private boolean force;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write a page with charts and the same as CSV there.")
  private Path report;

  @Option(
      names = "--summary-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = OutputFormat.Word.class,
      description = "text or json, on standard error. Default: text.")
  private OutputFormat summaryFormat;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary.")
  private boolean quiet;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      defaultValue = "2",
      description = "How often what is done is made safe. Default: 2.")
  private double checkpointSeconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try {
      BatchOptions options =
          new BatchOptions(
              inputs,
              output.equals("-") ? null : Path.of(output),
              errors,
              atLeastOne(threads),
              asOf,
              slim(fields, with.topics()),
              with.topics(),
              rules.place(),
              onlyChangedFrom,
              report,
              resume,
              force,
              notNegative(checkpointSeconds));
      RuleSets sets = rules.sets(asOf);
      BatchSummary summary;
      try (Bar bar = new Bar(!quiet && Terminal.showsErrors())) {
        summary = run(new BatchRun(options, sets, new BatchStreams(), bar));
      }
      if (summary == null) {
        return ExitCode.INTERRUPTED;
      }
      if (!quiet) {
        PrintWriter err = spec.commandLine().getErr();
        err.print(summaryFormat == OutputFormat.JSON ? summary.json() : summary.text());
        err.flush();
      }
      return strict && summary.bad() + summary.notEvaluated() > 0
          ? ExitCode.BAD_INPUT
          : ExitCode.DONE;
    } catch (BatchException e) {
      return failed(spec, e);
    }
  }

  /** Null where it was interrupted; that has been said then. */
  private static BatchSummary run(BatchRun run) throws Exception {
    Thread interrupt = new Thread(() -> end(run));
    Runtime.getRuntime().addShutdownHook(interrupt);
    try {
      return run.run();
    } catch (BatchException e) {
      if (e.reason() == BatchException.Reason.STOPPED) {
        return null;
      }
      throw e;
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(interrupt);
      } catch (IllegalStateException e) {
        // The process is ending: the hook is at work, and speaks.
      }
    }
  }

  private static void end(BatchRun run) {
    try {
      System.err.println("\nneedlewise: " + run.stop(SECONDS_TO_END));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The columns of slim rows; none where whole reports are asked for. */
  static List<SlimField> slim(String fields, Set<Topic> with) {
    if (fields != null && !with.isEmpty()) {
      throw new BatchException(
          BatchException.Reason.USAGE,
          "--with adds to whole reports, --fields makes slim rows in their place: give one of them");
    }
    return fields == null ? List.of() : SlimField.parse(fields);
  }

  static int atLeastOne(int threads) {
    if (threads < 1) {
      throw new BatchException(
          BatchException.Reason.USAGE, "--threads: found " + threads + ", expected 1 or more");
    }
    return threads;
  }

  private static double notNegative(double seconds) {
    if (!(seconds >= 0)) {
      throw new BatchException(
          BatchException.Reason.USAGE,
          "--checkpoint-seconds: found " + seconds + ", expected 0 or more");
    }
    return seconds;
  }

  static int failed(CommandSpec spec, BatchException e) {
    spec.commandLine().getErr().println("needlewise: " + Echo.shown(e.getMessage()));
    return switch (e.reason()) {
      case USAGE -> ExitCode.WRONG_USAGE;
      case INPUT -> ExitCode.BAD_INPUT;
      case OUTPUT, MEMORY -> ExitCode.FAILED;
      case STOPPED -> ExitCode.INTERRUPTED;
    };
  }
}
