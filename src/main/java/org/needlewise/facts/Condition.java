package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/**
 * A condition of the patient, in any clinical status.
 *
 * @param group the class of the code; the code itself where it has none
 */
public record Condition(
    MeasuredCase subject,
    int index,
    CaseFile.Condition stated,
    @Codes({"groups", "conditions"}) String group)
    implements Stated {

  @Override
  public List<String> pointers() {
    return List.of("/patient/conditions/" + index);
  }

  @Override
  @Codes("'condition'")
  public String kind() {
    return "condition";
  }

  @Override
  @Codes("conditions")
  public String code() {
    return stated.code();
  }

  /** FHIR clinicalStatus. */
  @Codes({"'active'", "'recurrence'", "'relapse'", "'inactive'", "'remission'", "'resolved'"})
  public String status() {
    return stated.status();
  }

  /** Active, recurrence or relapse. */
  @Override
  public boolean active() {
    return isActive(stated);
  }

  /** Inactive, remission or resolved. */
  public boolean quiet() {
    return !active();
  }

  @Override
  public boolean unresolved() {
    return !stated.status().equals("resolved");
  }

  @Override
  public List<String> areas() {
    return stated.areas();
  }

  public boolean onsetKnown() {
    return stated.onset() != null;
  }

  /** When it began; never where not known: see {@link #onsetKnown}. */
  @Day
  public int onset() {
    return Calendar.dayOrNever(stated.onset());
  }

  /** So many days after {@link #onset}; never where that is not known. */
  @Day
  public int onsetPlusDays(int days) {
    return onsetKnown() ? onset() + days : Calendar.NEVER;
  }

  /** So many months after {@link #onset}; never where that is not known. */
  @Day
  public int onsetPlusMonths(int months) {
    return onsetKnown() ? Calendar.plusMonths(onset(), months) : Calendar.NEVER;
  }

  public boolean abatementKnown() {
    return stated.abatement() != null;
  }

  /** When it ended; never where not known: see {@link #abatementKnown}. */
  @Day
  public int abatement() {
    return Calendar.dayOrNever(stated.abatement());
  }

  /** So many days after {@link #abatement}; never where that is not known. */
  @Day
  public int abatementPlusDays(int days) {
    return abatementKnown() ? abatement() + days : Calendar.NEVER;
  }

  /** So many months after {@link #abatement}; never where that is not known. */
  @Day
  public int abatementPlusMonths(int months) {
    return abatementKnown() ? Calendar.plusMonths(abatement(), months) : Calendar.NEVER;
  }

  /** Whether a clinician judges that it impairs the healing of the skin. */
  @Codes({"'yes'", "'no'", "'unknown'"})
  public String impairsHealing() {
    return Texts.answer(stated.impairsHealing());
  }

  /** The patient's. */
  @Codes({"'female'", "'male'", "'other'", "'unknown'"})
  public String sex() {
    return subject.caseFile().patient().sex();
  }

  static boolean isActive(CaseFile.Condition condition) {
    return switch (condition.status()) {
      case "active", "recurrence", "relapse" -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
