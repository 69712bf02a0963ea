package org.needlewise.casefile;

import java.time.LocalDate;
import java.util.List;

/**
 * What a case file said, as it said it: one patient, one proposed session, the session history.
 *
 * <p>Codes are those of the {@link Vocabulary}; lists are in the order of the file and never null,
 * so that a list index is also the index of the JSON Pointer ({@code /history/3}). A single value
 * that the file does not state is null here ("unknown is never no"), except where the schema names
 * a default: that default then stands.
 *
 * @param id the case's id, 1 to 128 characters
 * @param asOf the day on which the facts hold; null where not stated ({@link #asOfOrProposed()}
 *     applies the default)
 * @param history past sessions, in any order
 */
public record CaseFile(
    String id, LocalDate asOf, Patient patient, Proposed proposed, List<PastSession> history) {

  /** The evaluation date: {@code asOf}, or the proposed date where the file does not state it. */
  public LocalDate asOfOrProposed() {
    return asOf != null ? asOf : proposed.date();
  }

  /** How many entries its lists hold: how much there is to look at. */
  public int entries() {
    int entries =
        patient.conditions.size()
            + patient.medications.size()
            + patient.procedures.size()
            + patient.skin.size()
            + history.size();
    for (int i = 0; i < history.size(); i++) {
      entries += history.get(i).reactions.size();
    }
    return entries;
  }

  /** The same case screened as of another day. */
  public CaseFile asOf(LocalDate date) {
    return new CaseFile(id, date, patient, proposed, history);
  }

  /**
   * The same case with another session proposed; asOf keeps the value that it has, or its default.
   */
  public CaseFile proposing(Proposed other) {
    return new CaseFile(id, asOfOrProposed(), patient, other, history);
  }

  /**
   * @param birthDate null where not stated
   * @param sex female, male, other or unknown (the default)
   * @param fitzpatrick I to VI, or null
   * @param photodamage none, mild, moderate, heavy, or null
   * @param allergies codes
   * @param procedures other treatments of the skin
   * @param skin what is seen on the skin on the day asOf
   * @param pertinentNegatives codes or classes asked about and denied
   */
  public record Patient(
      LocalDate birthDate,
      String sex,
      String fitzpatrick,
      String photodamage,
      List<Condition> conditions,
      List<Medication> medications,
      List<String> allergies,
      List<Procedure> procedures,
      List<SkinSign> skin,
      List<String> pertinentNegatives) {}

  /**
   * @param status FHIR clinicalStatus: active (the default), recurrence, relapse, inactive,
   *     remission, resolved
   * @param areas where it is; empty means anywhere
   * @param impairsHealing null means unknown
   */
  public record Condition(
      String code,
      String status,
      List<String> areas,
      LocalDate onset,
      LocalDate abatement,
      Boolean impairsHealing) {}

  /**
   * @param status active, stopped, or null where not stated: it is then read as active
   * @param route oral, topical, injected, other, or null
   * @param areas where it is applied; empty means anywhere
   */
  public record Medication(
      String code, String status, LocalDate lastTaken, String route, List<String> areas) {

    /** Whether it is still taken; unless the file says that it was stopped, it is. */
    public boolean active() {
      return !"stopped".equals(status);
    }
  }

  /**
   * Another treatment of the skin, such as a filler.
   *
   * @param date null where not stated
   * @param areas where; empty means anywhere
   */
  public record Procedure(String code, LocalDate date, List<String> areas) {}

  /**
   * @param areas where it is seen; empty means anywhere
   * @param since first seen; for recent-sun-exposure the last exposure; or null
   */
  public record SkinSign(String sign, List<String> areas, LocalDate since) {}

  /**
   * The session that is asked about.
   *
   * @param depthHundredths needle depth in hundredths of a millimetre, 1 to 1000
   * @param setting professional (the default) or home
   * @param device brand or model, or null
   * @param modality pen, roller, stamp, radiofrequency, unknown (the default)
   * @param phase initial-series (the default) or maintenance
   * @param improvementDocumented null where not stated
   * @param regimen null where not stated
   * @param event null where not stated
   * @param operator dermatologist, physician, nurse, aesthetician, self, or null
   */
  public record Proposed(
      LocalDate date,
      String area,
      String indication,
      int depthHundredths,
      String setting,
      String device,
      String modality,
      List<String> adjuncts,
      String phase,
      Boolean improvementDocumented,
      Regimen regimen,
      Event event,
      List<String> expectations,
      String operator) {

    /** The same session on another day, at another depth. */
    public Proposed with(LocalDate otherDate, int otherDepthHundredths) {
      return new Proposed(
          otherDate,
          area,
          indication,
          otherDepthHundredths,
          setting,
          device,
          modality,
          adjuncts,
          phase,
          improvementDocumented,
          regimen,
          event,
          expectations,
          operator);
    }
  }

  /**
   * @param everyDays days from one session to the next, at least 1
   * @param sessions how many, at least 1, or null
   * @param origin clinician, patient, device-maker, or null
   */
  public record Regimen(int everyDays, Integer sessions, String origin) {}

  /**
   * @param name may be null
   */
  public record Event(LocalDate date, String name) {}

  /**
   * A session that has been, or (dated later than asOf) that was entered too early.
   *
   * @param depthHundredths needle depth in hundredths of a millimetre, 1 to 1000
   * @param completesSeries false by default
   * @param aftercare good, poor, or null
   */
  public record PastSession(
      LocalDate date,
      String area,
      int depthHundredths,
      String indication,
      String setting,
      String device,
      String modality,
      List<String> adjuncts,
      List<Reaction> reactions,
      boolean completesSeries,
      String aftercare) {}

  /**
   * @param days how long it lasted, or has lasted so far; null where not stated
   * @param resolved null where not stated
   */
  public record Reaction(String sign, Integer days, Boolean resolved) {}
}
