package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.review.proof.CoverageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules coverage}: what of the rules the cases reach. */
@Command(
    name = "coverage",
    description =
        "Show what the cases reach: each rule, each condition in it, each statement of the evidence.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules coverage",
      "      What is not reached, with its place.",
      "  needlewise rules coverage interval --all",
      "      Every rule of a category, reached or not, and what it cites.",
      "",
      "A condition is reached when some case makes it hold and another makes it fail.",
      "Exit code: 0 all is reached, 3 a case file cannot be read, 4 not all is reached."
    })
final class RulesCoverageCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "A rules folder, folders or files in it, or ids of rules (default: all rules).")
  private List<Path> paths;

  @Mixin private ScopeOption scope;

  @Mixin private DraftsOption drafts;

  @Option(names = "--all", description = "List every rule and every statement, reached or not.")
  private boolean all;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    CoverageReport report = CoverageReport.of(scope.of(paths).with(drafts.fires()));
    Stdout.write(format.json() ? report.json() : report.text(all));
    return report.sound() ? ExitCode.DONE : ExitCode.BAD_RULES;
  }
}
