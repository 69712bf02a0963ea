package org.needlewise.report;

import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice.DepthDate;
import org.needlewise.report.Advice.Operation;
import org.needlewise.report.Advice.RecoveryStep;
import org.needlewise.report.Advice.Remedy;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextPage.Run;

/** What is told beside a report, in words on its page. */
final class AdviceText {
  /** Cells of two dates, and what stands between them and behind. */
  private static final int FROM_TO = 26;

  private AdviceText() {}

  static void write(TextPage page, CaseFile caseFile, AdvisoryReport report, Advice advice) {
    if (advice.leftOut()) {
      page.blank();
      page.text(
          0,
          "What would make it acceptable was not looked for: the case is too long for that.",
          Ink.BOLD);
    }
    if (advice.remedies() != null) {
      remedies(page, caseFile, advice.remedies());
    }
    if (advice.questions() != null && !report.questions().isEmpty()) {
      questions(page, report, advice.questions());
    }
    if (advice.holds() != null) {
      page.blank();
      page.hanging(
          0,
          2,
          new Run("How long this verdict holds:", Ink.BOLD),
          new Run(holds(advice.holds()), Ink.PLAIN));
    }
    if (advice.recovery() != null && !advice.recovery().isEmpty()) {
      recovery(page, advice.recovery());
    }
  }

  private static void recovery(TextPage page, List<RecoveryStep> steps) {
    page.blank();
    page.text(0, "What holds after the session", Ink.BOLD);
    for (RecoveryStep step : steps) {
      String until =
          step.toDate() == null
              ? " on"
              : step.toDate().equals(step.fromDate()) ? "" : " to " + step.toDate();
      page.labelled(
          2,
          step.fromDate() + until,
          Ink.PLAIN,
          FROM_TO,
          new Run(step.says(), Ink.PLAIN),
          new Run("[" + String.join(" ", step.evidence()) + "]", Ink.FAINT));
    }
  }

  private static void remedies(TextPage page, CaseFile caseFile, Advice.Remedies advice) {
    List<DepthDate> depths = advice.depthDates();
    boolean table = depths.size() > 1;
    if (advice.remedies().isEmpty() && !table) {
      return;
    }
    page.blank();
    if (!advice.remedies().isEmpty()) {
      page.text(0, "What would make it acceptable", Ink.BOLD);
      List<String> words =
          advice.remedies().stream().map(remedy -> words(caseFile, remedy)).toList();
      int widest = words.stream().mapToInt(TextPage::cells).max().orElse(0);
      for (int i = 0; i < words.size(); i++) {
        Verdict verdict = advice.remedies().get(i).verdict();
        page.row(
            List.of("", words.get(i), verdict.code()),
            List.of(0, widest),
            List.of(Ink.PLAIN, Ink.PLAIN, ReportText.ink(verdict)));
      }
    }
    if (table) {
      page.hanging(
          0,
          2,
          new Run("How deep, from when:", Ink.BOLD),
          new Run(
              depths.stream()
                  .map(
                      row ->
                          ReportText.millimetres(row.depthHundredths())
                              + " from "
                              + row.earliestDate())
                  .collect(Collectors.joining(", ")),
              Ink.PLAIN));
    }
  }

  /** What a change does, as an order to whoever plans the session. */
  static String words(CaseFile caseFile, Remedy remedy) {
    List<Operation> change = remedy.change();
    Operation last = change.get(change.size() - 1);
    return switch (remedy.kind()) {
      case "later" -> "Wait until " + last.value();
      case "shallower" ->
          depth(last)
              + " in place of "
              + ReportText.millimetres(caseFile.proposed().depthHundredths());
      case "shallower-later" ->
          depth(last) + " and wait until " + change.get(change.size() - 2).value();
      case "without" -> {
        int index = Integer.parseInt(last.path().substring(last.path().lastIndexOf('/') + 1));
        yield "Without " + plain(caseFile.proposed().adjuncts().get(index));
      }
      case "professional" -> "Done by a professional, not at home";
      case "modality" -> "With a " + last.value() + ", without radiofrequency";
      default -> "On the " + plain((String) last.value()) + " alone";
    };
  }

  private static String depth(Operation operation) {
    return ReportText.millimetres((Integer) operation.value());
  }

  private static String plain(String code) {
    return code.replace('-', ' ');
  }

  private static void questions(TextPage page, AdvisoryReport report, Advice.Questions advice) {
    page.blank();
    page.hanging(
        0,
        2,
        new Run("If every open question is answered with no:", Ink.BOLD),
        new Run(advice.ifAllNo().code(), ReportText.ink(advice.ifAllNo())));
    if (advice.next() == null) {
      page.text(0, "No answer makes it graver than that.", Ink.PLAIN);
      return;
    }
    for (int i = 0; i < report.questions().size(); i++) {
      AdvisoryReport.Question question = report.questions().get(i);
      if (question.code().equals(advice.next())) {
        page.hanging(
            0,
            2,
            new Run("Ask next:", Ink.BOLD),
            new Run(
                question.ask() + " A yes gives " + advice.ifStated().get(i).code() + '.',
                Ink.PLAIN));
      }
    }
  }

  private static String holds(Advice.Holds holds) {
    return holds.until() == null
        ? "for a year and more: another date alone changes nothing within it"
        : "for any date until " + holds.until() + ", from the next day on " + holds.then().code();
  }
}
