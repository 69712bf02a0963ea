package org.needlewise.casefile;

import java.util.List;

/** The areas of the body that a case file may name. */
public final class Areas {
  /** All areas in the order of the schema. */
  public static final List<String> ALL =
      List.of(
          "face",
          "forehead",
          "cheeks",
          "nose",
          "perioral",
          "chin",
          "under-eye",
          "eyebrow",
          "eyelid",
          "scalp",
          "neck",
          "chest",
          "back",
          "abdomen",
          "breasts",
          "buttocks",
          "hips",
          "thighs",
          "arms",
          "hands",
          "legs");

  private Areas() {}
}
