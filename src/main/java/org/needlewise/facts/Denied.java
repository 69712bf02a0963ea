package org.needlewise.facts;

import java.util.List;

/**
 * A fact that the case states although its code, or its class, stands among the pertinent
 * negatives.
 */
public record Denied(MeasuredCase subject, Stated stated) implements Fact {

  @Override
  public List<String> pointers() {
    return stated.pointers();
  }

  @Codes({"'condition'", "'medication'", "'allergy'", "'procedure'", "'sign'"})
  public String kind() {
    return stated.kind();
  }

  @Override
  @Codes({"conditions", "medications", "allergies", "procedures", "signs"})
  public String code() {
    return stated.code();
  }

  /** The code as words. */
  public String name() {
    return stated.name();
  }

  public boolean active() {
    return stated.active();
  }

  public boolean overlapping() {
    return stated.overlapping();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
