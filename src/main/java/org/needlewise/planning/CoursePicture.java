package org.needlewise.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.page.Page;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.ReportWords;

/**
 * A course as a picture: a line for each session, from the day on which it could not be yet to its
 * own. Lengths are the picture's units.
 *
 * @param about whose course of what it is
 * @param stop why there are no more sessions; "" where all are there
 * @param height of the picture
 * @param months where each month begins
 */
public record CoursePicture(
    String about, String stop, int height, List<Tick> months, List<Line> lines) {
  private static final int LEFT = 250;
  private static final int RIGHT = 860;
  private static final int TOP = 56;
  private static final int LINE = 46;

  /** Months are named where there is room for their names. */
  private static final int ROOM = 62;

  /**
   * @param name "" where there is no room for it
   */
  public record Tick(int x, String name) {}

  /**
   * @param from where the wait before the session begins
   * @param at where the session is
   * @param label its number, day and phase
   * @param reason what was waited for; "" for nothing
   */
  public record Line(
      int y, int from, int at, int number, String label, String verdict, String reason) {}

  public static CoursePicture of(Course course, CourseText text) {
    LocalDate first = first(course);
    LocalDate last = first.plusMonths(1);
    for (Session session : course.sessions()) {
      last = session.date().isAfter(last) ? session.date() : last;
    }
    double days = ChronoUnit.DAYS.between(first, last);
    List<Tick> months = new ArrayList<>();
    int named = 0;
    for (LocalDate month = first.plusMonths(1).withDayOfMonth(1);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      int x = x(first, month, days);
      boolean room = x - named >= ROOM;
      months.add(new Tick(x, room ? month.toString().substring(0, 7) : ""));
      named = room ? x : named;
    }
    List<Line> lines = new ArrayList<>();
    LocalDate before = first;
    for (Session session : course.sessions()) {
      LocalDate from = session.date().isBefore(before) ? session.date() : before;
      lines.add(
          new Line(
              TOP + LINE * lines.size(),
              x(first, from, days),
              x(first, session.date(), days),
              session.number(),
              ReportWords.day(text.words(), session.date()),
              text.phase(session) + ": " + text.words().code(session.verdict().code()),
              reason(text, session)));
      before = session.date();
    }
    return new CoursePicture(
        text.subject(),
        text.stop(),
        TOP + LINE * lines.size() + (text.stop().isEmpty() ? 8 : 36),
        months,
        lines);
  }

  private static LocalDate first(Course course) {
    LocalDate first = course.asOf();
    for (Session session : course.sessions()) {
      first = session.date().isBefore(first) ? session.date() : first;
    }
    return first;
  }

  private static int x(LocalDate first, LocalDate date, double days) {
    return (int) Math.round(LEFT + (RIGHT - LEFT) * ChronoUnit.DAYS.between(first, date) / days);
  }

  private static String reason(CourseText text, Session session) {
    List<Obstacle> waitedFor = session.waitedFor();
    if (waitedFor.isEmpty()) {
      return session.rest() == null ? "" : text.told(session.rest());
    }
    Obstacle last = waitedFor.get(0);
    for (Obstacle obstacle : waitedFor) {
      last = obstacle.until().isAfter(last.until()) ? obstacle : last;
    }
    String reason = text.told(last);
    return waitedFor.size() == 1
        ? reason
        : text.words().say("course.andMore", "reason", reason, "count", waitedFor.size() - 1);
  }

  /** An SVG document. */
  public String svg() {
    return Page.html("planning/picture.jte", this);
  }
}
