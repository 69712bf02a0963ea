package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Protocol;
import org.needlewise.facts.Regimen;
import org.needlewise.facts.Session;
import org.needlewise.facts.ShortPairs;
import org.needlewise.facts.Subject;
import org.needlewise.facts.VisitPair;

/**
 * What the interval rules together ask of each session, of each pair of visits and of the regimen.
 */
final class Requirements {
  private final Subject subject;
  private final List<Demand> ofSessions = new ArrayList<>();
  private final List<Demand> setAside = new ArrayList<>();
  private final List<Gap> shortPairs = new ArrayList<>();
  private int regimenMinimum;

  /** The largest minimum and the largest ideal. */
  private record Days(int minimum, int ideal) {}

  Requirements(Subject subject) {
    this.subject = subject;
  }

  void add(Demand demand) {
    switch (demand.gap().role()) {
      case "proposed" -> ofSessions.add(demand);
      case "pair" -> {
        if (demand.belowMinimum()) {
          shortPairs.add(demand.gap());
        }
      }
      default -> regimenMinimum = Math.max(regimenMinimum, demand.minimumDays());
    }
  }

  void setAside(Demand demand) {
    setAside.add(demand);
  }

  /** Hands the facts of the second stroke to a sink. */
  void measure(FactFilter filter, Consumer<Fact> sink) {
    if (filter.codes().containsKey(LastSession.class)
        && subject.lastRelevantDate() > subject.proposedDate() - filter.greatestIdealDays()) {
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

  private boolean isShort(VisitPair pair) {
    for (Gap gap : shortPairs) {
      if (gap.earlierDate() == pair.earlierDate() && gap.laterDate() == pair.laterDate()) {
        return true;
      }
    }
    return false;
  }

  private static Days required(Session session, List<Demand> demands) {
    int minimum = 0;
    int ideal = 0;
    for (Demand demand : demands) {
      if (demand.gap().earlier().equals(session)) {
        minimum = Math.max(minimum, demand.minimumDays());
        ideal = Math.max(ideal, demand.idealDays());
      }
    }
    return new Days(minimum, ideal);
  }

  private Days required(Session session) {
    return required(session, ofSessions);
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
    int minimumDate = Found.UNDATED;
    int idealDate = Found.UNDATED;
    for (Session session : subject.relevant()) {
      Days days = required(session, setAside);
      if (subject.proposedDate() - session.date() < days.ideal) {
        displaced.add(session);
        minimumDate = Math.max(minimumDate, session.date() + days.minimum);
        idealDate = Math.max(idealDate, session.date() + days.ideal);
      }
    }
    return new Protocol(subject, displaced, minimumDate, idealDate);
  }
}
