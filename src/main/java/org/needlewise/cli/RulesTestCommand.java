package org.needlewise.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.needlewise.review.cases.Acceptance;
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
      "  needlewise rules test --accept interval-face",
      "      Show what its cases would have to expect, ask, and write it into them.",
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

  @Mixin private DraftsOption drafts;

  @Option(names = "--watch", description = "Run again after each save, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--accept",
      description = "Write what was found into the case files, after a summary and a yes.")
  private boolean accept;

  @Option(names = "--yes", description = "With --accept: yes, without asking.")
  private boolean yes;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Scope asked = scope.of(paths).with(drafts.fires());
    refuse(watch && format.json(), "--watch is for people: it has no --format json");
    refuse(accept && format.json(), "--accept is for people: it has no --format json");
    refuse(accept && watch, "--accept runs once: it has no --watch");
    refuse(yes && !accept, "--yes answers --accept");
    refuse(
        accept && !yes && !Terminal.isTyped(),
        "--accept asks before it writes, and standard input is no terminal: add --yes");
    RuleTestRun test = new RuleTestRun(asked);
    if (watch) {
      watch(List.of(scope.folder(asked.rules()), asked.cases()), test);
    }
    Result result = test.run();
    Stdout.write(format.json() ? result.json() : result.text());
    if (accept && !result.failures().isEmpty() && accepted(test)) {
      result = test.run();
      Stdout.write(result.text());
    }
    return result.sound()
        ? ExitCode.DONE
        : result.badCases() ? ExitCode.BAD_INPUT : ExitCode.BAD_RULES;
  }

  private void refuse(boolean both, String message) {
    if (both) {
      throw scope.wrong(new IllegalArgumentException(message));
    }
  }

  /** Whether the case files were written. */
  private boolean accepted(RuleTestRun test) throws IOException {
    Acceptance acceptance = test.acceptance();
    if (acceptance.isEmpty()) {
      Stdout.write("Nothing to accept: this is not for a case file to say.\n");
      return false;
    }
    Stdout.write(acceptance.summary());
    if (!yes) {
      Stdout.write("Write them? [y/N] ");
      String answer =
          new BufferedReader(new InputStreamReader(Stdin.stream(), StandardCharsets.UTF_8))
              .readLine();
      if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
        Stdout.write("Nothing written.\n");
        return false;
      }
    }
    acceptance.write();
    Stdout.write("Written; run again:\n");
    return true;
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
