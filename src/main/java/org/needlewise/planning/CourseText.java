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
import org.needlewise.words.Words;

/** Courses in words: what comes when, and why each date is where it is. */
public final class CourseText {
  private static final String MAINTENANCE = "maintenance";

  private final Words words;
  private final CaseFile caseFile;
  private final Course course;
  private final boolean checked;
  private final Care care;
  private final List<String> onAll;

  /**
   * @param checked whether the course was brought along
   * @param care what the sources say of courses
   */
  public CourseText(Words words, CaseFile caseFile, Course course, boolean checked, Care care) {
    this.words = words;
    this.caseFile = caseFile;
    this.course = course;
    this.checked = checked;
    this.care = care;
    this.onAll = inAll();
  }

  /** A page, which ends with a line end. */
  public String page(TextStyle style) {
    TextPage page = new TextPage(style);
    page.badge(words.say("course.banner." + kind()), ReportText.box(course.verdict()), standing());
    page.text(0, subject(), Ink.BOLD);
    stopped(page);
    for (Session session : course.sessions()) {
      page.blank();
      session(page, session);
    }
    if (!onAll.isEmpty()) {
      page.blank();
      page.text(0, words.say("course.all"), Ink.BOLD);
      onAll.forEach(each -> page.labelled(2, "-", Ink.PLAIN, 2, each, Ink.PLAIN));
    }
    List<Care.Entry> said = said();
    if (!said.isEmpty()) {
      page.blank();
      page.text(0, words.say("course.said"), Ink.BOLD);
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
    page.text(0, words.say("report.notReviewed"), Ink.FAINT);
    page.text(0, ReportWords.ruleSet(words, course.ruleSet()), Ink.FAINT);
    return page.toString();
  }

  Words words() {
    return words;
  }

  String heading() {
    return words.say("course.title." + kind());
  }

  private String kind() {
    return checked ? "schedule" : course.stopped() == null ? "course" : "stops";
  }

  /** The verdict; of a course that stops also where, since what is missing has none. */
  String standing() {
    String verdict = words.code(course.verdict().code());
    return course.stopped() == null
        ? verdict
        : words.say("course.stopsBefore", "number", course.stopped().number(), "verdict", verdict);
  }

  /** Whose course of what it is, and at which pace. */
  String subject() {
    long visits = course.sessions().stream().filter(CourseText::isMaintenance).count();
    long series = course.sessions().size() - visits;
    return words.say(
        "course.subject",
        "id",
        course.caseId(),
        "what",
        counted(series, visits),
        "session",
        ReportWords.session(words, caseFile.proposed()),
        "pace",
        checked ? "CHECKED" : course.pace(),
        "date",
        course.asOf());
  }

  private String counted(long series, long visits) {
    if (visits == 0) {
      return series == 0
          ? words.say("course.noSession")
          : words.say("course.series", "sessions", series);
    }
    return series == 0
        ? words.say("course.visits", "visits", visits)
        : words.say("course.seriesAndVisits", "sessions", series, "visits", visits);
  }

  private static boolean isMaintenance(Session session) {
    return session.phase().equals(MAINTENANCE);
  }

  /** Why there are no more of them; empty where all are there. */
  String stop() {
    if (course.stopped() == null) {
      return "";
    }
    int number = course.stopped().number();
    return course.stopped().obstacles().isEmpty()
        ? words.say("course.noDayLeft", "number", number)
        : words.say("course.inTheWay", "number", number);
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
  String phase(Session session) {
    return words.say(
        "course.phase", "phase", session.phase(), "complete", session.completesSeries());
  }

  private void session(TextPage page, Session session) {
    page.labelled(
        0,
        session.number() + ".",
        Ink.BOLD,
        4,
        new Run(ReportWords.day(words, session.date()), Ink.BOLD),
        new Run("(" + phase(session) + "):", Ink.PLAIN),
        new Run(words.code(session.verdict().code()), ReportText.ink(session.verdict())));
    if (session.rest() != null) {
      page.text(4, told(session.rest()), Ink.PLAIN);
    }
    if (!session.waitedFor().isEmpty()) {
      page.text(4, words.say("course.notSooner"), Ink.PLAIN);
      session.waitedFor().forEach(obstacle -> obstacle(page, obstacle));
    }
    for (Finding finding : own(session)) {
      page.labelled(4, "-", Ink.PLAIN, 2, told(finding), Ink.PLAIN);
    }
    if (!session.assumes().isEmpty()) {
      page.text(4, words.say("course.assumes"), Ink.PLAIN);
    }
  }

  private void obstacle(TextPage page, Obstacle obstacle) {
    page.labelled(6, "-", Ink.PLAIN, 2, told(obstacle), Ink.PLAIN);
  }

  /** {@code 3 months after the session of 2026-12-19 [L147]}. */
  String told(Course.Rest rest) {
    return words.say("course.rest", "months", rest.months(), "date", rest.since())
        + " ["
        + String.join(" ", rest.evidence())
        + "]";
  }

  /** {@code Interval on the face, until 2026-12-19 [P25]}. */
  String told(Obstacle obstacle) {
    String title = obstacle.finding().title();
    String until =
        obstacle.until() == null
            ? title
            : words.say("course.until", "title", title, "date", obstacle.until());
    return until + " [" + obstacle.finding().policy() + "]";
  }

  String told(Finding finding) {
    return finding.title()
        + ": "
        + ReportWords.verdictUntil(words, finding)
        + " ["
        + finding.policy()
        + "]";
  }

  /** What is found of a session and not of all of them, without what only informs. */
  List<Finding> own(Session session) {
    Set<String> told = new LinkedHashSet<>();
    return session.findings().stream()
        .filter(finding -> finding.verdict() != Verdict.PROCEED)
        .filter(finding -> !onAll.contains(told(finding)) && told.add(told(finding)))
        .toList();
  }

  /** What is found of every session. */
  List<String> onAll() {
    return onAll;
  }

  private List<String> inAll() {
    if (course.sessions().size() < 2) {
      return List.of();
    }
    List<String> all = null;
    for (Session session : course.sessions()) {
      List<String> told =
          session.findings().stream()
              .filter(finding -> finding.verdict() != Verdict.PROCEED)
              .map(this::told)
              .distinct()
              .toList();
      if (all == null) {
        all = new ArrayList<>(told);
      } else {
        all.retainAll(told);
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
