package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.Words;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.release.Release;
import org.needlewise.rulebase.check.RulesFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code needlewise rules release}: rules as they are to be signed. */
@Command(
    name = "release",
    description =
        "Make an archive of the rules that others can sign, with a manifest of all in it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules release -o rules-2027.01.tar --effective 2027-01-01 --author otto",
      "  ssh-keygen -Y sign -n needlewise-rules -f KEY rules-2027.01.tar",
      "      Signs it; keep what is written as rules-2027.01.tar.NAME.sig.",
      "",
      "The manifest is written into the rules folder too.",
      "Exit code: 0 done, 4 something stands against it."
    })
final class RulesReleaseCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "SET.tar",
      required = true,
      description = "Where to; a file that is not there yet.")
  private Path output;

  @Option(
      names = "--effective",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "The day from which the rules are in effect (default: today).")
  private LocalDate effective;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who made it, as allowed_signers has it: none of those who sign.")
  private String author;

  @Option(
      names = "--supersedes",
      paramLabel = "SET.tar",
      description = "The release before (default: what the folder's manifest says of it).")
  private Path supersedes;

  @Option(names = "--with-drafts", description = "Drafts, too, which do not fire.")
  private boolean withDrafts;

  @Mixin private ScopeOption scope;

  @Override
  public Integer call() throws IOException {
    Scope all = scope.of(null);
    Path folder = scope.folder(all.rules());
    if (Files.exists(output)) {
      throw unwritable("exists already", "the name of a new file");
    }
    Release release =
        Release.of(
            all,
            new Release.Terms(
                effective == null ? LocalDate.now(ZoneId.systemDefault()) : effective,
                author,
                supersedes,
                withDrafts));
    try {
      Files.write(output, release.archive());
      Files.write(folder.resolve(RulesFolder.MANIFEST), release.manifest().yaml());
    } catch (IOException e) {
      throw unwritable("cannot be written: " + e.getMessage(), "");
    }
    Stdout.write(
        "%s: version %s, in effect from %s, %s, %s, all as expected.%n"
            .formatted(
                output,
                release.manifest().version(),
                release.manifest().effective(),
                Words.count(release.manifest().tested().get(0), "rule"),
                Words.count(release.manifest().tested().get(1), "case")));
    return ExitCode.DONE;
  }

  private InvalidInputException unwritable(String found, String expected) {
    return new InvalidInputException(new Diagnostic(output.toString(), found, expected));
  }
}
