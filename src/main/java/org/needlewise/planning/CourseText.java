package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportText;
import org.needlewise.report.ReportWords;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextPage.Run;
import org.needlewise.report.TextStyle;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Section;

/** Courses in words: what comes when, and why each date is where it is. */
public final class CourseText {
  private static final String MAINTENANCE = "maintenance";

  private final CaseFile caseFile;
  private final Course course;
  private final boolean checked;
  private final Care care;
  private final List<String> onAll;

  /**
   * @param checked whether the course was brought along
   * @param care what the sources say of courses
   */
  public CourseText(CaseFile caseFile, Course course, boolean checked, Care care) {
    this.caseFile = caseFile;
    this.course = course;
    this.checked = checked;
    this.care = care;
    this.onAll = onAll(course);
  }

  /** A page, which ends with a line end. */
  public String page(TextStyle style) {
    TextPage page = new TextPage(style);
    page.badge(heading(), ReportText.box(course.verdict()), standing());
    page.text(0, subject(), Ink.BOLD);
    stopped(page);
    for (Session session : course.sessions()) {
      page.blank();
      session(page, session);
    }
    if (!onAll.isEmpty()) {
      page.blank();
      page.text(0, "On every one of these days", Ink.BOLD);
      onAll.forEach(words -> page.labelled(2, "-", Ink.PLAIN, 2, words, Ink.PLAIN));
    }
    List<Care.Entry> said = said();
    if (!said.isEmpty()) {
      page.blank();
      page.text(0, "What the sources say of such a course", Ink.BOLD);
      for (Care.Entry entry : said) {
        page.labelled(
            2,
            "-",
            Ink.PLAIN,
            2,
            new Run(entry.says(), Ink.PLAIN),
            new Run("[" + String.join(" ", entry.evidence()) + "]", Ink.FAINT));
      }
    }
    page.blank();
    page.text(0, ReportWords.NOT_REVIEWED, Ink.FAINT);
    page.text(0, ReportWords.ruleSet(course.ruleSet()), Ink.FAINT);
    return page.toString();
  }

  String heading() {
    return checked ? "THE SCHEDULE" : course.stopped() == null ? "THE COURSE" : "THE COURSE STOPS";
  }

  /** The verdict; of a course that stops also where, since what is missing has none. */
  String standing() {
    return course.stopped() == null
        ? course.verdict().code()
        : "before session " + course.stopped().number() + "; " + course.verdict().code();
  }

  /** Whose course of what it is, and at which pace. */
  String subject() {
    long visits = course.sessions().stream().filter(CourseText::isMaintenance).count();
    long series = course.sessions().size() - visits;
    String what =
        course.sessions().isEmpty()
            ? "no session"
            : series == 0
                ? counted(visits, "maintenance visit")
                : counted(series, "session")
                    + (visits == 0 ? "" : " and " + counted(visits, "maintenance visit"));
    return course.caseId()
        + ": "
        + what
        + ", "
        + caseFile.proposed().area()
        + " at "
        + ReportText.millimetres(caseFile.proposed().depthHundredths())
        + (checked
            ? ", as brought along"
            : course.pace() == Course.Pace.IDEAL
                ? ", each as soon as is best"
                : ", each as soon as nothing defers it")
        + "; as of "
        + course.asOf();
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static boolean isMaintenance(Session session) {
    return session.phase().equals(MAINTENANCE);
  }

  /** Why there are no more of them; empty where all are there. */
  String stop() {
    if (course.stopped() == null) {
      return "";
    }
    String which = "Session " + course.stopped().number() + " has no day";
    return course.stopped().obstacles().isEmpty()
        ? which + ": none is left before the last one allowed."
        : which + ". In the way:";
  }

  private void stopped(TextPage page) {
    if (course.stopped() == null) {
      return;
    }
    page.blank();
    page.text(0, stop(), Ink.BOLD);
    course.stopped().obstacles().forEach(obstacle -> obstacle(page, obstacle));
  }

  /** {@code first series}, {@code maintenance}, and what ends with it. */
  static String phase(Session session) {
    return (isMaintenance(session) ? "maintenance" : "series")
        + (session.completesSeries() ? ", complete with it" : "");
  }

  private void session(TextPage page, Session session) {
    page.labelled(
        0,
        session.number() + ".",
        Ink.BOLD,
        4,
        new Run(ReportWords.day(session.date()), Ink.BOLD),
        new Run("(" + phase(session) + "):", Ink.PLAIN),
        new Run(session.verdict().code(), ReportText.ink(session.verdict())));
    if (session.rest() != null) {
      page.text(4, words(session.rest()), Ink.PLAIN);
    }
    if (!session.waitedFor().isEmpty()) {
      page.text(4, "Not sooner:", Ink.PLAIN);
      session.waitedFor().forEach(obstacle -> obstacle(page, obstacle));
    }
    for (Finding finding : own(session)) {
      page.labelled(4, "-", Ink.PLAIN, 2, words(finding), Ink.PLAIN);
    }
    if (!session.assumes().isEmpty()) {
      page.text(4, "Taken for granted: improvement has been documented by then.", Ink.PLAIN);
    }
  }

  private static void obstacle(TextPage page, Obstacle obstacle) {
    page.labelled(6, "-", Ink.PLAIN, 2, words(obstacle), Ink.PLAIN);
  }

  /** {@code 3 months after the session of 2026-12-19 [L147]}. */
  static String words(Course.Rest rest) {
    return counted(rest.months(), "month")
        + " after the session of "
        + rest.since()
        + " ["
        + String.join(" ", rest.evidence())
        + "]";
  }

  /** {@code Interval on the face, until 2026-12-19 [P25]}. */
  static String words(Obstacle obstacle) {
    return obstacle.finding().title()
        + (obstacle.until() == null ? "" : ", until " + obstacle.until())
        + " ["
        + obstacle.finding().policy()
        + "]";
  }

  public static String words(Finding finding) {
    return finding.title() + ": " + finding.verdictUntil() + " [" + finding.policy() + "]";
  }

  /** What is found of a session and not of all of them, without what only informs. */
  List<Finding> own(Session session) {
    Set<String> told = new LinkedHashSet<>();
    return session.findings().stream()
        .filter(finding -> finding.verdict() != Verdict.PROCEED)
        .filter(finding -> !onAll.contains(words(finding)) && told.add(words(finding)))
        .toList();
  }

  /** What is found of every session. */
  List<String> onAll() {
    return onAll;
  }

  private static List<String> onAll(Course course) {
    if (course.sessions().size() < 2) {
      return List.of();
    }
    List<String> all = null;
    for (Session session : course.sessions()) {
      List<String> words =
          session.findings().stream()
              .filter(finding -> finding.verdict() != Verdict.PROCEED)
              .map(CourseText::words)
              .distinct()
              .toList();
      if (all == null) {
        all = new ArrayList<>(words);
      } else {
        all.retainAll(words);
      }
    }
    return all;
  }

  /** What the sources say of courses, of this session or of any; how long a series is, first. */
  List<Care.Entry> said() {
    return Stream.concat(applying(Section.SERIES).limit(1), applying(Section.COURSE)).toList();
  }

  private Stream<Care.Entry> applying(Section section) {
    LocalDate date = caseFile.proposed().date();
    return care.of(section).stream()
        .filter(entry -> Objects.equals(entry.applies(caseFile, date), true));
  }
}
