package org.needlewise.facts;

import java.util.List;

/** Several entries of past sessions with the same date, area and depth. */
public record Duplicate(MeasuredCase subject, Session session) implements Fact {

  @Override
  public List<String> pointers() {
    return session.entries().stream().map(entry -> "/history/" + entry).toList();
  }

  public int count() {
    return session.entries().size();
  }

  @Day
  public int date() {
    return session.date();
  }

  @Codes("areas")
  public String area() {
    return session.area();
  }

  public double depthMm() {
    return session.depthMm();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
