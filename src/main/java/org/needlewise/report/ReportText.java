package org.needlewise.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextPage.Run;
import org.needlewise.words.Words;

/**
 * Reports as pages for a terminal or a printer, made to be read in ten seconds: the verdict, the
 * earliest date with what it hangs on, then what was found, the gravest first. They read the same
 * aloud: no colour or mark stands without its word.
 */
public final class ReportText {
  /** How many questions are put in words on a page that is to be short. */
  private static final int FEW_QUESTIONS = 5;

  private static final int SHORT_LINES = 10;

  private final Words words;
  private final TextStyle style;
  private final UnaryOperator<String> evidence;
  private final boolean brief;

  /**
   * @param evidence a statement's id to its words, for pages on which all that findings rest on is
   *     told; null for pages that name it alone
   */
  public ReportText(Words words, TextStyle style, UnaryOperator<String> evidence) {
    this(words, style, evidence, false);
  }

  private ReportText(Words words, TextStyle style, UnaryOperator<String> evidence, boolean brief) {
    this.words = words;
    this.style = style;
    this.evidence = evidence;
    this.brief = brief;
  }

  /** The same, but pages of at most ten lines: the verdict, the date and what to do. */
  public ReportText shortened() {
    return new ReportText(words, style, evidence, true);
  }

  /**
   * One page, which ends with a line end.
   *
   * @param caseFile the case that the report is on
   */
  public String page(CaseFile caseFile, AdvisoryReport report) {
    return page(caseFile, report, null, Advice.NONE);
  }

  /**
   * As above, for a session that is tried in place of the one that the case proposes.
   *
   * @param caseFile the case with that session
   * @param changes what it changes; null where nothing else is tried
   * @param advice what is told besides; not on pages that are to be short
   */
  public String page(
      CaseFile caseFile, AdvisoryReport report, ReportChanges changes, Advice advice) {
    if (brief) {
      return shortPage(caseFile, report, changes);
    }
    TextPage page = new TextPage(style);
    begin(page, caseFile, report);
    if (changes != null) {
      changes.write(page);
    }
    List<Passage> passages = Passage.of(report);
    for (int i = 0; i < passages.size(); i++) {
      Standing standing = passages.get(i).standing();
      if (i == 0 || standing != passages.get(i - 1).standing()) {
        page.blank();
      }
      passage(page, passages.get(i), caseFile.proposed().date());
      boolean last = i == passages.size() - 1 || standing != passages.get(i + 1).standing();
      if (last && standing == Standing.FIND_OUT_FIRST) {
        questions(page, report.questions());
      }
    }
    new AdviceText(page, words).write(caseFile, report, advice);
    if (evidence != null) {
      evidence(page, report.findings());
    }
    page.blank();
    end(page, report);
    return page.toString();
  }

  /** The verdict, the date and what to do, in at most ten lines (of 60 columns or more). */
  private String shortPage(CaseFile caseFile, AdvisoryReport report, ReportChanges changes) {
    TextPage page = new TextPage(style);
    begin(page, caseFile, report);
    if (changes != null) {
      changes.write(page);
    }
    TextPage end = new TextPage(style);
    end(end, report);
    List<Passage> passages =
        Passage.of(report).stream()
            .filter(passage -> passage.standing() != Standing.GOOD_TO_KNOW)
            // Of what merely waits, the date has told.
            .filter(p -> p.standing() != Standing.NOT_YET || !p.action().isEmpty())
            .toList();
    for (int i = 0; i < passages.size(); i++) {
      TextPage line = new TextPage(style);
      Passage passage = passages.get(i);
      String action = passage.action();
      line.labelled(
          0,
          mark(passage.verdict()),
          ink(passage.verdict()),
          2,
          new Run(passage.standing().label(words) + ":", ink(passage.verdict())),
          new Run(passage.title() + (action.isEmpty() ? "" : ". " + action), Ink.PLAIN));
      int left = passages.size() - i - 1;
      if (page.lines() + line.lines() + (left > 0 ? 1 : 0) + end.lines() > SHORT_LINES) {
        page.text(0, "  " + words.say("report.more", "count", left + 1), Ink.PLAIN);
        break;
      }
      page.add(line);
    }
    return page.add(end).toString();
  }

  /** What stands between two pages. */
  public String betweenPages() {
    return new TextPage(style).blank().rule().blank().toString();
  }

  private void begin(TextPage page, CaseFile caseFile, AdvisoryReport report) {
    Standing standing = Standing.of(report);
    String notInEffect = ReportWords.notInEffect(words, report);
    if (!notInEffect.isEmpty()) {
      page.text(0, notInEffect, Ink.BOLD);
    }
    page.badge(
        standing.headline(words),
        box(report.verdict()),
        words.say(
            "report.verdict",
            "verdict",
            words.code(report.verdict().code()),
            "meaning",
            standing.meaning(words)));
    page.hanging(0, 2, new Run(report.caseId() + ": " + proposal(caseFile, report), Ink.BOLD));
    String date = ReportWords.earliestDate(words, report, caseFile.proposed().date());
    page.hanging(
        0, 2, new Run(words.say("report.earliestDate"), Ink.BOLD), new Run(date, Ink.PLAIN));
  }

  private void end(TextPage page, AdvisoryReport report) {
    page.text(0, words.say("report.notReviewed"), Ink.FAINT);
    page.text(0, ReportWords.ruleSet(words, report.ruleSet()), Ink.FAINT);
  }

