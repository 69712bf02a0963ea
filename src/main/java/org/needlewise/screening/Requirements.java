package org.needlewise.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Protocol;
import org.needlewise.facts.Regimen;
import org.needlewise.facts.Session;
import org.needlewise.facts.ShortPairs;
import org.needlewise.facts.VisitPair;

/**
 * What the interval rules together ask of each session, of each pair of visits and of the regimen.
 */
final class Requirements {
  private final MeasuredCase subject;
  private final Map<Session, Days> bySession = new HashMap<>();
  private final Map<Session, Days> setAside = new HashMap<>();
  private final Set<Long> shortPairs = new HashSet<>();
  private int regimenMinimum;

  /** The largest minimum and the largest ideal. */
  private record Days(int minimum, int ideal) {
    static final Days NONE = new Days(0, 0);

    Days max(Days other) {
      return new Days(Math.max(minimum, other.minimum), Math.max(ideal, other.ideal));
    }
  }

  Requirements(MeasuredCase subject) {
    this.subject = subject;
  }

  void add(RequiredInterval demand) {
    switch (demand.gap().role()) {
      case "proposed" -> merge(bySession, demand);
      case "pair" -> pair(demand);
      default -> regimenMinimum = Math.max(regimenMinimum, demand.minimumDays());
    }
  }

  private void pair(RequiredInterval demand) {
    List<VisitPair> pairs = subject.standsFor(demand.gap());
    if (pairs != null) {
      for (VisitPair pair : pairs) {
        if (pair.gapDays() < demand.minimumDays()) {
          shortPairs.add(key(pair.earlierDate(), pair.laterDate()));
        }
      }
    } else if (demand.belowMinimum()) {
      shortPairs.add(key(demand.gap().earlierDate(), demand.gap().laterDate()));
    }
  }

  void setAside(RequiredInterval demand) {
    merge(setAside, demand);
  }

  /** Hands the facts of the second pass to a sink. */
  void measure(FactFilter filter, Consumer<Fact> sink) {
    if (filter.codes().containsKey(LastSession.class)
        && subject.lastRelevantDate() > subject.proposedDate() - filter.sessionsWithinDays()) {
      sink.accept(lastSession());
    }
    if (!shortPairs.isEmpty() && filter.codes().containsKey(ShortPairs.class)) {
      sink.accept(Facts.shortPairs(subject, this::isShort));
    }
    if (subject.caseFile().proposed().regimen() != null
        && filter.codes().containsKey(Regimen.class)) {
      sink.accept(new Regimen(subject, regimenMinimum));
    }
    if (subject.proposed().followsProtocol() && filter.codes().containsKey(Protocol.class)) {
      sink.accept(protocol());
    }
  }

  private static void merge(Map<Session, Days> days, RequiredInterval demand) {
    days.merge(
        demand.gap().earlier(), new Days(demand.minimumDays(), demand.idealDays()), Days::max);
  }

  private boolean isShort(VisitPair pair) {
    return shortPairs.contains(key(pair.earlierDate(), pair.laterDate()));
  }

  private static long key(int earlier, int later) {
    return (long) earlier << 32 | (later & 0xffffffffL);
  }

  private Days required(Session session) {
    return bySession.getOrDefault(session, Days.NONE);
  }

  private LastSession lastSession() {
    Session session = null;
    for (Session other : subject.relevant()) {
      if (session == null || compareLast(other, session) > 0) {
        session = other;
      }
    }
    Days days = required(session);
    return new LastSession(
        subject, session, subject.proposedDate() - session.date(), days.minimum, days.ideal);
  }

  /** The later of the therapeutic ones; of a day the one with poor aftercare that asks for most. */
  private int compareLast(Session a, Session b) {
    int order = Boolean.compare(a.therapeutic(), b.therapeutic());
    order = order != 0 ? order : Integer.compare(a.date(), b.date());
    if (order != 0) {
      return order;
    }
    order = Boolean.compare(a.poorAftercareEntry() >= 0, b.poorAftercareEntry() >= 0);
    order = order != 0 ? order : Integer.compare(required(a).ideal, required(b).ideal);
    order = order != 0 ? order : Integer.compare(required(a).minimum, required(b).minimum);
    order = order != 0 ? order : Integer.compare(a.depth(), b.depth());
    return order != 0 ? order : b.area().compareTo(a.area());
  }

  private Protocol protocol() {
    List<Session> displaced = new ArrayList<>();
    int minimumDate = RawFinding.UNDATED;
    int idealDate = RawFinding.UNDATED;
    for (Session session : subject.relevant()) {
      Days days = setAside.getOrDefault(session, Days.NONE);
      if (subject.proposedDate() - session.date() < days.ideal) {
        displaced.add(session);
        minimumDate = Math.max(minimumDate, session.date() + days.minimum);
        idealDate = Math.max(idealDate, session.date() + days.ideal);
      }
    }
    return new Protocol(subject, displaced, minimumDate, idealDate);
  }
}
