package org.needlewise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.book.RuleBook;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.rulebase.check.OpenRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code needlewise rules book}: the rules as a page to be read and printed. */
@Command(
    name = "book",
    description =
        "Write the rule book: every rule in words, its numbers, evidence, cases, history.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules book -o rules.html",
      "  needlewise rules book --rules ../draft -o draft.md",
      "",
      "The page needs nothing beside itself, can be searched and prints well."
    })
final class RulesBookCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to: FILE.html or FILE.md.")
  private Path output;

  @Mixin private ScopeOption scope;

  @Option(
      names = "--today",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day against which review dates are held (default: today).")
  private LocalDate today;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String name = output.toString().toLowerCase(Locale.ROOT);
    boolean markdown = name.endsWith(".md");
    if (!markdown && !name.endsWith(".html")) {
      throw wrong("found '" + output + "', expected a file that ends in .html or .md");
    }
    Scope asked = scope.of(null);
    OpenRules open = NamedFiles.open(asked.rules());
    RuleBook book =
        RuleBook.of(
            open,
            suite(open, asked.cases()),
            asked.rules(),
            history(asked.rules().folder()),
            today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
    String text = markdown ? book.markdown() : book.html();
    try {
      Files.writeString(output, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidInputException(
          new Diagnostic(output.toString(), "cannot be written: " + e.getMessage(), ""));
    }
    return ExitCode.DONE;
  }

  /** Of the program's own rules; the history of others is read where a revision of it is named. */
  static Map<String, List<RuleHistory.Edit>> history(Path rules) throws IOException {
    if (rules == null || !rules.toRealPath().startsWith(ScopeOption.home().toRealPath())) {
      return Map.of();
    }
    try (RuleHistory history = RuleHistory.of(rules)) {
      return history == null ? Map.of() : history.edits();
    }
  }

  /** Null where there are no cases: the book then lacks them. */
  private static CaseSuite suite(OpenRules open, Path cases) throws IOException {
    if (!Files.isDirectory(cases)) {
      return null;
    }
    return NamedFiles.cases(cases, open.vocabulary());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
