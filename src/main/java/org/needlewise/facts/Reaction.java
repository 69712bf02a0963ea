package org.needlewise.facts;

import java.util.List;
import org.needlewise.casefile.CaseFile;

/**
 * A reaction to a past session on an overlapping area.
 *
 * @param session the session, joined
 * @param entry index of the history entry that states it
 * @param index its place among that entry's reactions
 */
public record Reaction(
    MeasuredCase subject, Session session, int entry, int index, CaseFile.Reaction stated)
    implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/history/" + entry + "/reactions/" + index);
  }

  @Override
  @Codes("signs")
  public String code() {
    return stated.sign();
  }

  /** The code as words. */
  public String name() {
    return Texts.words(stated.sign());
  }

  /** It says so, or it says nothing of it and gives its days. */
  public boolean resolved() {
    return stated.resolved() != null ? stated.resolved() : daysKnown();
  }

  public boolean daysKnown() {
    return stated.days() != null;
  }

  /** How long it lasted, days; -1 where not stated. */
  public int days() {
    return daysKnown() ? stated.days() : -1;
  }

  @Day
  public int sessionDate() {
    return session.date();
  }

  @Codes("areas")
  public String sessionArea() {
    return session.area();
  }

  /** Whether the session was within so many months before the proposed date. */
  public boolean withinMonthsOfProposed(int months) {
    return Calendar.within(session.date(), months, proposedDate());
  }

  /** Whether the session was within so many months before asOf. */
  public boolean withinMonthsOfAsOf(int months) {
    return Calendar.within(session.date(), months, asOf());
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