  private String proposal(CaseFile caseFile, AdvisoryReport report) {
    CaseFile.Proposed proposed = caseFile.proposed();
    String told =
        words.say(
            "report.proposal",
            "session",
            ReportWords.session(words, proposed),
            "setting",
            proposed.setting(),
            "date",
            proposed.date());
    if (proposed.indication() != null) {
      String indication = words.code(proposed.indication());
      told = words.say("report.proposalFor", "proposal", told, "indication", indication);
    }
    return report.asOf().equals(proposed.date())
        ? told
        : words.say("report.proposalAsOf", "proposal", told, "date", report.asOf());
  }

  private void passage(TextPage page, Passage passage, LocalDate proposed) {
    Ink ink = ink(passage.verdict());
    Run standing = new Run(passage.standing().label(words) + ":", ink);
    Run cited = new Run('[' + String.join(" ", passage.cited()) + ']', Ink.FAINT);
    String action = passage.action();
    List<Run> first = new ArrayList<>(List.of(standing));
    if (passage.verdict() == Verdict.PROCEED) {
      first.add(new Run(passage.title() + ".", Ink.BOLD));
      first.add(new Run(passage.message() + (action.isEmpty() ? "" : " " + action), Ink.PLAIN));
    } else {
      first.add(new Run(passage.title(), Ink.BOLD));
    }
    if (evidence == null) {
      first.add(cited);
    }
    page.labelled(0, mark(passage.verdict()), ink, 2, first.toArray(Run[]::new));
    if (passage.verdict() != Verdict.PROCEED) {
      page.text(4, passage.message(), Ink.PLAIN);
      if (!action.isEmpty()) {
        page.hanging(4, 2, new Run(words.say("report.toDo"), ink), new Run(action, Ink.BOLD));
      }
    }
    for (Finding other : passage.others()) {
      String policy = evidence == null ? " [" + other.policy() + "]" : "";
      page.hanging(4, 2, new Run(interval(other, proposed) + policy, Ink.PLAIN));
    }
    if (evidence != null) {
      passage.findings().forEach(finding -> detail(page, finding));
      passage.others().forEach(finding -> detail(page, finding));
    }
  }

  /** {@code Interval on the face: 28 days, not before 2026-11-21}. */
  private String interval(Finding finding, LocalDate proposed) {
    Finding.Interval interval = finding.interval();
    String ideal = date(proposed.plusDays(interval.idealDays() - interval.observedDays()));
    String title = finding.title();
    return switch (finding.verdict()) {
      case DEFER ->
          words.say(
              "report.interval.defer",
              "title",
              title,
              "days",
              interval.minimumDays(),
              "date",
              date(finding.earliestDate()));
      case PROCEED -> words.say("report.interval.ideal", "title", title, "date", ideal);
      default -> words.say("report.interval.withCare", "title", title, "date", ideal);
    };
  }

  /**
   * @param date null where it lies beyond what a report can name
   */
  private String date(LocalDate date) {
    return date == null || date.getYear() > 9999
        ? words.say("report.interval.end")
        : date.toString();
  }

  /** What the finding rests on: rule, evidence, facts of the case. */
  private void detail(TextPage page, Finding finding) {
    String between = style.ascii() ? " - " : " · ";
    page.hanging(
        4,
        2,
        new Run(
            finding.policy()
                + " "
                + finding.rule()
                + between
                + String.join(" ", finding.evidence())
                + between
                + String.join(" ", finding.because()),
            Ink.FAINT));
  }

  private void questions(TextPage page, List<AdvisoryReport.Question> questions) {
    if (questions.isEmpty()) {
      return;
    }
    if (evidence == null && questions.size() > FEW_QUESTIONS) {
      String codes =
          questions.stream().map(AdvisoryReport.Question::code).collect(Collectors.joining(", "));
      page.hanging(
          4,
          2,
          new Run(words.say("report.questionsInWords", "count", questions.size()), Ink.BLUE),
          new Run(codes, Ink.PLAIN));
      return;
    }
    page.text(4, words.say("report.questions", "count", questions.size()), Ink.BLUE);
    int widest =
        questions.stream().mapToInt(question -> TextPage.cells(question.code())).max().orElse(0);
    for (AdvisoryReport.Question question : questions) {
      page.labelled(6, question.code(), Ink.FAINT, widest + 2, question.ask(), Ink.PLAIN);
    }
  }

  private void evidence(TextPage page, List<Finding> findings) {
    TreeSet<String> ids = new TreeSet<>();
    findings.forEach(finding -> ids.addAll(finding.evidence()));
    if (ids.isEmpty()) {
      return;
    }
    page.blank();
    page.text(0, words.say("report.evidence", "count", ids.size()), Ink.BOLD);
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

  public static Ink ink(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> Ink.RED;
      case DEFER -> Ink.ORANGE;
      case INCOMPLETE -> Ink.BLUE;
      case CAUTION -> Ink.YELLOW;
      case PROCEED -> Ink.BOLD;
    };
  }

  /** No green: that no rule objects is no clearance. */
  public static Ink box(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> Ink.ON_RED;
      case DEFER -> Ink.ON_ORANGE;
      case INCOMPLETE -> Ink.ON_BLUE;
      case CAUTION -> Ink.ON_YELLOW;
      case PROCEED -> Ink.REVERSED;
    };
  }
}
