package org.needlewise.cli;

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

/** {@code needlewise rules check}: every mistake of every rule file at once. */
@Command(
    name = "check",
    description = "Check rule files: all that is wrong with them, a line a mistake.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules check",
      "  needlewise rules check rules-drl/interval/face.drl",
      "      The whole folder is checked; what concerns this file is told.",
      "",
      "Exit code: 0 sound (warnings or not), 4 with mistakes."
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
  public Integer call() {
    CheckReport check =
        CheckReport.of(
            scope.of(paths), today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
    Stdout.write(format.json() ? check.json() : check.text());
    return check.sound() ? ExitCode.DONE : ExitCode.BAD_RULES;
  }
}
