package org.needlewise.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.needlewise.batch.BatchException;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Nearest;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.screening.NotEvaluatedException;
import org.needlewise.words.Words;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, and tells the shell how it went. */
@Command(
    name = "needlewise",
    description =
        "Checks a microneedling session before it is done: treat, wait, ask first, or do not treat.",
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nBegin with:%n",
    footer = {
      "  needlewise ask",
      "  needlewise screen patient.yaml",
      "  needlewise screen --help",
      "",
      "Advisory only: no clinician has reviewed the rules."
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options that every command has.
public final class Main {
  /** The language that commands speak. */
  static final Words WORDS = Words.ENGLISH;

  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("screen", ScreenCommand::new);
    COMMANDS.put("plan", PlanCommand::new);
    COMMANDS.put("ask", AskCommand::new);
    COMMANDS.put("recovery", RecoveryCommand::new);
    COMMANDS.put("sheet", SheetCommand::new);
    COMMANDS.put("codes", CodesCommand::new);
    COMMANDS.put("batch", BatchCommand::new);
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("rules", RulesCommand::new);
    COMMANDS.put("generate", GenerateCommand::new);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  private Main() {}

  /** The version that the program was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"needlewise " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** Ends the process with one of the {@link ExitCode}s. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // the compiler of rules does not work in every other
    PrintWriter err = Terminal.errors();
    int code;
    try {
      code = run(args, err);
    } catch (OutOfMemoryError e) {
      err.println("needlewise: " + BatchException.OUT_OF_MEMORY);
      code = ExitCode.FAILED;
    } catch (Error e) {
      code = failed(e, err);
    }
    System.exit(code);
  }

  private static int run(String[] args, PrintWriter err) {
    return run(commands(args), args, err);
  }

  static int run(CommandLine commands, String[] args, PrintWriter err) {
    StringWriter help = new StringWriter();
    commands.setOut(new PrintWriter(help));
    commands.setErr(err);
    commands.setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong, err));
    commands.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, err));
    int code = commands.execute(args);
    if (help.getBuffer().length() > 0) {
      try {
        Stdout.write(help.toString());
      } catch (Stdout.ClosedException | Stdout.FailedException e) {
        return failed(e, err);
      }
    }
    return code;
  }

  /** Only the command that is meant is loaded; all of them where it is not clear which is. */
  private static CommandLine commands(String[] args) {
    CommandLine main = new CommandLine(new Main());
    add(main, COMMANDS, args, 0);
    CommandLine rules = main.getSubcommands().get("rules");
    if (rules != null) {
      add(rules, RulesCommand.COMMANDS, args, 1);
    }
    return main;
  }

  private static void add(
      CommandLine group, Map<String, Supplier<Object>> commands, String[] args, int at) {
    String meant = at < args.length ? args[at] : "";
    boolean clear = commands.containsKey(meant);
    commands.forEach(
        (name, command) -> {
          if (!clear || name.equals(meant)) {
            group.addSubcommand(name, command.get());
          }
        });
  }

  private static int wrongUsage(ParameterException wrong, PrintWriter err) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String what = unmatched.getUnmatched().get(0);
      boolean option = what.startsWith("-");
      List<String> known = new ArrayList<>(option ? List.of() : command.getSubcommands().keySet());
      if (option) {
        command.getCommandSpec().options().forEach(o -> known.add(o.longestName()));
      }
      String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
      String hint = Nearest.hint(what, known);
      err.println(name + ": unknown " + kind + " '" + Echo.shown(what) + "'" + hint);
    } else if (command.getSubcommands().isEmpty()) {
      err.println(name + ": " + Echo.shown(wrong.getMessage()));
    } else {
      command.usage(err, CommandLine.Help.Ansi.OFF);
      return ExitCode.WRONG_USAGE;
    }
    err.println("Try '" + name + " --help'.");
    return ExitCode.WRONG_USAGE;
  }

  /** Nobody's patient and no stack trace: a user can do nothing with either. */
  private static int failed(Throwable thrown, PrintWriter err) {
    if (thrown instanceof Stdout.ClosedException) {
      return ExitCode.DONE;
    }
    if (thrown instanceof InvalidInputException) {
      print(thrown.getMessage(), err);
      return thrown instanceof BadRulesException ? ExitCode.BAD_RULES : ExitCode.BAD_INPUT;
    }
    if (thrown instanceof NotEvaluatedException why) {
      print("needlewise: " + why.getMessage(), err);
      return why.tooMuch() ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }
    if (thrown instanceof Stdout.FailedException) {
      print(thrown.getMessage(), err);
    } else if (fileFailure(thrown) != null) {
      print("needlewise: " + fileFailure(thrown), err);
    } else {
      StackTraceElement[] trace = thrown.getStackTrace();
      String place = trace.length == 0 ? "" : " at " + trace[0];
      err.println(
          "needlewise: an error of the program itself: " + thrown.getClass().getName() + place);
    }
    return ExitCode.FAILED;
  }

  /** What is wrong with which file; null where it is something else that failed. */
  private static String fileFailure(Throwable thrown) {
    Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
    if (!(cause instanceof FileSystemException failure) || failure.getFile() == null) {
      return null;
    }
    String why =
        failure instanceof AccessDeniedException
            ? "no permission"
            : failure instanceof NoSuchFileException ? "no such file" : failure.getReason();
    return failure.getFile() + ": cannot be read or written: " + why;
  }

  private static void print(String lines, PrintWriter err) {
    lines.lines().map(Echo::shown).forEach(err::println);
  }
}
