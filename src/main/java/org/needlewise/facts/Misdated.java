package org.needlewise.facts;

import java.util.List;

/**
 * A date of the case file that contradicts another one, or asOf.
 *
 * @param kind what is wrong
 * @param date the date that is wrong, a day number
 */
public record Misdated(
    MeasuredCase subject,
    @Codes({
          "'history-after-asOf'",
          "'abatement-before-onset'",
          "'abatement-after-asOf'",
          "'onset-after-asOf'",
          "'lastTaken-after-asOf'",
          "'procedure-after-asOf'",
          "'since-after-asOf'",
          "'active-with-abatement'"
        })
        String kind,
    @Day int date,
    List<String> pointers)
    implements Fact {

  @Override
  public String code() {
    return kind;
  }

  /** The kind as words: what is said to have been when. */
  public String name() {
    return switch (kind) {
      case "abatement-before-onset" -> "ended before it began";
      case "abatement-after-asOf" -> "ended after the day of the facts";
      case "active-with-abatement" -> "active, though it has ended";
      case "onset-after-asOf" -> "began after the day of the facts";
      case "lastTaken-after-asOf" -> "last taken after the day of the facts";
      case "since-after-asOf" -> "first seen after the day of the facts";
      default -> "took place after the day of the facts";
    };
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
