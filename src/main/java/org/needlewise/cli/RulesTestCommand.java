package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.needlewise.review.cases.FolderWatch;
import org.needlewise.review.cases.RuleTestRun;
import org.needlewise.review.cases.RuleTestRun.Result;
import org.needlewise.review.cases.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules test}: do the rules do in their cases what is expected of them. */
@Command(
    name = "test",
    description = "Run the cases that prove the rules; show expected beside found.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules test",
      "  needlewise rules test interval-face",
      "      The cases of one rule.",
      "  needlewise rules test --watch",
      "      Again after each save, what was edited first. Ctrl-C ends it.",
      "",
      "Exit code: 0 all as expected, 3 a case file cannot be read, 4 not as expected."
    })
final class RulesTestCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "A rules folder, folders or files of rules or cases, or ids of rules (default: all).")
  private List<Path> paths;

  @Mixin private ScopeOption scope;

  @Option(names = "--watch", description = "Run again after each save, until Ctrl-C.")
  private boolean watch;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Scope asked = scope.of(paths);
    RuleTestRun test = new RuleTestRun(asked);
    if (watch) {
      if (format.json()) {
        IllegalArgumentException both =
            new IllegalArgumentException("--watch is for people: it has no --format json");
        throw scope.wrong(both);
      }
      watch(List.of(scope.folder(asked.rules()), asked.cases()), test);
    }
    Result result = test.run();
    Stdout.write(format.json() ? result.json() : result.text());
    return result.sound()
        ? ExitCode.DONE
        : result.badCases() ? ExitCode.BAD_INPUT : ExitCode.BAD_RULES;
  }

  /** Does not come back: the user ends it. */
  private static void watch(List<Path> folders, RuleTestRun test)
      throws IOException, InterruptedException {
    FolderWatch saves = new FolderWatch(folders);
    Stdout.write(test.run().text());
    while (true) {
      Stdout.write("Waiting for a save; Ctrl-C ends.\n\n");
      Set<String> saved = saves.await();
      Stdout.write("Saved: " + String.join(", ", saved) + "\n");
      Result[] first = new Result[1];
      Result all =
          test.run(
              saved,
              result -> {
                first[0] = result;
                Stdout.write(result.text());
              });
      Stdout.write(first[0] == null ? all.text() : all.textAfter(first[0]));
    }
  }
}
