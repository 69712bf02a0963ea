package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.review.cases.CheckReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules check}: every mistake of every file of rules and cases at once. */
@Command(
    name = "check",
    description =
        "Check rule files and their cases: all that is wrong with them, a line a mistake.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules check",
      "  needlewise rules check rules-drl/interval/face.drl",
      "      The whole folder is checked; what concerns this file is told.",
      "",
      "Exit code: 0 sound (warnings or not), 3 mistakes in the cases alone, 4 in the rules."
    })
final class RulesCheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "A rules folder, folders or files in it, or ids of rules (default: all rules).")
  private List<Path> paths;

  @Mixin private ScopeOption scope;

  @Option(
      names = "--today",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day against which review dates are held (default: today).")
  private LocalDate today;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    CheckReport check =
        CheckReport.of(
            scope.of(paths), today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
    Stdout.write(format.json() ? check.json() : check.text());
    return check.sound()
        ? ExitCode.DONE
        : check.badCases() ? ExitCode.BAD_INPUT : ExitCode.BAD_RULES;
  }
}
