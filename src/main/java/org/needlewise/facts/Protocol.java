package org.needlewise.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * A proposal that follows the minoxidil protocol, and what that sets aside. Stands in the second
 * pass.
 *
 * @param displaced the sessions whose general intervals are set aside and lie below their largest
 *     ideal, by date, then area, then depth
 * @param generalMinimumDate the latest date on which a general minimum of these would have been
 *     reached; long past where there is none
 * @param generalIdealDate likewise for the ideal
 */
public record Protocol(
    MeasuredCase subject,
    List<Session> displaced,
    @Day int generalMinimumDate,
    @Day int generalIdealDate)
    implements Fact {

  @Override
  public List<String> pointers() {
    List<String> pointers = new ArrayList<>();
    int adjunct =
        subject
            .caseFile()
            .proposed()
            .adjuncts()
            .indexOf(subject.definitions().minoxidilProtocol().adjunct());
    pointers.add("/proposed/adjuncts/" + adjunct);
    displaced.forEach(session -> pointers.add(session.pointer()));
    return pointers;
  }

  /** Whether any general interval is set aside that has not been kept anyway. */
  public boolean setsAside() {
    return !displaced.isEmpty();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
