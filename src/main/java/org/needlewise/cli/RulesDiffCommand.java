package org.needlewise.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.RuleDiff;
import org.needlewise.review.diff.VerdictChanges;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code needlewise rules diff}: how two rules folders differ in meaning, and for whom. */
@Command(
    name = "diff",
    description =
        "Tell what an edit of the rules means: which rules say other things, and to whom.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules diff HEAD~1 HEAD",
      "  needlewise rules diff HEAD rules-drl --cases patients.ndjson --flips flips.ndjson",
      "  needlewise rules diff v1:rules-drl ../draft",
      "",
      "OLD and NEW are folders with all that rules-drl holds, git revisions (the rules",
      "folder as it was then), or REVISION:path. Format, comments and order count for",
      "nothing. An overlay is laid upon NEW."
    })
final class RulesDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "A folder or a git revision.")
  private String old;

  @Parameters(index = "1", paramLabel = "NEW", description = "A folder or a git revision.")
  private String now;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "Screen these cases by both: NDJSON, one case, or a folder of them.")
  private Path cases;

  @Option(
      names = "--flips",
      paramLabel = "FILE",
      description = "Write each patient who is told otherwise to this file, a line each.")
  private Path flips;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "How many to screen with. Default: as many as processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private FormatOption format;

  @Mixin private RulesOption rules;

  @Mixin private DraftsOption drafts;

  @Override
  public Integer call() throws IOException {
    RuleSource before = rules.named(old);
    RuleSource after = rules.overlaid(rules.named(now));
    List<Change> changes =
        RuleDiff.of(
            NamedFiles.open(before, drafts.fires()), NamedFiles.open(after, drafts.fires()));
    VerdictChanges.Summary summary = cases == null ? null : flips(before, after);
    Stdout.write(format.json() ? RuleDiff.json(changes, summary) : RuleDiff.text(changes, summary));
    return summary != null && summary.unreadable() > 0 ? ExitCode.BAD_INPUT : ExitCode.DONE;
  }

  private VerdictChanges.Summary flips(RuleSource before, RuleSource after) throws IOException {
    if (!Files.exists(cases)) {
      throw new InvalidInputException(
          new Diagnostic(cases.toString(), "no such file", "case files or a folder of them"));
    }
    RuleBase base = NamedFiles.load(before, drafts.fires());
    RuleBase other = NamedFiles.load(after, drafts.fires());
    int count = Math.max(1, threads);
    if (flips == null) {
      return VerdictChanges.of(base, other, cases, count, flip -> {});
    }
    try (BufferedWriter out = Files.newBufferedWriter(flips, StandardCharsets.UTF_8)) {
      return VerdictChanges.of(
          base,
          other,
          cases,
          count,
          flip -> {
            try {
              out.write(flip.line());
            } catch (IOException e) {
              throw unwritable(e);
            }
          });
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private InvalidInputException unwritable(IOException e) {
    return new InvalidInputException(
        new Diagnostic(flips.toString(), "cannot be written: " + e.getMessage(), ""));
  }
}
