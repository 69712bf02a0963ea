package org.needlewise.facts;

import java.util.List;

/**
 * A date of the case file that contradicts another one, or asOf.
 *
 * @param kind what is wrong
 * @param date the date that is wrong, a day number
 */
public record Misdated(
    Subject subject,
    @Codes({
          "'history-after-asOf'",
          "'abatement-before-onset'",
          "'abatement-after-asOf'",
          "'onset-after-asOf'",
          "'lastTaken-after-asOf'",
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

  /** The kind as words. */
  public String name() {
    return Texts.words(kind);
  }
}
