package org.needlewise.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Some pairs of visits; each step leaves fewer. */
public record VisitPairs(List<VisitPair> pairs, int proposedDate) implements Span {

  @Override
  public List<String> pointers() {
    return pointers(pairs);
  }

  @Override
  public boolean protocol() {
    return pairs.stream().allMatch(VisitPair::protocol);
  }

  public int count() {
    return pairs.size();
  }

  /** Each pair as words: "2026-10-01 to 2026-10-08". */
  public List<String> dates() {
    List<String> dates = new ArrayList<>(pairs.size());
    for (VisitPair pair : pairs) {
      dates.add(Printed.date(pair.earlierDate()) + " to " + Printed.date(pair.laterDate()));
    }
    return dates;
  }

  /** Those of which both visits are within so many months before the proposed date. */
  public VisitPairs withinMonths(int months) {
    // the earlier visit is the one that falls out first
    return where(pair -> Calendar.within(pair.earlier().date(), months, proposedDate));
  }

  /** Those at most so many days apart. */
  public VisitPairs apartAtMostDays(int days) {
    return where(pair -> pair.gapDays() <= days);
  }

  /** Those of which not both visits follow the minoxidil protocol. */
  public VisitPairs outsideProtocol() {
    return where(pair -> !(pair.earlier().followsProtocol() && pair.later().followsProtocol()));
  }

  VisitPairs where(Predicate<VisitPair> test) {
    List<VisitPair> left = new ArrayList<>();
    for (VisitPair pair : pairs) {
      if (test.test(pair)) {
        left.add(pair);
      }
    }
    return new VisitPairs(left, proposedDate);
  }

  static List<String> pointers(List<VisitPair> pairs) {
    TreeSet<Session> sessions = new TreeSet<>(Session.ORDER);
    for (VisitPair pair : pairs) {
      sessions.addAll(pair.earlier().sessions());
      sessions.addAll(pair.later().sessions());
    }
    List<String> pointers = new ArrayList<>(sessions.size());
    for (Session session : sessions) {
      pointers.add(session.pointer());
    }
    return pointers;
  }
}
