package org.needlewise.facts;

import java.util.List;

/**
 * Something that the case states of the patient: a condition, a medicine, an allergy, another
 * treatment of the skin or a sign of it.
 */
public interface Stated extends Fact {
  @Codes({"'condition'", "'medication'", "'allergy'", "'procedure'", "'sign'"})
  String kind();

  @Override
  @Codes({"conditions", "medications", "allergies", "procedures", "signs"})
  String code();

  /** The class of the code; the code itself where it has none. */
  @Codes({"groups", "conditions", "medications", "allergies", "procedures", "signs"})
  default String group() {
    return code();
  }

  /** The code as words: active-acne reads "active acne". */
  default String name() {
    return Texts.words(code());
  }

  /**
   * Whether it holds now: a condition active, recurrent or relapsed; a medicine still taken; always
   * for the others.
   */
  boolean active();

  /** Whether it has not ended: a condition in any status but resolved; the others while active. */
  default boolean unresolved() {
    return active();
  }

  /** Where it is; empty where that is not stated. */
  List<String> areas();

  /** Whether it says where it is. */
  default boolean areasKnown() {
    return !areas().isEmpty();
  }

  /** Whether it touches the proposed area; a fact without an area touches every area. */
  default boolean overlapping() {
    return subject().overlapsProposed(areas());
  }
}
