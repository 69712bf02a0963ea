package org.needlewise.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.PastSession;

/**
 * A case's sessions in order, those to come among them, measured once: what is past on a day is
 * their beginning. Belongs to one thread.
 */
final class Timeline {
  private final CaseFile caseFile;
  private final Definitions definitions;
  private final List<Session> sessions;
  private final List<Session> relevant;

  private List<Session> reacting;
  private List<Visit> visits;
  private List<VisitPair> pairs;
  private int[] entryDates;
  private final Map<String, int[]> homeDates = new HashMap<>();

  Timeline(CaseFile caseFile, Definitions definitions) {
    this.caseFile = caseFile;
    this.definitions = definitions;
    this.sessions = sessions();
    this.relevant = new ArrayList<>(sessions.size());
    String area = caseFile.proposed().area();
    for (Session session : sessions) {
      if (definitions.overlap(session.area(), area)) {
        relevant.add(session);
      }
    }
  }

  /** What of a list by date is not after a day. */
  private static <T> List<T> upTo(int day, List<T> list, ToIntFunction<T> date) {
    int end = list.size();
    if (end == 0 || date.applyAsInt(list.get(end - 1)) <= day) {
      return list;
    }
    int begin = 0;
    while (begin < end) {
      int middle = (begin + end) >>> 1;
      if (date.applyAsInt(list.get(middle)) <= day) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    return list.subList(0, begin);
  }

  /** Sessions on any area up to a day, by date, then area, then depth. */
  List<Session> past(int day) {
    return upTo(day, sessions, Session::date);
  }

  /** Those of them whose area overlaps the proposed one. */
  List<Session> relevant(int day) {
    return upTo(day, relevant, Session::date);
  }

  /** Those of these that drew a reaction. */
  List<Session> reacting(int day) {
    if (reacting == null) {
      reacting = new ArrayList<>();
      for (Session session : relevant) {
        if (drewReaction(session)) {
          reacting.add(session);
        }
      }
    }
    return upTo(day, reacting, Session::date);
  }

  private boolean drewReaction(Session session) {
    for (int entry : session.entries()) {
      if (!caseFile.history().get(entry).reactions().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  Visits visits(MeasuredCase subject) {
    if (visits == null) {
      visits = Visits.among(relevant, subject.proposed().followsProtocol());
      pairs = Visits.pairs(visits, definitions);
    }
    int day = subject.proposedDate();
    return new Visits(
        subject, upTo(day, visits, Visit::date), upTo(day, pairs, VisitPair::laterDate));
  }

  /**
   * The first date after a day on which a later session or procedure becomes past, a day number;
   * {@link Calendar#NEVER} where there is none.
   */
  int nextEntryDate(int day) {
    if (entryDates == null) {
      TreeSet<Integer> dates = new TreeSet<>();
      sessions.forEach(session -> dates.add(session.date()));
      for (CaseFile.Procedure procedure : caseFile.patient().procedures()) {
        if (procedure.date() != null) {
          dates.add(Calendar.day(procedure.date()));
        }
      }
      entryDates = dates.stream().mapToInt(Integer::intValue).toArray();
    }
    int at = Arrays.binarySearch(entryDates, day);
    int next = at < 0 ? -at - 1 : at + 1;
    return next < entryDates.length ? entryDates[next] : Calendar.NEVER;
  }

  /**
   * On how many dates up to a day there was a session at home, on any area, with a device whose
   * name contains a text.
   */
  int homeDatesWithDevice(String text, int day) {
    int[] dates = homeDates.get(text);
    if (dates == null) {
      String part = text.toLowerCase(java.util.Locale.ROOT);
      dates =
          sessions.stream()
              .filter(session -> session.atHome() && session.usesDevice(part))
              .mapToInt(Session::date)
              .distinct()
              .toArray();
      homeDates.put(text, dates);
    }
    int at = Arrays.binarySearch(dates, day);
    return at < 0 ? -at - 1 : at + 1;
  }

  // ---- how entries become sessions

  /**
   * The proposed session on a day.
   *
   * @param radiofrequency whether it is done by radiofrequency
   */
  Session proposed(int day, boolean radiofrequency) {
    CaseFile.Proposed p = caseFile.proposed();
    return session(
        day,
        p.area(),
        p.depthHundredths(),
        definitions.rankOfDepth(p.depthHundredths()),
        p.setting(),
        radiofrequency,
        p.adjuncts(),
        optional(p.indication()),
        optional(p.device()),
        List.of(),
        -1,
        false);
  }

  /** Whether a modality is the one that the minoxidil protocol excepts. */
  boolean isRadiofrequency(String modality) {
    return modality.equals(definitions.minoxidilProtocol().exceptModality());
  }

  private List<Session> sessions() {
    List<PastSession> history = caseFile.history();
    List<Session> all = new ArrayList<>(history.size());
    for (int i = 0; i < history.size(); i++) {
      PastSession entry = history.get(i);
      boolean radiofrequency = isRadiofrequency(entry.modality());
      add(
          all,
          session(
              Calendar.day(entry.date()),
              entry.area(),
              entry.depthHundredths(),
              rank(entry.depthHundredths(), radiofrequency),
              entry.setting(),
              radiofrequency,
              entry.adjuncts(),
              optional(entry.indication()),
              optional(entry.device()),
              List.of(i),
              "poor".equals(entry.aftercare()) ? i : -1,
              entry.completesSeries()));
    }
    return all;
  }

  /** Keeps them in order, and of equal ones one. */
  private void add(List<Session> all, Session entry) {
    int last = all.size() - 1;
    if (last < 0 || Session.ORDER.compare(all.get(last), entry) < 0) {
      all.add(entry);
      return;
    }
    int at = Collections.binarySearch(all, entry, Session.ORDER);
    if (at < 0) {
      all.add(-at - 1, entry);
    } else {
      all.set(at, join(all.get(at), entry));
    }
  }

  /** What either states holds; of the first nothing else is left. */
  private Session join(Session first, Session second) {
    boolean radiofrequency = first.radiofrequency() || second.radiofrequency();
    int rank = rank(first.depth(), radiofrequency);
    return new Session(
        first.date(),
        first.area(),
        first.areaClass(),
        first.depth(),
        rank,
        definitions.depthRows().get(rank).row(),
        therapeutic(rank),
        first.atHome() ? first.setting() : second.setting(),
        radiofrequency,
        both(first.adjuncts(), second.adjuncts()),
        both(first.indications(), second.indications()),
        both(first.devices(), second.devices()),
        both(first.entries(), second.entries()),
        first.poorAftercareEntry() >= 0 ? first.poorAftercareEntry() : second.poorAftercareEntry(),
        first.completesSeries() || second.completesSeries(),
        first.followsProtocol() && second.followsProtocol());
  }

  private Session session(
      int date,
      String area,
      int depth,
      int rank,
      String setting,
      boolean radiofrequency,
      List<String> adjuncts,
      List<String> indications,
      List<String> devices,
      List<Integer> entries,
      int poorAftercareEntry,
      boolean completesSeries) {
    Definitions.MinoxidilProtocol protocol = definitions.minoxidilProtocol();
    boolean followsProtocol =
        area.equals(protocol.area())
            && setting.equals(protocol.setting())
            && !radiofrequency
            && depth >= protocol.fromHundredths()
            && depth <= protocol.toHundredths()
            && adjuncts.contains(protocol.adjunct());
    return new Session(
        date,
        area,
        definitions.classOfArea(area),
        depth,
        rank,
        definitions.depthRows().get(rank).row(),
        therapeutic(rank),
        setting,
        radiofrequency,
        adjuncts,
        indications,
        devices,
        entries,
        poorAftercareEntry,
        completesSeries,
        followsProtocol);
  }

  private int rank(int depth, boolean radiofrequency) {
    return radiofrequency
        ? definitions.rankOfRow(definitions.radiofrequencyRow())
        : definitions.rankOfDepth(depth);
  }

  private boolean therapeutic(int rank) {
    return !definitions.depthRows().get(rank).row().equals(definitions.superficialRow());
  }

  private static List<String> optional(String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** A list that was made by joining: another can be joined to it in place. */
  private static final class Joined<T> extends ArrayList<T> {
    private static final long serialVersionUID = 1L;

    Joined(List<T> first) {
      super(first);
    }
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<T> all = first instanceof Joined<T> ? first : new Joined<>(first);
    all.addAll(second);
    return all;
  }
}
