package org.needlewise.facts;

import java.util.List;

/** A screening question that the case neither answers nor denies. */
public record Unanswered(MeasuredCase subject, @Codes("questions") String code) implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/patient");
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
