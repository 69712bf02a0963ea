package org.needlewise.facts;

import java.util.List;

/**
 * Some visits, counted.
 *
 * @param visits by date
 * @param months the length, in calendar months, by which they were chosen
 * @param maintenance whether the proposal is of the phase maintenance
 */
public record VisitCount(
    List<Visit> visits,
    int months,
    int proposedDate,
    boolean proposalFollowsProtocol,
    boolean maintenance)
    implements Span {

  @Override
  public List<String> pointers() {
    return Visit.pointers(visits);
  }

  @Override
  public boolean protocol() {
    return proposalFollowsProtocol && protocolFrom() == 0;
  }

  public int count() {
    return visits.size();
  }

  /** The visits and the proposed one; a visit on the proposed date is the same. */
  public int countWithProposed() {
    boolean sameDay = !visits.isEmpty() && visits.get(visits.size() - 1).date() == proposedDate;
    return sameDay ? count() : count() + 1;
  }

  /** Whether any of them completes a series. */
  public boolean completesSeries() {
    for (Visit visit : visits) {
      if (visit.completesSeries()) {
        return true;
      }
    }
    return false;
  }

  /** These visits against the count that must stay below a limit. */
  public Limit countLimit(int count) {
    return new Limit(this, count, Calendar.NEVER);
  }

  /**
   * From which of the visits on all follow the minoxidil protocol, as the proposal does; their
   * count where there is none.
   */
  int protocolFrom() {
    int first = count();
    while (proposalFollowsProtocol && first > 0 && visits.get(first - 1).followsProtocol()) {
      first--;
    }
    return first;
  }
}
