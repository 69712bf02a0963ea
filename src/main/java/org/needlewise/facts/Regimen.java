package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/**
 * The schedule that the patient or the maker of the device has in mind. Stands in the second pass.
 *
 * @param minimumDays the largest minimum of the interval rules between two such sessions, days; 0
 *     where none applies
 */
public record Regimen(MeasuredCase subject, int minimumDays) implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/proposed/regimen");
  }

  public int everyDays() {
    return stated().everyDays();
  }

  /** Whether it repeats every so many days, or sooner. */
  public boolean everyDaysAtMost(int days) {
    return everyDays() <= days;
  }

  /** How many sessions; 0 where not stated. */
  public int sessionCount() {
    return stated().sessions() == null ? 0 : stated().sessions();
  }

  @Codes({"'clinician'", "'patient'", "'device-maker'"})
  @Unstated
  public String origin() {
    return Texts.orEmpty(stated().origin());
  }

  public boolean therapeutic() {
    return subject.proposed().therapeutic();
  }

  public double depthMm() {
    return subject.proposed().depthMm();
  }

  private CaseFile.Regimen stated() {
    return subject.caseFile().proposed().regimen();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
