package org.needlewise.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The visits on the proposed area up to the proposed date; there is at least one.
 *
 * @param visits by date
 * @param allPairs each visit with the last one before it of which an area overlaps one of its own
 */
public record Visits(MeasuredCase subject, List<Visit> visits, List<VisitPair> allPairs)
    implements Fact {

  /** The therapeutic ones of relevant sessions, by date. */
  static List<Visit> among(List<Session> relevant, boolean proposalFollowsProtocol) {
    List<Visit> visits = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (Session session : relevant) {
      if (session.therapeutic()) {
        if (!sessions.isEmpty() && sessions.get(0).date() != session.date()) {
          visits.add(new Visit(sessions.get(0).date(), sessions, proposalFollowsProtocol));
          sessions = new ArrayList<>();
        }
        sessions.add(session);
      }
    }
    if (!sessions.isEmpty()) {
      visits.add(new Visit(sessions.get(0).date(), sessions, proposalFollowsProtocol));
    }
    return visits;
  }

  /** Each with the last one before it of which an area overlaps one of its own. */
  static List<VisitPair> pairs(List<Visit> visits, Definitions definitions) {
    List<VisitPair> pairs = new ArrayList<>();
    for (int later = 1; later < visits.size(); later++) {
      for (int earlier = later - 1; earlier >= 0; earlier--) {
        if (visits.get(later).overlaps(visits.get(earlier), definitions)) {
          pairs.add(new VisitPair(visits.get(earlier), visits.get(later)));
          break;
        }
      }
    }
    return pairs;
  }

  @Override
  public List<String> pointers() {
    return Visit.pointers(visits);
  }

  /** Those within so many months before the proposed date. */
  public VisitCount withinMonths(int months) {
    int first = visits.size();
    while (first > 0 && Calendar.within(visits.get(first - 1).date(), months, proposedDate())) {
      first--;
    }
    return count(months, visits.subList(first, visits.size()));
  }

  /** Those back from the last one with each gap shorter than so many months. */
  public VisitCount chainWithGapsBelowMonths(int months) {
    int first = visits.size() - 1;
    while (first > 0
        && !Calendar.reached(visits.get(first).date(), months, visits.get(first - 1).date())) {
      first--;
    }
    return count(months, visits.subList(first, visits.size()));
  }

  public Visit last() {
    return visits.get(visits.size() - 1);
  }

  /** So many months after the last visit. */
  @Day
  public int lastPlusMonths(int months) {
    return Calendar.plusMonths(last().date(), months);
  }

  /** The pairs of visits. */
  public VisitPairs pairs() {
    return new VisitPairs(allPairs, proposedDate());
  }

  /**
   * Whether the last visit has one before it on an overlapping area: without it there is no {@link
   * #lastPair}.
   */
  public boolean hasLastPair() {
    return !allPairs.isEmpty() && allPairs.get(allPairs.size() - 1).later().date() == last().date();
  }

  /**
   * The last visit and the one before it; the last visit twice where there is none: see {@link
   * #hasLastPair}.
   */
  public VisitPair lastPair() {
    return hasLastPair() ? allPairs.get(allPairs.size() - 1) : new VisitPair(last(), last());
  }

  public boolean proposedTherapeutic() {
    return subject.proposed().therapeutic();
  }

  public double proposedDepthMm() {
    return subject.proposed().depthMm();
  }

  /** How much deeper the proposed session is than the last visit; negative where shallower. */
  public double deeperThanLastMm() {
    return Math.round((proposedDepthMm() - last().depthMm()) * 100) / 100.0;
  }

  @Codes({"'professional'", "'home'"})
  public String setting() {
    return subject.proposed().setting();
  }

  @Codes({"'initial-series'", "'maintenance'"})
  public String phase() {
    return subject.caseFile().proposed().phase();
  }

  @Codes("areas")
  public String area() {
    return subject.proposed().area();
  }

  @Codes("areaClasses")
  public String areaClass() {
    return subject.proposed().areaClass();
  }

  @Codes("indications")
  @Unstated
  public String indication() {
    return Texts.orEmpty(subject.caseFile().proposed().indication());
  }

  private VisitCount count(int months, List<Visit> counted) {
    return new VisitCount(
        counted,
        months,
        proposedDate(),
        subject.proposed().followsProtocol(),
        phase().equals("maintenance"));
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
