package org.needlewise.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A case under construction. Fields are those of {@link CaseFile}, null where not stated. */
public class CaseDraft {
  public String id;
  public LocalDate asOf;
  public LocalDate birthDate;
  public String sex = Choices.DEFAULT_SEX;
  public String fitzpatrick;
  public String photodamage;
  public final List<CaseFile.Condition> conditions = new ArrayList<>();
  public final List<CaseFile.Medication> medications = new ArrayList<>();
  public final List<String> allergies = new ArrayList<>();
  public final List<CaseFile.Procedure> procedures = new ArrayList<>();
  public final List<CaseFile.SkinSign> skin = new ArrayList<>();
  public final List<String> negatives = new ArrayList<>();
  public LocalDate date;
  public String area;
  public String indication;
  public int depthHundredths;
  public String setting = Choices.DEFAULT_SETTING;
  public String device;
  public String modality = Choices.DEFAULT_MODALITY;
  public final List<String> adjuncts = new ArrayList<>();
  public String phase = Choices.DEFAULT_PHASE;
  public Boolean improvementDocumented;
  public CaseFile.Regimen regimen;
  public CaseFile.Event event;
  public final List<String> expectations = new ArrayList<>();
  public String operator;
  public final List<CaseFile.PastSession> history = new ArrayList<>();

  public CaseDraft() {}

  public CaseDraft(CaseFile from) {
    id = from.id();
    asOf = from.asOf();
    CaseFile.Patient patient = from.patient();
    birthDate = patient.birthDate();
    sex = patient.sex();
    fitzpatrick = patient.fitzpatrick();
    photodamage = patient.photodamage();
    conditions.addAll(patient.conditions());
    medications.addAll(patient.medications());
    allergies.addAll(patient.allergies());
    procedures.addAll(patient.procedures());
    skin.addAll(patient.skin());
    negatives.addAll(patient.pertinentNegatives());
    CaseFile.Proposed proposed = from.proposed();
    date = proposed.date();
    area = proposed.area();
    indication = proposed.indication();
    depthHundredths = proposed.depthHundredths();
    setting = proposed.setting();
    device = proposed.device();
    modality = proposed.modality();
    adjuncts.addAll(proposed.adjuncts());
    phase = proposed.phase();
    improvementDocumented = proposed.improvementDocumented();
    regimen = proposed.regimen();
    event = proposed.event();
    expectations.addAll(proposed.expectations());
    operator = proposed.operator();
    history.addAll(from.history());
  }

  /** The session that it proposes, as one that has been. */
  public CaseFile.PastSession done(boolean completesSeries) {
    return new CaseFile.PastSession(
        date,
        area,
        depthHundredths,
        indication,
        setting,
        device,
        modality,
        List.copyOf(adjuncts),
        List.of(),
        completesSeries,
        null);
  }

  /** As it stands; what is added later is not in it. */
  public CaseFile caseFile() {
    return new CaseFile(
        id,
        asOf,
        new CaseFile.Patient(
            birthDate,
            sex,
            fitzpatrick,
            photodamage,
            List.copyOf(conditions),
            List.copyOf(medications),
            List.copyOf(allergies),
            List.copyOf(procedures),
            List.copyOf(skin),
            List.copyOf(negatives)),
        new CaseFile.Proposed(
            date,
            area,
            indication,
            depthHundredths,
            setting,
            device,
            modality,
            List.copyOf(adjuncts),
            phase,
            improvementDocumented,
            regimen,
            event,
            List.copyOf(expectations),
            operator),
        List.copyOf(history));
  }
}
