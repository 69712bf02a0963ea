package org.needlewise.facts;

import java.util.List;

/** A day on which the skin should have recovered. */
public record Event(Subject subject) implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/proposed/event");
  }

  @Day
  public int date() {
    return Calendar.day(subject.caseFile().proposed().event().date());
  }

  /** "event" where it has no name. */
  public String name() {
    String name = subject.caseFile().proposed().event().name();
    return name == null || name.isBlank() ? "event" : name;
  }

  /** So many days before the event. */
  @Day
  public int dateMinusDays(int days) {
    return date() - days;
  }

  /** Whether the event is at most so many days after the proposed date. */
  public boolean withinDays(int days) {
    return date() - proposedDate() <= days;
  }

  /** Whether a day is before asOf. */
  public boolean isPast(@Day int day) {
    return day < asOf();
  }
}
