package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/**
 * Another treatment of the skin that is past on the proposed date, or that may be: its date is not
 * known.
 *
 * @param group the class of the code
 */
public record Procedure(
    MeasuredCase subject,
    int index,
    CaseFile.Procedure stated,
    @Codes({"groups", "procedures"}) String group)
    implements Stated {

  @Override
  public List<String> pointers() {
    return List.of("/patient/procedures/" + index);
  }

  @Override
  @Codes("'procedure'")
  public String kind() {
    return "procedure";
  }

  @Override
  @Codes("procedures")
  public String code() {
    return stated.code();
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public List<String> areas() {
    return stated.areas();
  }

  public boolean dateKnown() {
    return stated.date() != null;
  }

  /** Never where not known: see {@link #dateKnown}. */
  @Day
  public int date() {
    return Calendar.dayOrNever(stated.date());
  }

  /** So many days after {@link #date}; never where that is not known. */
  @Day
  public int datePlusDays(int days) {
    return dateKnown() ? date() + days : Calendar.NEVER;
  }

  /** So many months after {@link #date}; never where that is not known. */
  @Day
  public int datePlusMonths(int months) {
    return dateKnown() ? Calendar.plusMonths(date(), months) : Calendar.NEVER;
  }

  /** Days from it to the proposed session; 0 where its date is not known. */
  public int observedDays() {
    return dateKnown() ? proposedDate() - date() : 0;
  }

  /** Whether the proposed session is for one of these. */
  public boolean indicatedFor(@Codes("indications") String... indications) {
    return subject.proposed().indicatedFor(indications);
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
