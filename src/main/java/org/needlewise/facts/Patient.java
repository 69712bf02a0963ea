package org.needlewise.facts;

import java.time.LocalDate;
import java.util.List;

/** The person. */
public record Patient(MeasuredCase subject) implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/patient");
  }

  @Override
  @Codes({"'I'", "'II'", "'III'", "'IV'", "'V'", "'VI'"})
  @Unstated
  public String code() {
    return fitzpatrick();
  }

  @Codes({"'female'", "'male'", "'other'", "'unknown'"})
  public String sex() {
    return subject.caseFile().patient().sex();
  }

  public boolean birthDateKnown() {
    return subject.caseFile().patient().birthDate() != null;
  }

  /** Never where not known. */
  @Day
  public int birthDate() {
    LocalDate date = subject.caseFile().patient().birthDate();
    return date == null ? Calendar.NEVER : Calendar.day(date);
  }

  /** The day on which the patient reaches an age; never where the date of birth is not known. */
  @Day
  public int birthDatePlusYears(int years) {
    LocalDate date = subject.caseFile().patient().birthDate();
    return date == null ? Calendar.NEVER : Calendar.day(date.plusYears(years));
  }

  /** Fitzpatrick skin type */
  @Codes({"'I'", "'II'", "'III'", "'IV'", "'V'", "'VI'"})
  @Unstated
  public String fitzpatrick() {
    return Texts.orEmpty(subject.caseFile().patient().fitzpatrick());
  }

  @Codes({"'none'", "'mild'", "'moderate'", "'heavy'"})
  @Unstated
  public String photodamage() {
    return Texts.orEmpty(subject.caseFile().patient().photodamage());
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
