package org.needlewise.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.RecoveryPage;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code needlewise recovery}: the days after a proposed session. */
@Command(
    name = "recovery",
    description =
        "Show what holds from which day after a proposed session, each with its statement.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise recovery patient.yaml",
      "  needlewise recovery --format html patient.yaml > recovery.html",
      "  needlewise recovery --format svg patient.yaml > recovery.svg",
      "",
      "Day 0 is the proposed date, or the report's earliest date where that is later. Hours",
      "count up to the day on which the longest of them end: 48 hours, through day 2.",
      "json is the report with its recovery, as screen --with recovery writes it."
    })
final class RecoveryCommand implements Callable<Integer> {
  /** How the days are shown. */
  enum Shape {
    TEXT,
    JSON,
    SVG,
    HTML;

    static final class Word extends WordOption<Shape> {
      Word() {
        super(Shape.class);
      }
    }
  }

  @Mixin private OneCase one;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = Shape.Word.class,
      description = "text, json, svg (a picture) or html (a page; default: text).")
  private Shape format;

  @Mixin private RulesOption rules;

  @Mixin private ColourOption colour;

  @Override
  public Integer call() throws IOException {
    RuleSets sets = rules.sets(null);
    CaseFile caseFile = one.read(sets);
    RuleBase base = sets.at(caseFile.asOfOrProposed());
    AdvisoryReport report;
    try (Screener screener = new Screener(base)) {
      report = screener.screen(caseFile);
    }
    RecoveryPage page = RecoveryPage.of(Main.WORDS, caseFile, report, base.care(), base.evidence());
    switch (format) {
      case TEXT -> Stdout.page(page.text(colour.style()));
      case SVG -> Stdout.write(page.svg());
      case HTML -> Stdout.write(page.html());
      default -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportJson(out).write(report, new Advice(null, null, null, page.steps(), false));
        Stdout.write(out.toByteArray());
      }
    }
    return ExitCode.DONE;
  }
}
