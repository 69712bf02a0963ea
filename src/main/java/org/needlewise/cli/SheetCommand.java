package org.needlewise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.planning.Clinic;
import org.needlewise.planning.Sheet;
import org.needlewise.planning.Sheet.Paper;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code needlewise sheet}: the page that a patient takes home. */
@Command(
    name = "sheet",
    description = "Write the sheet for the patient: before, after, when to call, what to expect.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise sheet patient.yaml -o sheet.pdf",
      "  needlewise sheet patient.yaml --clinic clinic.yaml --paper letter -o sheet.pdf",
      "  needlewise sheet patient.yaml -o sheet.html",
      "",
      "clinic.yaml states name and phone and, if you like, hours and address. Where the",
      "session is not to be done now, the sheet says so, why and from when, and no more."
    })
final class SheetCommand implements Callable<Integer> {
  private static final class Word extends WordOption<Paper> {
    Word() {
      super(Paper.class);
    }
  }

  @Mixin private OneCase one;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to: FILE.pdf or FILE.html.")
  private Path output;

  @Option(
      names = "--clinic",
      paramLabel = "FILE",
      description = "Whom to call (default: lines to be filled in by hand).")
  private Path clinic;

  @Option(
      names = "--paper",
      paramLabel = "PAPER",
      defaultValue = "a4",
      converter = Word.class,
      description = "a4 or letter (default: a4).")
  private Paper paper;

  @Mixin private RulesOption rules;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String name = output.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".pdf") && !name.endsWith(".html")) {
      throw new ParameterException(
          spec.commandLine(), "found '" + output + "', expected a file that ends in .pdf or .html");
    }
    RuleSets sets = rules.sets(null);
    CaseFile caseFile = one.read(sets);
    RuleBase base = sets.at(caseFile.asOfOrProposed());
    Clinic whom = clinic == null ? null : read(clinic);
    Sheet sheet;
    try (Screener screener = new Screener(base)) {
      sheet = Sheet.of(Main.WORDS, caseFile, screener, base.care(), whom, paper);
    }
    byte[] bytes =
        name.endsWith(".pdf") ? sheet.pdf() : sheet.page().getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(output, bytes);
    } catch (IOException e) {
      throw new InvalidInputException(
          new Diagnostic(output.toString(), "cannot be written: " + e.getMessage(), ""));
    }
    return ExitCode.DONE;
  }

  private static Clinic read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > Limits.DOCUMENT_BYTES) {
      throw new InvalidInputException(
          new Diagnostic(file.toString(), "no such file", "a YAML file with name and phone"));
    }
    return Clinic.read(Files.readAllBytes(file), file.toString());
  }
}
