package org.needlewise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.review.release.ChangeReview;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.source.RuleSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules review}: a change with all that is to be seen before it is signed. */
@Command(
    name = "review",
    description =
        "Show a change of the rules as a second person signs it: before and after in words, who is"
            + " told otherwise, cases, mutation score, gaps, reviews due.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules review -o review.html",
      "      What was edited since the last commit.",
      "  needlewise rules review v1 -o review.html",
      "  needlewise rules review SET.tar --rules ../draft",
      "",
      "The page needs nothing beside itself and is made to be printed on A4.",
      "Exit code: 0 done, 2 nothing of that name to compare with, 3 a case file cannot be read,",
      "4 rules are wrong."
    })
final class RulesReviewCommand implements Callable<Integer> {
  private static final int GENERATED = 20_000;
  private static final int SEED = 1;

  @Parameters(
      paramLabel = "REV",
      arity = "0..1",
      description =
          "What to compare with: a git revision, a folder, an archive SET.tar (default: HEAD).")
  private String revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.html",
      description = "Write the page that is signed, too.")
  private Path output;

  @Mixin private ScopeOption scope;

  @Mixin private DraftsOption drafts;

  @Option(
      names = "--today",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day against which reviews are held (default: today).")
  private LocalDate today;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Scope now = scope.of(null).with(drafts.fires());
    CaseGenerator generator = new CaseGenerator(SEED);
    ChangeReview review =
        ChangeReview.of(
            earlier(now),
            now,
            new ChangeReview.Patients(
                "Generated cases",
                "generate --seed %d --count %d".formatted(SEED, GENERATED),
                LongStream.range(0, GENERATED).mapToObj(generator::caseAt).iterator()),
            today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
    if (output != null) {
      try {
        Files.writeString(output, review.html(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new InvalidInputException(
            new Diagnostic(output.toString(), "cannot be written: " + e.getMessage(), ""));
      }
    }
    Stdout.write(review.text());
    return ExitCode.DONE;
  }

  private ChangeReview.Earlier earlier(Scope now) {
    String name = revision == null ? "HEAD" : revision;
    try {
      RuleSource rules = scope.named(name);
      return new ChangeReview.Earlier(rules, cases(name, rules, now.cases()));
    } catch (BadRulesException e) {
      throw e;
    } catch (InvalidInputException e) {
      throw scope.wrong(
          new IllegalArgumentException(
              e.getMessage()
                  + (revision == null ? "; name what to compare with: a folder or SET.tar" : "")));
    }
  }

  /** Those beside the rules; null where there are none. */
  private static SortedMap<String, byte[]> cases(String name, RuleSource rules, Path now) {
    if (rules.folder() != null) {
      Path beside = rules.folder().toAbsolutePath().normalize().resolveSibling(Scope.CASES);
      return Files.isDirectory(beside)
          ? PlainFiles.read(beside, "the cases of the rules", Set.of()).files()
          : null;
    }
    if (rules.place() != null) {
      return null; // a release holds none
    }
    try {
      int colon = name.indexOf(':');
      String folder = colon < 0 ? "" : name.substring(colon).replaceFirst("[^:/]*/*$", Scope.CASES);
      return RuleHistory.files(colon < 0 ? name : name.substring(0, colon) + folder, now);
    } catch (InvalidInputException e) {
      return null; // none then, or elsewhere
    }
  }
}
