package org.needlewise.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.Vocabulary;

/**
 * One case at one proposed date, measured once: what its facts share. Two facts with the same
 * subject are of the same case.
 */
public final class MeasuredCase {
  private final CaseFile caseFile;
  private final Definitions definitions;
  private final Vocabulary vocabulary;
  private final int slot;
  private final int asOf;
  private final int proposedDate;
  private final Session proposed;
  private final List<Session> past;
  private final List<Session> relevant;

  private Visits visits;

  // Each gap asks for it.
  private String homeDevice;
  private int homeDates;

  /**
   * @param slot the place of the case among those that share a session
   * @param proposedDate day number; the case's own, or another that is tried in its place
   */
  public MeasuredCase(
      CaseFile caseFile,
      Definitions definitions,
      Vocabulary vocabulary,
      int slot,
      int proposedDate) {
    this.caseFile = caseFile;
    this.definitions = definitions;
    this.vocabulary = vocabulary;
    this.slot = slot;
    this.asOf = Calendar.day(caseFile.asOfOrProposed());
    this.proposedDate = proposedDate;
    this.proposed = proposedSession(caseFile.proposed().modality().equals(exceptModality()));
    this.past = pastSessions();
    this.relevant = relevantOf(past);
  }

  /** The same case at a later date. */
  private MeasuredCase(MeasuredCase other, int slot, int proposedDate) {
    this.caseFile = other.caseFile;
    this.definitions = other.definitions;
    this.vocabulary = other.vocabulary;
    this.slot = slot;
    this.asOf = other.asOf;
    this.proposedDate = proposedDate;
    this.proposed = proposedSession(other.proposed.radiofrequency());
    boolean samePast = other.nextSessionDate() > proposedDate;
    this.past = samePast ? other.past : pastSessions();
    this.relevant = samePast ? other.relevant : relevantOf(past);
  }

  /**
   * The same case at another proposed date, not before this one's.
   *
   * @param slot its place among those that share a session
   * @param laterDate day number
   */
  public MeasuredCase movedTo(int slot, int laterDate) {
    return new MeasuredCase(this, slot, laterDate);
  }

  private List<Session> relevantOf(List<Session> sessions) {
    List<Session> overlapping = new ArrayList<>(sessions.size());
    for (Session session : sessions) {
      if (definitions.overlap(session.area(), proposed.area())) {
        overlapping.add(session);
      }
    }
    return overlapping;
  }

  public CaseFile caseFile() {
    return caseFile;
  }

  public int slot() {
    return slot;
  }

  /** Day number. */
  public int asOf() {
    return asOf;
  }

  /** Day number. */
  public int proposedDate() {
    return proposedDate;
  }

  /** The session that is asked about. */
  public Session proposed() {
    return proposed;
  }

  /** Past sessions on any area, by date, then area, then depth. */
  public List<Session> past() {
    return past;
  }

  /** Past sessions whose area overlaps the proposed one, in the same order. */
  public List<Session> relevant() {
    return relevant;
  }

  /** Made of the relevant sessions when first asked for. */
  Visits visits() {
    if (visits == null) {
      visits = Visits.of(this);
    }
    return visits;
  }

  /** Day number; {@link Integer#MIN_VALUE} where there is none. */
  public int lastRelevantDate() {
    return relevant.isEmpty() ? Integer.MIN_VALUE : relevant.get(relevant.size() - 1).date();
  }

  public Definitions definitions() {
    return definitions;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * The first date after the proposed one on which a later session or procedure becomes past, a day
   * number; {@link Integer#MAX_VALUE} where there is none.
   */
  public int nextEntryDate() {
    int next = nextSessionDate();
    for (CaseFile.Procedure procedure : caseFile.patient().procedures()) {
      if (procedure.date() != null) {
        next = nearer(next, Calendar.day(procedure.date()));
      }
    }
    return next;
  }

  private int nextSessionDate() {
    int next = Calendar.NEVER;
    for (PastSession entry : caseFile.history()) {
      next = nearer(next, Calendar.day(entry.date()));
    }
    return next;
  }

  private int nearer(int next, int date) {
    return date > proposedDate && date < next ? date : next;
  }

  boolean overlapsProposed(List<String> areas) {
    return definitions.overlapAny(areas, proposed.area());
  }

  /** A repeat of the proposed session; a regimen says nothing of its modality. */
  Session imagined() {
    return proposedSession(false);
  }

  /**
   * On how many dates there was a session at home, on any area, with a device whose name contains a
   * text.
   */
  int homeDatesWithDevice(String text) {
    if (!text.equals(homeDevice)) {
      homeDates = countHomeDates(text.toLowerCase(java.util.Locale.ROOT));
      homeDevice = text;
    }
    return homeDates;
  }

  private int countHomeDates(String part) {
    int dates = 0;
    int last = Integer.MIN_VALUE;
    for (Session session : past) {
      if (session.date() != last && session.atHome() && session.usesDevice(part)) {
        dates++;
        last = session.date();
      }
    }
    return dates;
  }

  private String exceptModality() {
    return definitions.minoxidilProtocol().exceptModality();
  }

  private Session proposedSession(boolean radiofrequency) {
    CaseFile.Proposed p = caseFile.proposed();
    return session(
        proposedDate,
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

  private List<Session> pastSessions() {
    List<PastSession> history = caseFile.history();
    List<Session> sessions = new ArrayList<>(history.size());
    for (int i = 0; i < history.size(); i++) {
      PastSession entry = history.get(i);
      int date = Calendar.day(entry.date());
      if (date <= proposedDate) {
        boolean radiofrequency = entry.modality().equals(exceptModality());
        add(
            sessions,
            session(
                date,
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
    }
    return sessions;
  }

  /** Keeps them in order, and of equal ones one. */
  private void add(List<Session> sessions, Session entry) {
    int last = sessions.size() - 1;
    if (last < 0 || Session.ORDER.compare(sessions.get(last), entry) < 0) {
      sessions.add(entry);
      return;
    }
    int at = Collections.binarySearch(sessions, entry, Session.ORDER);
    if (at < 0) {
      sessions.add(-at - 1, entry);
    } else {
      sessions.set(at, join(sessions.get(at), entry));
    }
  }

  /** What either states holds. */
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

  private static <T> List<T> both(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
