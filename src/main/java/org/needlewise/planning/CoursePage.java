package org.needlewise.planning;

import java.util.List;
import org.needlewise.page.Page;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportWords;
import org.needlewise.rulebase.check.Care;

/**
 * A course as a page that needs nothing else.
 *
 * @param words of the course
 */
public record CoursePage(Course course, CourseText words) {
  public CoursePicture picture() {
    return CoursePicture.of(course, words);
  }

  public String heading() {
    return words.heading().charAt(0)
        + words.heading().substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  public String subject() {
    return words.subject();
  }

  public String stop() {
    return words.stop();
  }

  /** What stands in the way of the session that has no day. */
  public List<String> obstacles() {
    return course.stopped() == null ? List.of() : told(course.stopped().obstacles());
  }

  public List<String> told(List<Obstacle> obstacles) {
    return obstacles.stream().map(CourseText::words).toList();
  }

  public String day(Session session) {
    return ReportWords.day(session.date());
  }

  /** Months of rest before it; "" for none. */
  public String rest(Session session) {
    return session.rest() == null ? "" : CourseText.words(session.rest());
  }

  public String phase(Session session) {
    return CourseText.phase(session);
  }

  public List<Finding> own(Session session) {
    return words.own(session);
  }

  public List<String> onAll() {
    return words.onAll();
  }

  public List<Care.Entry> said() {
    return words.said();
  }

  public String ruleSet() {
    return ReportWords.ruleSet(course.ruleSet());
  }

  public String html() {
    return Page.html("planning/course.jte", this);
  }
}
