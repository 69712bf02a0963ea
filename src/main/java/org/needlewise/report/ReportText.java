package org.needlewise.report;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.TextPage.Ink;

/**
 * Reports as pages for a terminal or a printer, made to be read in ten seconds: the verdict, the
 * first safe date, what to ask, then the findings, the gravest first.
 */
public final class ReportText {
  private final TextStyle style;
  private final UnaryOperator<String> evidence;

  /**
   * @param evidence a statement's id to its words, which are then listed; null to list ids alone
   */
  public ReportText(TextStyle style, UnaryOperator<String> evidence) {
    this.style = style;
    this.evidence = evidence;
  }

  /**
   * One page, which ends with a line end.
   *
   * @param caseFile the case that the report is on
   */
  public String page(CaseFile caseFile, AdvisoryReport report) {
    return page(caseFile, report, null);
  }

  /**
   * As above, for a session that is tried in place of the one that the case proposes.
   *
   * @param caseFile the case with that session
   * @param changes what it changes; null where nothing else is tried
   */
  public String page(CaseFile caseFile, AdvisoryReport report, ReportChanges changes) {
    TextPage page = new TextPage(style);
    Verdict verdict = report.verdict();
    page.badge(
        ReportWords.headline(verdict),
        box(verdict),
        verdict.code() + ": " + ReportWords.meaning(report));
    page.text(0, report.caseId() + ": " + proposal(caseFile, report), Ink.BOLD);
    String date = ReportWords.firstSafeDate(report, caseFile.proposed().date());
    page.labelled(0, "First safe date:", Ink.BOLD, 17, date, Ink.PLAIN);
    if (changes != null) {
      changes.write(page);
    }
    questions(page, report.questions());
    findings(page, report.findings());
    if (evidence != null) {
      evidence(page, report.findings());
    }
    page.blank();
    page.text(0, ReportWords.NOT_REVIEWED + " " + ReportWords.ruleSet(report), Ink.FAINT);
    return page.toString();
  }

  /** What stands between two pages. */
  public String betweenPages() {
    return new TextPage(style).blank().rule().blank().toString();
  }

  private static String proposal(CaseFile caseFile, AdvisoryReport report) {
    CaseFile.Proposed proposed = caseFile.proposed();
    StringBuilder words = new StringBuilder();
    words.append(proposed.area()).append(" at ").append(millimetres(proposed.depthHundredths()));
    words.append(proposed.setting().equals("home") ? " at home" : "");
    words.append(" on ").append(proposed.date());
    if (proposed.indication() != null) {
      words.append(", for ").append(proposed.indication().replace('-', ' '));
    }
    if (!report.asOf().equals(proposed.date())) {
      words.append("; as of ").append(report.asOf());
    }
    return words.toString();
  }

  /** 1.0 mm, 0.25 mm: one decimal at least, as the sources write it. */
  static String millimetres(int hundredths) {
    int rest = hundredths % 100;
    return hundredths / 100
        + "."
        + rest / 10
        + (rest % 10 == 0 ? "" : String.valueOf(rest % 10))
        + " mm";
  }

  private void questions(TextPage page, List<AdvisoryReport.Question> questions) {
    if (questions.isEmpty()) {
      return;
    }
    page.blank();
    page.text(0, "To be asked (" + questions.size() + ")", Ink.BLUE);
    int widest =
        questions.stream().mapToInt(question -> TextPage.cells(question.code())).max().orElse(0);
    for (AdvisoryReport.Question question : questions) {
      page.labelled(2, question.code(), Ink.FAINT, widest + 2, question.ask(), Ink.PLAIN);
    }
  }

  private void findings(TextPage page, List<Finding> findings) {
    for (int from = 0; from < findings.size(); ) {
      Verdict verdict = findings.get(from).verdict();
      int to = from;
      while (to < findings.size() && findings.get(to).verdict() == verdict) {
        to++;
      }
      page.blank();
      page.text(0, ReportWords.group(verdict) + " (" + (to - from) + ")", ink(verdict));
      for (Finding finding : findings.subList(from, to)) {
        finding(page, finding);
      }
      from = to;
    }
  }

  private void finding(TextPage page, Finding finding) {
    page.labelled(0, mark(finding.verdict()), ink(finding.verdict()), 2, finding.title(), Ink.BOLD);
    page.text(4, finding.message(), Ink.PLAIN);
    if (!finding.action().isEmpty()) {
      page.labelled(
          4,
          style.ascii() ? ">" : "→",
          ink(finding.verdict()),
          2,
          finding.action(),
          finding.verdict() == Verdict.PROCEED ? Ink.PLAIN : Ink.BOLD);
    }
    String between = style.ascii() ? " - " : " · ";
    String cited =
        finding.policy()
            + " "
            + finding.rule()
            + between
            + String.join(" ", finding.evidence())
            + between
            + String.join(" ", finding.because());
    page.text(4, cited, Ink.FAINT);
  }

  private void evidence(TextPage page, List<Finding> findings) {
    TreeSet<String> ids = new TreeSet<>();
    findings.forEach(finding -> ids.addAll(finding.evidence()));
    if (ids.isEmpty()) {
      return;
    }
    page.blank();
    page.text(0, "Evidence (" + ids.size() + ")", Ink.BOLD);
    int widest = ids.stream().map(String::length).max(Comparator.naturalOrder()).orElse(0);
    for (String id : ids) {
      page.labelled(2, id, Ink.BOLD, widest + 2, evidence.apply(id), Ink.PLAIN);
    }
  }

  private String mark(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> style.ascii() ? "X" : "✖";
      case DEFER -> style.ascii() ? "=" : "‖";
      case INCOMPLETE -> "?";
      case CAUTION -> style.ascii() ? "!" : "▲";
      case PROCEED -> style.ascii() ? "-" : "•";
    };
  }

  static Ink ink(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> Ink.RED;
      case DEFER -> Ink.ORANGE;
      case INCOMPLETE -> Ink.BLUE;
      case CAUTION -> Ink.YELLOW;
      case PROCEED -> Ink.BOLD;
    };
  }

  /** No green: that no rule objects is no clearance. */
  private static Ink box(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> Ink.ON_RED;
      case DEFER -> Ink.ON_ORANGE;
      case INCOMPLETE -> Ink.ON_BLUE;
      case CAUTION -> Ink.ON_YELLOW;
      case PROCEED -> Ink.REVERSED;
    };
  }
}
