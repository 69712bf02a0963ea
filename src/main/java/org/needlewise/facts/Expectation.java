package org.needlewise.facts;

import java.util.List;

/** What the patient hopes for. */
public record Expectation(MeasuredCase subject, int index, @Codes("expectations") String code)
    implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/proposed/expectations/" + index);
  }

  /** The code as words. */
  public String name() {
    return Texts.words(code);
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
