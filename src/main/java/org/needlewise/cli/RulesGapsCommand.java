package org.needlewise.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.review.gaps.GapsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules gaps}: what rules say together over the numbers that they share. */
@Command(
    name = "gaps",
    description =
        "Look where rules leave a hole, contradict or hide each other, over all depths, days, counts"
            + " and ages.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules gaps",
      "  needlewise rules gaps --rules my-rules depth",
      "      One category of a copy of the rules.",
      "  needlewise rules gaps --bands timing",
      "      Which rules speak at how many days, months and years, and where none does.",
      "",
      "hole: a band of which nothing is asked, though less was at stake just before it.",
      "less for more: something is asked of it, but less than just before it.",
      "cut short: an interval that ends before its own ideal.",
      "contradiction: same conditions, same fact, and two rules do not agree; or one lets",
      "    proceed where the other defers.",
      "hidden: wherever a rule speaks, another one asks for no less.",
      "Exit code: 0 nothing wrong, 4 something is."
    })
final class RulesGapsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "A rules folder, folders or files in it, or ids of rules (default: all rules).")
  private List<Path> paths;

  @Mixin private ScopeOption scope;

  @Mixin private DraftsOption drafts;

  @Option(
      names = "--bands",
      description = "Show each band of each number, too, and the rules that speak in it.")
  private boolean bands;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    GapsReport report = GapsReport.of(scope.of(paths).with(drafts.fires()));
    Stdout.write(format.json() ? report.json() : report.text(bands));
    return report.sound() ? ExitCode.DONE : ExitCode.BAD_RULES;
  }
}
