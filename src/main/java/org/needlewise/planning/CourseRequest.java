package org.needlewise.planning;

import java.time.LocalDate;
import java.util.List;

/**
 * What course is asked for.
 *
 * @param sessions how many of the series; null: the fewest that the protocols give
 * @param avoid stretches of days on which there is to be none
 * @param until the last day for a session; null: two years after the first one
 * @param maintenance how many visits follow a series
 */
public record CourseRequest(
    Integer sessions, Course.Pace pace, List<Days> avoid, LocalDate until, int maintenance) {

  /**
   * @param to inclusive
   */
  public record Days(LocalDate from, LocalDate to) {
    boolean holds(LocalDate date) {
      return !date.isBefore(from) && !date.isAfter(to);
    }
  }

  boolean avoids(LocalDate date) {
    return avoid.stream().anyMatch(days -> days.holds(date));
  }
}
