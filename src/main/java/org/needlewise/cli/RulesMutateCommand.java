package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.needlewise.review.proof.MutationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules mutate}: would the cases notice a small change to the rules. */
@Command(
    name = "mutate",
    description =
        "Change each number, operator, condition, code, citation and verdict of the rules, one at a"
            + " time, and show which change no case notices.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules mutate",
      "  needlewise rules mutate interval-face",
      "      The changes to one rule, against all cases.",
      "",
      "A change that no case can notice is explained in mutants.yaml, in the folder of the cases.",
      "Exit code: 0 enough is noticed, 3 a case file cannot be read, 4 too little is noticed."
    })
final class RulesMutateCommand implements Callable<Integer> {
  private static final int REFRESH_MILLIS = 500;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "A rules folder, folders or files in it (definitions.yaml too), or ids of rules (default:"
              + " all).")
  private List<Path> paths;

  @Mixin private ScopeOption scope;

  @Mixin private DraftsOption drafts;

  @Option(
      names = "--at-least",
      paramLabel = "PERCENT",
      defaultValue = "95",
      description = "The score that is asked for (default: 95).")
  private double atLeast;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Mixin private FormatOption format;

  /** A bar on standard error, where that is a terminal. */
  private static final class Shown implements MutationReport.Steps, AutoCloseable {
    private final boolean shown;
    private ProgressBar bar;

    Shown(boolean shown) {
      this.shown = shown;
    }

    @Override
    public void begin(int changes) {
      if (shown) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("changes")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(changes)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .build();
      }
    }

    @Override
    public void done() {
      if (bar != null) {
        bar.step();
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    MutationReport report;
    try (Shown shown = new Shown(!quiet && Terminal.showsErrors())) {
      report = MutationReport.of(scope.of(paths).with(drafts.fires()), atLeast, shown);
    }
    Stdout.write(format.json() ? report.json() : report.text());
    return report.sound() ? ExitCode.DONE : ExitCode.BAD_RULES;
  }
}
