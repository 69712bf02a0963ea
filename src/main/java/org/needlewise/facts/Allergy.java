package org.needlewise.facts;

import java.util.List;

/** An allergy of the patient. */
public record Allergy(MeasuredCase subject, int index, @Codes("allergies") String code)
    implements Stated {

  @Override
  public List<String> pointers() {
    return List.of("/patient/allergies/" + index);
  }

  @Override
  @Codes("'allergy'")
  public String kind() {
    return "allergy";
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public List<String> areas() {
    return List.of();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
