package org.needlewise.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.report.ReportText;
import org.needlewise.rulebase.RuleBase;
import org.needlewise.screening.Screened;
import org.needlewise.screening.Screener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      "  needlewise screen --as-of 2026-12-01 patient.yaml",
      "      As seen on another day.",
      "  needlewise screen --format json monday/*.yaml > monday.ndjson",
      "      Many cases, a report a line, for other programs.",
      "",
      "A case that is wrong gives errors and no report (exit code 3); a verdict of any",
      "kind is exit code 0."
    })
final class ScreenCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "CASE",
      description = "Case file: YAML, JSON, or NDJSON with a case a line; - is standard input.")
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
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Screen as on this day (YYYY-MM-DD), whatever the case says.")
  private LocalDate asOf;

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

  @Override
  public Integer call() {
    RuleBase base = rules.load();
    List<CaseFile> cases = CaseInputs.read(names, new CaseFileReader(base.vocabulary()));
    if (asOf != null) {
      cases.replaceAll(caseFile -> caseFile.asOf(asOf));
    }
    List<AdvisoryReport> reports = reports(base, cases);
    Stdout.write(format == OutputFormat.JSON ? json(reports) : text(base, cases, reports));
    return ExitCode.DONE;
  }

  private static List<AdvisoryReport> reports(RuleBase base, List<CaseFile> cases) {
    List<AdvisoryReport> reports = new ArrayList<>(cases.size());
    List<String> failures = new ArrayList<>();
    try (Screener screener = new Screener(base)) {
      for (Screened screened : screener.screen(cases)) {
        if (screened.report() == null) {
          failures.add(
              cases.get(reports.size() + failures.size()).id() + ": " + screened.failure());
        } else {
          reports.add(screened.report());
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new NotScreenedException(failures);
    }
    return reports;
  }

  private static byte[] json(List<AdvisoryReport> reports) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ReportJson json = new ReportJson(out)) {
      reports.forEach(json::write);
    }
    return out.toByteArray();
  }

  private byte[] text(RuleBase base, List<CaseFile> cases, List<AdvisoryReport> reports) {
    UnaryOperator<String> words = id -> words(base.evidence().get(id));
    ReportText text = new ReportText(colour.style(), evidence ? words : null);
    StringBuilder pages = new StringBuilder();
    for (int i = 0; i < reports.size(); i++) {
      pages.append(i == 0 ? "" : text.betweenPages());
      CaseFile caseFile = cases.get(i);
      AdvisoryReport report = reports.get(i);
      pages.append(brief ? text.shortPage(caseFile, report) : text.page(caseFile, report));
    }
    return pages.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String words(RuleBase.Statement statement) {
    String place = statement.section().isEmpty() ? "" : ", " + statement.section();
    return statement.says() + " (" + statement.source() + place + ")";
  }

  /** Cases that rules failed on: they are not clear, they are not evaluated. */
  static final class NotScreenedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotScreenedException(List<String> failures) {
      super(String.join("\n", failures), null, false, false);
    }
  }
}
