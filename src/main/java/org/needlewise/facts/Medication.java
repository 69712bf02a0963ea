package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/**
 * A medicine that the patient takes or has stopped.
 *
 * @param group the class of the code; the code itself where it has none
 */
public record Medication(
    MeasuredCase subject,
    int index,
    CaseFile.Medication stated,
    @Codes({"groups", "medications"}) String group)
    implements Stated {

  @Override
  public List<String> pointers() {
    return List.of("/patient/medications/" + index);
  }

  @Override
  @Codes("'medication'")
  public String kind() {
    return "medication";
  }

  @Override
  @Codes("medications")
  public String code() {
    return stated.code();
  }

  @Override
  public boolean active() {
    return stated.active();
  }

  /** Whether the case says that it is taken or was stopped; where not, it is read as active. */
  public boolean statusKnown() {
    return stated.status() != null;
  }

  public boolean stopped() {
    return !active();
  }

  @Codes({"'oral'", "'topical'", "'injected'", "'other'"})
  @Unstated
  public String route() {
    return Texts.orEmpty(stated.route());
  }

  @Override
  public List<String> areas() {
    return stated.areas();
  }

  public boolean lastTakenKnown() {
    return stated.lastTaken() != null;
  }

  /** As {@link #lastTakenKnown}, for a card whose verdict depends on it. */
  public boolean lastTakenUnknown() {
    return !lastTakenKnown();
  }

  /** Never where not known: see {@link #lastTakenKnown}. */
  @Day
  public int lastTaken() {
    return lastTakenKnown() ? Calendar.day(stated.lastTaken()) : Calendar.NEVER;
  }

  /** So many days after {@link #lastTaken}; never where that is not known. */
  @Day
  public int lastTakenPlusDays(int days) {
    return lastTakenKnown() ? lastTaken() + days : Calendar.NEVER;
  }

  /** So many months after {@link #lastTaken}; never where that is not known. */
  @Day
  public int lastTakenPlusMonths(int months) {
    return lastTakenKnown() ? Calendar.plusMonths(lastTaken(), months) : Calendar.NEVER;
  }

  /** How long it must have been stopped, in days. */
  public WashOut washOutDays(int days) {
    int free = active() ? asOf() + days : lastTakenKnown() ? lastTaken() + days : Integer.MIN_VALUE;
    return new WashOut(free, proposedDate() - days);
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
