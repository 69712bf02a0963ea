package org.needlewise.planning;

import java.util.List;
import org.needlewise.page.Page;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.ReportWords;
import org.needlewise.rulebase.check.Care;
import org.needlewise.words.Words;

/**
 * A course as a page that needs nothing else.
 *
 * @param text of the course
 */
public record CoursePage(Course course, CourseText text) {
  public Words words() {
    return text.words();
  }

  public CoursePicture picture() {
    return CoursePicture.of(course, text);
  }

  public String heading() {
    return text.heading();
  }

  public String subject() {
    return text.subject();
  }

  public String stop() {
    return text.stop();
  }

  /** What stands in the way of the session that has no day. */
  public List<String> obstacles() {
    return course.stopped() == null ? List.of() : told(course.stopped().obstacles());
  }

  public List<String> told(List<Obstacle> obstacles) {
    return obstacles.stream().map(text::told).toList();
  }

  public String day(Session session) {
    return ReportWords.day(words(), session.date());
  }

  /** Months of rest before it; "" for none. */
  public String rest(Session session) {
    return session.rest() == null ? "" : text.told(session.rest());
  }

  public String phase(Session session) {
    return text.phase(session);
  }

  public List<String> own(Session session) {
    return text.own(session).stream().map(text::told).toList();
  }

  public List<String> onAll() {
    return text.onAll();
  }

  public List<Care.Entry> said() {
    return text.said();
  }

  public String ruleSet() {
    return ReportWords.ruleSet(words(), course.ruleSet());
  }

  public String html() {
    return Page.html("planning/course.jte", this);
  }
}
