package org.needlewise.facts;

import java.util.IdentityHashMap;
import java.util.List;
import org.needlewise.casefile.CaseFile;
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
  private final Timeline timeline;

  private Visits visits;
  private IdentityHashMap<Gap, List<VisitPair>> standsFor;

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
    this.timeline = new Timeline(caseFile, definitions);
    this.proposed =
        timeline.proposed(proposedDate, timeline.isRadiofrequency(caseFile.proposed().modality()));
  }

  /** The same case at another date. */
  private MeasuredCase(MeasuredCase other, int slot, int proposedDate) {
    this.caseFile = other.caseFile;
    this.definitions = other.definitions;
    this.vocabulary = other.vocabulary;
    this.slot = slot;
    this.asOf = other.asOf;
    this.proposedDate = proposedDate;
    this.timeline = other.timeline;
    this.proposed = timeline.proposed(proposedDate, other.proposed.radiofrequency());
  }

  /**
   * The same case at another proposed date.
   *
   * @param slot its place among those that share a session
   * @param otherDate day number
   */
  public MeasuredCase movedTo(int slot, int otherDate) {
    return new MeasuredCase(this, slot, otherDate);
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
    return timeline.past(proposedDate);
  }

  /** Past sessions whose area overlaps the proposed one, in the same order. */
  public List<Session> relevant() {
    return timeline.relevant(proposedDate);
  }

  /** Those of the relevant sessions that drew a reaction, in the same order. */
  List<Session> reacting() {
    return timeline.reacting(proposedDate);
  }

  /** Made of the relevant sessions when first asked for. */
  Visits visits() {
    if (visits == null) {
      visits = timeline.visits(this);
    }
    return visits;
  }

  /** A gap is made for all these pairs of visits. */
  void standsFor(Gap gap, List<VisitPair> pairs) {
    if (standsFor == null) {
      standsFor = new IdentityHashMap<>();
    }
    standsFor.put(gap, pairs);
  }

  /** The pairs of visits for which a gap between past sessions stands; null: for its own dates. */
  public List<VisitPair> standsFor(Gap gap) {
    return standsFor == null ? null : standsFor.get(gap);
  }

  /** Day number; {@link Integer#MIN_VALUE} where there is none. */
  public int lastRelevantDate() {
    List<Session> relevant = relevant();
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
    return timeline.nextEntryDate(proposedDate);
  }

  boolean overlapsProposed(List<String> areas) {
    return definitions.overlapAny(areas, proposed.area());
  }

  /** A repeat of the proposed session; a regimen says nothing of its modality. */
  Session imagined() {
    return timeline.proposed(proposedDate, false);
  }

  /**
   * On how many dates there was a session at home, on any area, with a device whose name contains a
   * text.
   */
  int homeDatesWithDevice(String text) {
    return timeline.homeDatesWithDevice(text, proposedDate);
  }
}
