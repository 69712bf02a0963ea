package org.needlewise.facts;

import java.util.List;

/** A day on which the skin should have recovered. */
public record Event(MeasuredCase subject) implements Fact {

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

  /**
   * The latest date of a session that leaves a time to recover.
   *
   * @param passed whether it is before asOf
   */
  public record Latest(@Day int date, boolean passed) {}

  /** The latest date that leaves so many days before the event. */
  public Latest latestLeavingDays(int days) {
    return new Latest(date() - days, date() - days < asOf());
  }

  /** Whether the event is at most so many days after the proposed date. */
  public boolean withinDays(int days) {
    return date() - proposedDate() <= days;
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
