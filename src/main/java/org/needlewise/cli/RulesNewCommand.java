package org.needlewise.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.review.book.NewRule;
import org.needlewise.review.cases.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules new}: begins a rule and its cases. */
@Command(
    name = "new",
    description = "Begin a rule: its file, with the next steps in it, and the file of its cases.",
    footerHeading = "%nExample:%n",
    footer = "  needlewise rules new contraindication severe-eczema")
final class RulesNewCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CATEGORY", description = "A folder of the rules.")
  private String category;

  @Parameters(
      index = "1",
      paramLabel = "SLUG",
      description = "The file's name: lower-case words joined by hyphens.")
  private String slug;

  @Mixin private ScopeOption scope;

  @Option(
      names = "--today",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day of the first review (default: today).")
  private LocalDate today;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    Scope folders = scope.of(List.of());
    try {
      NewRule.Begun begun =
          new NewRule(scope.folder(folders.rules()), folders.cases())
              .begin(category, slug, today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
      Stdout.write(format.json() ? begun.json() : begun.text());
      return ExitCode.DONE;
    } catch (IllegalArgumentException e) {
      throw scope.wrong(e);
    }
  }
}
