package org.needlewise.facts;

import java.util.List;

/** Something used with the proposed session. */
public record Adjunct(MeasuredCase subject, int index, @Codes("adjuncts") String code)
    implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/proposed/adjuncts/" + index);
  }

  /** The code as words. */
  public String name() {
    return Texts.words(code);
  }

  @Codes("areas")
  public String area() {
    return subject.proposed().area();
  }

  @Codes({"'professional'", "'home'"})
  public String setting() {
    return subject.proposed().setting();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
