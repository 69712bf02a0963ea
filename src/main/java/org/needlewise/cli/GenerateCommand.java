package org.needlewise.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.needlewise.batch.BatchException;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    sortOptions = false,
    description =
        "Make up case files of a mix that clinics see, one a line; for trying things out.",
    footer = {
      "",
      "The same seed gives the same bytes. Broken lines are listed beside the file, in",
      "NAME.broken.ndjson, or on standard error."
    })
final class GenerateCommand implements Callable<Integer> {
  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(names = "--count", paramLabel = "N", required = true, description = "Lines in all.")
  private long count;

  @Option(
      names = "--broken",
      paramLabel = "K",
      defaultValue = "0",
      description = "How many of the lines are no valid case. Default: 0.")
  private long broken;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day on which the cases are screened. Default: 2026-11-20.")
  private LocalDate asOf = CaseGenerator.AS_OF;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to; .gz and .zst are packed; - is standard output.")
  private String output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Option(names = "--threads", paramLabel = "T", description = "Default: as many as processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try {
      Generation generation = new Generation(seed, count, broken, asOf);
      if (output.equals("-")) {
        BatchStreams streams = new BatchStreams();
        generation.writeStream(streams.out(), streams.err(), BatchCommand.atLeastOne(threads));
      } else {
        generation.writeFile(Path.of(output), force, BatchCommand.atLeastOne(threads));
      }
      return ExitCode.DONE;
    } catch (BatchException e) {
      return BatchCommand.failed(spec, e);
    }
  }
}
