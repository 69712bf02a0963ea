package org.needlewise.facts;

import java.util.List;

/**
 * The last therapeutic relevant session, or, where there is none, the last relevant one. Stands in
 * the second pass, while any relevant session lies within the longest ideal of the interval rules,
 * or within the reach of a rule that looks further back.
 *
 * @param observedDays from it to the proposed date
 * @param minimumDays the largest minimum of the interval rules that apply to it, 0 where none does
 * @param idealDays the largest ideal of these
 */
public record LastSession(
    MeasuredCase subject, Session session, int observedDays, int minimumDays, int idealDays)
    implements Fact {

  @Override
  public List<String> pointers() {
    return List.of(
        session.poorAftercareEntry() >= 0
            ? "/history/" + session.poorAftercareEntry() + "/aftercare"
            : session.pointer());
  }

  /** Whether any entry of it states poor aftercare. */
  public boolean poorAftercare() {
    return session.poorAftercareEntry() >= 0;
  }

  @Day
  public int date() {
    return session.date();
  }

  @Day
  public int idealDate() {
    return session.date() + idealDays;
  }

  @Codes("areas")
  public String area() {
    return session.area();
  }

  public double depthMm() {
    return session.depthMm();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
