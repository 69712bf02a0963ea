package org.needlewise.report;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice.DepthDate;
import org.needlewise.report.Advice.RecoveryStep;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextPage.Run;
import org.needlewise.words.Words;

/** What is told beside a report, in words on its page. */
final class AdviceText {
  /** Cells of two dates, and what stands between them and behind. */
  private static final int FROM_TO = 26;

  private final TextPage page;
  private final Words words;

  /**
   * @param page on which it is written
   */
  AdviceText(TextPage page, Words words) {
    this.page = page;
    this.words = words;
  }

  void write(CaseFile caseFile, AdvisoryReport report, Advice advice) {
    if (advice.leftOut()) {
      page.blank();
      page.text(0, words.say("report.advice.leftOut"), Ink.BOLD);
    }
    if (advice.remedies() != null) {
      remedies(caseFile, advice.remedies());
    }
    if (advice.questions() != null && !report.questions().isEmpty()) {
      questions(report, advice.questions());
    }
    if (advice.holds() != null) {
      page.blank();
      page.hanging(
          0,
          2,
          new Run(words.say("report.advice.holds"), Ink.BOLD),
          new Run(AdviceWords.holds(words, advice.holds()), Ink.PLAIN));
    }
    if (advice.recovery() != null && !advice.recovery().isEmpty()) {
      recovery(advice.recovery());
    }
  }

  private void recovery(List<RecoveryStep> steps) {
    page.blank();
    page.text(0, words.say("report.advice.recovery"), Ink.BOLD);
    for (RecoveryStep step : steps) {
      page.labelled(
          2,
          dates(step.fromDate(), step.toDate()),
          Ink.PLAIN,
          FROM_TO,
          new Run(step.says(), Ink.PLAIN),
          new Run("[" + String.join(" ", step.evidence()) + "]", Ink.FAINT));
    }
  }

  private String dates(LocalDate from, LocalDate to) {
    if (to == null) {
      return words.say("report.advice.from", "date", from);
    }
    return to.equals(from)
        ? from.toString()
        : words.say("report.advice.fromTo", "from", from, "to", to);
  }

  private void remedies(CaseFile caseFile, Advice.Remedies advice) {
    List<DepthDate> depths = advice.depthDates();
    boolean table = depths.size() > 1;
    if (advice.remedies().isEmpty() && !table) {
      return;
    }
    page.blank();
    if (!advice.remedies().isEmpty()) {
      page.text(0, words.say("report.advice.remedies"), Ink.BOLD);
      List<String> orders =
          advice.remedies().stream()
              .map(remedy -> AdviceWords.order(words, caseFile, remedy))
              .toList();
      int widest = orders.stream().mapToInt(TextPage::cells).max().orElse(0);
      for (int i = 0; i < orders.size(); i++) {
        Verdict verdict = advice.remedies().get(i).verdict();
        page.row(
            List.of("", orders.get(i), words.code(verdict.code())),
            List.of(0, widest),
            List.of(Ink.PLAIN, Ink.PLAIN, ReportText.ink(verdict)));
      }
    }
    if (table) {
      page.hanging(
          0,
          2,
          new Run(words.say("report.advice.depthDates"), Ink.BOLD),
          new Run(
              depths.stream()
                  .map(
                      row ->
                          words.say(
                              "report.advice.depthDate",
                              "depth",
                              ReportWords.millimetres(words, row.depthHundredths()),
                              "date",
                              row.earliestDate()))
                  .collect(Collectors.joining(", ")),
              Ink.PLAIN));
    }
  }

  private void questions(AdvisoryReport report, Advice.Questions advice) {
    page.blank();
    page.hanging(
        0,
        2,
        new Run(words.say("report.advice.allNo"), Ink.BOLD),
        new Run(words.code(advice.ifAllNo().code()), ReportText.ink(advice.ifAllNo())));
    if (advice.next() == null) {
      page.text(0, words.say("report.advice.noneGraver"), Ink.PLAIN);
      return;
    }
    for (int i = 0; i < report.questions().size(); i++) {
      AdvisoryReport.Question question = report.questions().get(i);
      if (question.code().equals(advice.next())) {
        String yes = words.code(advice.ifStated().get(i).code());
        page.hanging(
            0,
            2,
            new Run(words.say("report.advice.askNext"), Ink.BOLD),
            new Run(
                question.ask() + ' ' + words.say("report.advice.yesGives", "verdict", yes),
                Ink.PLAIN));
      }
    }
  }
}
