package org.needlewise.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.needlewise.ask.Face;
import org.needlewise.ask.Interview;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.report.Ascii;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.load.RuleBase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code needlewise ask}: a case file without a text editor. */
@Command(
    name = "ask",
    description = "Ask for a case in plain words, screen it while it is stated, write its file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise ask",
      "      A new case; its file is named after it, and told.",
      "  needlewise ask -o patient.yaml",
      "      A new case in this file.",
      "  needlewise ask patient.yaml",
      "      Go on where it was left.",
      "",
      "At any question: ? explains it, back returns to the answer before, stop saves and",
      "leaves, done ends with the report. Each answer is saved as it is given. Exit code 0",
      "where there is a case, 3 where there is none or CASE is wrong."
    })
final class AskCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "CASE", description = "A case to go on with.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the case (YAML). Default: CASE, or a name after the case's id.")
  private Path output;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Take this day (YYYY-MM-DD) for today.")
  private LocalDate asOf;

  @Mixin private RulesOption rules;
  @Mixin private ColourOption colour;
  @Spec private CommandSpec spec;

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(Stdin.stream(), StandardCharsets.UTF_8));
  private TextStyle style;
  private CaseKeeper keeper;

  @Override
  public Integer call() throws IOException {
    checkNames();
    style = colour.style();
    LocalDate today = asOf != null ? asOf : LocalDate.now(ZoneId.systemDefault());
    RuleBase base = rules.sets(today).latest();
    CaseFile begun = name == null ? null : read(base);
    String text = begun == null ? "" : CaseKeeper.text(Path.of(name));
    try (Interview interview = new Interview(Main.WORDS, base, new Asking(), style, today)) {
      keeper = keeper(text, begun != null && interview.wrote(begun, text));
      return keeper == null ? ExitCode.WRONG_USAGE : ask(interview, begun, text);
    }
  }

  private int ask(Interview interview, CaseFile begun, String text) {
    Thread interrupted = new Thread(this::interrupted);
    Runtime.getRuntime().addShutdownHook(interrupted);
    boolean isCase = interview.run(begun, text);
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException e) {
      // The process is ending, and says where the case is.
      return ExitCode.INTERRUPTED;
    }
    sayWhereItIs();
    return isCase ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  private void interrupted() {
    try {
      show("\n");
      sayWhereItIs();
    } catch (Stdout.ClosedException | Stdout.FailedException e) {
      // The terminal has been closed: the case is kept, nobody reads where.
    }
  }

  private void checkNames() {
    if ("-".equals(name)) {
      throw new ParameterException(
          spec.commandLine(), "CASE must be a file: standard input is for the answers");
    }
    if (output == null) {
      return;
    }
    Path folder = output.toAbsolutePath().getParent();
    if (Format.ofName(output.toString()).orElse(Format.YAML) != Format.YAML
        || output.toString().equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "-o: found " + output + ", expected the name of a YAML file");
    }
    if (Files.isDirectory(output) || folder == null || !Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "-o: found " + output + ", expected a file in a folder that exists");
    }
  }

  private CaseFile read(RuleBase base) {
    if (Files.isDirectory(Path.of(name))) {
      throw bad("a folder", "a case file");
    }
    List<CaseFile> cases = CaseInputs.read(List.of(name), new CaseFileReader(base.vocabulary()));
    if (cases.size() != 1) {
      throw bad(cases.size() + " cases", "one to go on with");
    }
    return cases.get(0);
  }

  private InvalidInputException bad(String found, String expected) {
    return new InvalidInputException(new Diagnostic(name, found, expected));
  }

  /**
   * Where to, without replacing what nobody has agreed to replace; null where it is not agreed.
   *
   * @param own whether the case given is as this command wrote it
   */
  private CaseKeeper keeper(String text, boolean own) throws IOException {
    Path begun = name == null ? null : Path.of(name);
    if (output != null
        && Files.exists(output)
        && (begun == null || !Files.isSameFile(output, begun))) {
      String question =
          output + " exists already; to go on with the case in it: " + command("ask", output);
      return "yes".equals(answer(question, "Type yes to overwrite it; Enter leaves it."))
          ? new CaseKeeper(output, CaseKeeper.text(output))
          : null;
    }
    if (output != null && !Files.exists(output) || begun == null) {
      return new CaseKeeper(output, null);
    }
    if (Files.isSymbolicLink(begun)) {
      begun = begun.toRealPath();
    }
    if (own) {
      return new CaseKeeper(begun, text);
    }
    Path other = CaseKeeper.free(begun);
    String answer =
        answer(
            name + " was not written by ask: its own comments and layout would not be kept.",
            "Enter leaves it and writes to " + other.getFileName() + "; overwrite writes over it.");
    if (answer == null) {
      return null;
    }
    return answer.equals("overwrite") ? new CaseKeeper(begun, text) : new CaseKeeper(other, null);
  }

  /** In lower case; null where there is none. */
  private String answer(String said, String question) {
    show(new TextPage(style).text(0, said, Ink.PLAIN).text(0, question, Ink.BOLD) + "> ");
    String line = line();
    return line == null ? null : line.strip().toLowerCase(Locale.ROOT);
  }

  private final class Asking implements Face {
    @Override
    public void show(String text) {
      AskCommand.this.show(text);
    }

    @Override
    public String read() {
      return line();
    }

    @Override
    public void keep(String id, String yaml) {
      try {
        if (keeper.keep(id, yaml)) {
          say("Each answer is saved in " + keeper.file() + ".");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void show(String text) {
    Stdout.page(style.ascii() ? Ascii.of(text) : text);
  }

  private void say(String text) {
    show(new TextPage(style).text(2, text, Ink.PLAIN).toString());
  }

  /** Null where there will be no more. What is not typed is shown, as a terminal would. */
  private String line() {
    try {
      String line = in.readLine();
      if (line != null && !Terminal.isTyped()) {
        show(Echo.shown(line) + "\n");
      }
      return line;
    } catch (IOException e) {
      // The terminal has gone.
      return null;
    }
  }

  private void sayWhereItIs() {
    Path file = keeper.file();
    if (file != null) {
      show("\nSaved in " + Echo.shown(file.toString()) + "\n");
      show("  screen it:  " + command("screen", file) + "\n");
      show("  go on:      " + command("ask", file) + "\n");
    }
  }

  /** What to type for it in this folder. */
  private static String command(String command, Path file) {
    String home = System.getProperty("needlewise.home");
    String program = "needlewise";
    if (home != null) {
      boolean here = Path.of(home).equals(Path.of("").toAbsolutePath());
      program = here ? "./needlewise" : quoted(home + "/needlewise");
    }
    return program + " " + command + " " + quoted(file.toString());
  }

  private static String quoted(String word) {
    String shown = Echo.shown(word);
    return shown.matches("[\\p{L}\\p{N}_./][\\p{L}\\p{N}_./-]*")
        ? shown
        : "'" + shown.replace("'", "'\\''") + "'";
  }
}
