package org.needlewise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.needlewise.batch.Inputs;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.planning.Advisors;
import org.needlewise.report.ReportText;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code needlewise screen}: case files in, advisory reports out. */
@Command(
    name = "screen",
    description = "Screen a proposed microneedling session before it is done.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise screen patient.yaml",
      "      One page: may the session be done, from when on, what to ask, and why.",
      "  needlewise screen --short patient.yaml",
      "      Verdict, date and what to do, in ten lines.",
      "  needlewise screen --evidence patient.yaml",
      "      With the statements that the findings cite, in words.",
      "  needlewise screen monday",
      "      All cases of a folder: on a terminal a table, then the pages.",
      "  needlewise screen --table monday > monday.txt",
      "      The table alone: a row a case.",
      "  needlewise screen --on 2026-12-01 --depth 0.5 patient.yaml",
      "      Another day and another depth, and what they change.",
      "  needlewise screen --as-of 2026-12-01 patient.yaml",
      "      The case as seen on another day.",
      "  needlewise screen --with questions,holds patient.yaml",
      "      With what the answers to open questions may do, and how long the verdict holds.",
      "  needlewise screen --format json monday > monday.ndjson",
      "      A report a line, for other programs.",
      "",
      "Every good case is reported, in the order of the input; a bad one is named with",
      "its file, line, place in the case, what was found and what was expected. Cases that",
      "share an id are reported and named.",
      "",
      "Exit code: 0 done, whatever the verdicts; 1 a rule failed on a case, which is then",
      "not evaluated; 2 wrong usage; 3 a case is bad, is too much to evaluate, or cannot",
      "be read; 4 bad rules."
    })
final class ScreenCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "CASE",
      description = {
        "Case file: YAML, JSON, or NDJSON with a case a line;",
        "packed with gzip or zstd too. Of a folder, and of the",
        "folders in it, the files that end in",
        Inputs.ENDINGS + ".",
        "- is standard input."
      })
  private List<String> names;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = OutputFormat.Word.class,
      description =
          "text: a page a case; json: a line a case, by the report schema (default: text).")
  private OutputFormat format;

  @Option(
      names = "--table",
      description =
          "The table alone, a row a case (text only). On a terminal it stands before the pages of"
              + " several cases; a file or a pipe gets the pages only.")
  private boolean table;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Screen as on this day (YYYY-MM-DD), whatever the case says.")
  private LocalDate asOf;

  @Option(
      names = "--on",
      paramLabel = "DATE",
      converter = DateOption.class,
      description =
          "Screen the session as if proposed for this day (YYYY-MM-DD); asOf stays. The page says"
              + " what is otherwise than in the case as written.")
  private LocalDate on;

  @Option(
      names = "--depth",
      paramLabel = "MM",
      converter = DepthOption.class,
      description =
          "The same for another needle depth: millimetres, 0.01 to 10, at most two decimals. With"
              + " either, json is the report of the changed case alone.")
  private Integer depthHundredths;

  @Mixin private WithOption with;

  @Mixin private RulesOption rules;

  @Option(
      names = "--short",
      description = "Verdict, date and what to do alone, in ten lines (text only).")
  private boolean brief;

  @Option(
      names = "--evidence",
      description = "With the questions in words, and all that the findings rest on (text only).")
  private boolean evidence;

  @Mixin private ColourOption colour;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RuleSets sets = rules.sets(asOf);
    try (CaseInputs inputs = new CaseInputs(names, sets.reader());
        Advisors advisors = new Advisors(sets, Screener::new, topics(), !with.topics().isEmpty())) {
      UnaryOperator<CaseFile> given =
          asOf == null ? UnaryOperator.identity() : caseFile -> caseFile.asOf(asOf);
      UnaryOperator<CaseFile> tried = on == null && depthHundredths == null ? null : this::tried;
      return new ScreenRun(advisors::screen, given, tried, output(sets)).run(inputs);
    }
  }

  /** A page tells of its own accord what would make the session acceptable. */
  private Set<Topic> topics() {
    boolean pages = format == OutputFormat.TEXT && !table && !brief;
    return with.topics(pages ? EnumSet.of(Topic.REMEDIES) : EnumSet.noneOf(Topic.class));
  }

  private CaseFile tried(CaseFile caseFile) {
    CaseFile.Proposed proposed = caseFile.proposed();
    return caseFile.proposing(
        proposed.with(
            on == null ? proposed.date() : on,
            depthHundredths == null ? proposed.depthHundredths() : depthHundredths));
  }

  private ScreenOutput output(RuleSets sets) {
    PrintWriter err = spec.commandLine().getErr();
    if (format == OutputFormat.JSON) {
      return ScreenOutput.json(Stdout::write, err);
    }
    if (table) {
      return ScreenOutput.table(Stdout::write, err, colour.style(), null);
    }
    UnaryOperator<String> words = id -> words(sets.statement(id));
    ReportText whole = new ReportText(Main.WORDS, colour.style(), evidence ? words : null);
    ReportText pages = brief ? whole.shortened() : whole;
    return Terminal.showsOutput()
        ? ScreenOutput.table(Stdout::write, err, colour.style(), pages)
        : ScreenOutput.pages(Stdout::write, err, pages);
  }

  private static String words(EvidenceStatement statement) {
    String place = statement.section().isEmpty() ? "" : ", " + statement.section();
    return statement.says() + " (" + statement.source() + place + ")";
  }
}
