package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/** What is seen on the skin on the day asOf. */
public record Sign(MeasuredCase subject, int index, CaseFile.SkinSign stated) implements Stated {

  @Override
  public List<String> pointers() {
    return List.of("/patient/skin/" + index);
  }

  @Override
  @Codes("'sign'")
  public String kind() {
    return "sign";
  }

  @Override
  @Codes("signs")
  public String code() {
    return stated.sign();
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public List<String> areas() {
    return stated.areas();
  }

  public boolean sinceKnown() {
    return stated.since() != null;
  }

  /**
   * When it was first seen, for recent-sun-exposure the last exposure; long past where not known.
   */
  @Day
  public int since() {
    return sinceKnown() ? Calendar.day(stated.since()) : Integer.MIN_VALUE;
  }

  /** So many days after {@link #since}; long past where that is not known. */
  @Day
  public int sincePlusDays(int days) {
    return sinceKnown() ? since() + days : Integer.MIN_VALUE;
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
