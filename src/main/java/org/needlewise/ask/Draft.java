package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;

/** A case while it is being stated. Fields are those of {@link CaseFile}, null where not stated. */
final class Draft {
  String id;
  LocalDate asOf;
  LocalDate birthDate;
  String sex = Choices.DEFAULT_SEX;
  String fitzpatrick;
  private String photodamage;
  final List<CaseFile.Condition> conditions = new ArrayList<>();
  final List<CaseFile.Medication> medications = new ArrayList<>();
  final List<String> allergies = new ArrayList<>();
  final List<CaseFile.Procedure> procedures = new ArrayList<>();
  final List<CaseFile.SkinSign> skin = new ArrayList<>();
  final List<String> negatives = new ArrayList<>();
  LocalDate date;
  String area;
  String indication;
  int depthHundredths;
  String setting = Choices.DEFAULT_SETTING;
  String device;
  String modality = Choices.DEFAULT_MODALITY;
  final List<String> adjuncts = new ArrayList<>();
  String phase = Choices.DEFAULT_PHASE;
  Boolean improvementDocumented;
  CaseFile.Regimen regimen;
  CaseFile.Event event;
  final List<String> expectations = new ArrayList<>();
  String operator;
  final List<CaseFile.PastSession> history = new ArrayList<>();

  /** What was begun and is not in the case yet, or not whole, in a sentence; null for nothing. */
  String unfinished;

  Draft() {}

  Draft(CaseFile from) {
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

  /** Whether it holds what no case can be without. */
  boolean isCase() {
    return id != null && date != null && area != null && depthHundredths > 0;
  }

  /** Of a draft that {@link #isCase}. */
  CaseFile caseFile() {
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

  /** The day on which what is said holds. */
  LocalDate day() {
    return asOf != null ? asOf : date;
  }

  /** All codes of a patient's facts that the draft states, in whatever status. */
  List<String> statedCodes() {
    List<String> codes = new ArrayList<>();
    conditions.forEach(condition -> codes.add(condition.code()));
    medications.forEach(medication -> codes.add(medication.code()));
    codes.addAll(allergies);
    procedures.forEach(procedure -> codes.add(procedure.code()));
    skin.forEach(sign -> codes.add(sign.sign()));
    return codes;
  }
}
