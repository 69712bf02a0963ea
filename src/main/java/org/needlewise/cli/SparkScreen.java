package org.needlewise.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.BatchSummary;
import org.needlewise.spark.DataFormat;
import org.needlewise.spark.SparkOptions;
import org.needlewise.spark.SparkRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Screens case files on a Spark cluster: what {@code spark-submit --class} names. */
@Command(
    name = "spark-submit --class org.needlewise.cli.SparkScreen needlewise.jar",
    sortOptions = false,
    description = "Screen case files on a Spark cluster: the reports of ./needlewise batch.",
    footer = {
      "",
      "Records that give no report are listed in the folder OUT-errors, and the job goes on.",
      "Both folders hold a file _SUCCESS once they are whole.",
      "",
      "Exit code: 0 done, 1 the job failed, 2 wrong usage, 3 no input, 4 bad rules."
    })
@SuppressWarnings("UnusedVariable") // picocli reads the option for help.
public final class SparkScreen implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = {
        "A file of cases, or a folder of such files: one case a line (also packed with gzip or",
        "zstd), or Parquet with a text column \"case\"."
      })
  private String input;

  @Parameters(index = "1", paramLabel = "OUT", description = "A folder that is not there yet.")
  private String output;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      defaultValue = "ndjson",
      description = "What IN holds: ndjson or parquet. Default: ndjson.")
  private DataFormat from;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "ndjson",
      description = {
        "What to write: ndjson, or parquet with the columns caseId, asOf, verdict, earliestDate",
        "and report. Default: ndjson."
      })
  private DataFormat format;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Into how many to cut the input. Default: as suits the cluster.")
  private int partitions;

  @Option(
      names = "--partition-by",
      paramLabel = "COLUMN",
      split = ",",
      description = "Folders by value in OUT: verdict, asOf, or both.")
  private List<String> partitionBy = List.of();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Screen all cases for this day in place of their own.")
  private LocalDate asOf;

  @Option(
      names = "--fields",
      paramLabel = "F,...",
      description = "Slim rows in place of reports, as ./needlewise batch --help tells.")
  private String fields;

  @Mixin private WithOption with;

  @Mixin private RulesOption rules;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Ends the driver with one of the {@link ExitCode}s where the job is not done. */
  public static void main(String[] args) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Main.run(new CommandLine(new SparkScreen()), args, err);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws Exception {
    try {
      BatchSummary summary =
          new SparkRun(
                  new SparkOptions(
                      input,
                      from,
                      output,
                      format,
                      partitions,
                      partitionBy,
                      asOf,
                      BatchCommand.slim(fields, with.topics()),
                      with.topics(),
                      rules.sources(),
                      rules.place()))
              .run();
      spec.commandLine().getErr().print(summary.text());
      spec.commandLine().getErr().flush();
      return ExitCode.DONE;
    } catch (BatchException e) {
      return BatchCommand.failed(spec, e);
    }
  }
}
