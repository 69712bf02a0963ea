package org.needlewise.http.page;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.planning.Course;
import org.needlewise.planning.CoursePage;
import org.needlewise.words.Words;

/** A course as the months of a calendar, its picture and its list. */
record CourseView(Course course, CoursePage page, Words words) {
  private static final int WEEK = 7;

  /**
   * A day of a month's leaf.
   *
   * @param day 0 before the first
   * @param session null where there is none
   */
  record Day(int day, Course.Session session) {}

  record Month(YearMonth month, List<List<Day>> weeks) {}

  /** The months that have a session. */
  List<Month> months() {
    Map<LocalDate, Course.Session> byDay = new HashMap<>();
    course.sessions().forEach(session -> byDay.put(session.date(), session));
    return course.sessions().stream()
        .map(session -> YearMonth.from(session.date()))
        .distinct()
        .map(month -> month(month, byDay))
        .toList();
  }

  private static Month month(YearMonth month, Map<LocalDate, Course.Session> byDay) {
    List<List<Day>> weeks = new ArrayList<>();
    List<Day> week = new ArrayList<>();
    for (int i = 1; i < month.atDay(1).getDayOfWeek().getValue(); i++) {
      week.add(new Day(0, null));
    }
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      week.add(new Day(day, byDay.get(month.atDay(day))));
      if (week.size() == WEEK || day == month.lengthOfMonth()) {
        weeks.add(List.copyOf(week));
        week.clear();
      }
    }
    return new Month(month, weeks);
  }
}
