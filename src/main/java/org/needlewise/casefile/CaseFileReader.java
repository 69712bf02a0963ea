package org.needlewise.casefile;

import java.time.LocalDate;
import java.util.List;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Event;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.CaseFile.Regimen;
import org.needlewise.casefile.CaseFile.SkinSign;

/**
 * Reads cases strictly: what the schema does not allow and the vocabulary does not know is an
 * error, and all errors of a case are found at once. Codes of a case that was read are interned:
 * equal ones are the same String.
 *
 * <p>One reader serves all threads.
 */
public final class CaseFileReader {
  static final StrictReader.Fields CASE =
      new StrictReader.Fields("the case", "id!", "asOf", "patient!", "proposed!", "history");
  static final StrictReader.Fields PATIENT =
      new StrictReader.Fields(
          "the patient",
          "birthDate",
          "sex",
          "fitzpatrick",
          "photodamage",
          "conditions",
          "medications",
          "allergies",
          "procedures",
          "skin",
          "pertinentNegatives");
  static final StrictReader.Fields CONDITION =
      new StrictReader.Fields(
          "a condition", "code!", "status", "areas", "onset", "abatement", "impairsHealing");
  static final StrictReader.Fields MEDICATION =
      new StrictReader.Fields("a medication", "code!", "status", "lastTaken", "route", "areas");
  static final StrictReader.Fields PROCEDURE =
      new StrictReader.Fields("a procedure", "code!", "date", "areas");
  static final StrictReader.Fields SKIN_SIGN =
      new StrictReader.Fields("a skin sign", "sign!", "areas", "since");
  static final StrictReader.Fields PROPOSED =
      new StrictReader.Fields(
          "the proposed session",
          "date!",
          "area!",
          "indication",
          "depthMm!",
          "setting",
          "device",
          "modality",
          "adjuncts",
          "phase",
          "improvementDocumented",
          "regimen",
          "event",
          "expectations",
          "operator");
  static final StrictReader.Fields REGIMEN =
      new StrictReader.Fields("a regimen", "everyDays!", "sessions", "origin");
  static final StrictReader.Fields EVENT = new StrictReader.Fields("an event", "date!", "name");
  static final StrictReader.Fields PAST_SESSION =
      new StrictReader.Fields(
          "a past session",
          "date!",
          "area!",
          "depthMm!",
          "indication",
          "setting",
          "device",
          "modality",
          "adjuncts",
          "reactions",
          "completesSeries",
          "aftercare");
  static final StrictReader.Fields REACTION =
      new StrictReader.Fields("a reaction", "sign!", "days", "resolved");

  private static final CodeTable AREA = CodeTable.areas();
  private static final CodeTable SEX = CodeTable.choice(Choices.SEX);
  private static final CodeTable FITZPATRICK = CodeTable.choice(Choices.FITZPATRICK);
  private static final CodeTable PHOTODAMAGE = CodeTable.choice(Choices.PHOTODAMAGE);
  private static final CodeTable CONDITION_STATUS = CodeTable.choice(Choices.CONDITION_STATUS);
  private static final CodeTable MEDICATION_STATUS = CodeTable.choice(Choices.MEDICATION_STATUS);
  private static final CodeTable ROUTE = CodeTable.choice(Choices.ROUTE);
  private static final CodeTable SETTING = CodeTable.choice(Choices.SETTING);
  private static final CodeTable MODALITY = CodeTable.choice(Choices.MODALITY);
  private static final CodeTable PHASE = CodeTable.choice(Choices.PHASE);
  private static final CodeTable ORIGIN = CodeTable.choice(Choices.ORIGIN);
  private static final CodeTable OPERATOR = CodeTable.choice(Choices.OPERATOR);
  private static final CodeTable AFTERCARE = CodeTable.choice(Choices.AFTERCARE);

  private final CodeTable conditions;
  private final CodeTable medications;
  private final CodeTable allergies;
  private final CodeTable procedures;
  private final CodeTable signs;
  private final CodeTable indications;
  private final CodeTable adjuncts;
  private final CodeTable expectations;
  private final CodeTable negatives;

  private final Vocabulary vocabulary;

  /** Made when the first text is no code. */
  private CodeFinder finder;

  /**
   * @param vocabulary the codes that the cases may use; a list that it lacks holds none
   */
  public CaseFileReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    conditions = CodeTable.of("a condition code", vocabulary, "conditions");
    medications = CodeTable.of("a medication code", vocabulary, "medications");
    allergies = CodeTable.of("an allergy code", vocabulary, "allergies");
    procedures = CodeTable.of("a procedure code", vocabulary, "procedures");
    signs = CodeTable.of("the code of a sign", vocabulary, "signs");
    indications = CodeTable.of("an indication code", vocabulary, "indications");
    adjuncts = CodeTable.of("an adjunct code", vocabulary, "adjuncts");
    expectations = CodeTable.of("an expectation code", vocabulary, "expectations");
    negatives =
        CodeTable.of(
            "a code or class that can be denied",
            vocabulary,
            Vocabulary.DENIABLE.toArray(String[]::new));
  }

  private synchronized CodeFinder finder() {
    if (finder == null) {
      finder = new CodeFinder(vocabulary);
    }
    return finder;
  }

  /**
   * Reads one document.
   *
   * @param format JSON or YAML; NDJSON reads one record (as line 1)
   * @param source the file's name for the errors
   * @throws InvalidInputException with all errors, whatever the bytes are
   */
  public CaseFile read(byte[] bytes, int off, int len, Format format, String source) {
    return read(bytes, off, len, format, source, format == Format.NDJSON ? 1 : 0);
  }

  /**
   * Reads one record of an NDJSON file.
   *
   * @param off where the line begins
   * @param len without the line's end
   * @param line the line's number, from 1
   * @throws InvalidInputException with all errors, whatever the bytes are
   */
  public CaseFile readRecord(byte[] bytes, int off, int len, String source, long line) {
    return read(bytes, off, len, Format.NDJSON, source, line);
  }

  private CaseFile read(byte[] bytes, int off, int len, Format format, String source, long record) {
    return StrictReader.read(
        bytes,
        off,
        len,
        format,
        source,
        record,
        (input, second) -> new Reading(input, source, record, second),
        Reading::caseFile,
        InvalidInputException::new);
  }

  /** One pass over one document. What a method returns is void once anything was wrong. */
  private final class Reading extends StrictReader {
    Reading(Input input, String source, long record, boolean second) {
      super(input, source, record, second);
    }

    @Override
    String expectedDocument() {
      return "a case: an object with id, patient and proposed";
    }

    @Override
    String expected(CodeTable of, String text) {
      return finder().expected(of, text);
    }

    CaseFile caseFile() {
      String id = null;
      LocalDate asOf = null;
      Patient patient = null;
      Proposed proposed = null;
      List<PastSession> history = List.of();
      if (!enter(CASE)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> id = text("text", 1, Limits.ID_CHARS);
          case 1 -> asOf = date();
          case 2 -> patient = patient();
          case 3 -> proposed = proposed();
          default -> history = list("a list of past sessions", this::pastSession);
        }
      }
      return new CaseFile(id, asOf, patient, proposed, history);
    }

    private Patient patient() {
      LocalDate birthDate = null;
      String sex = Choices.DEFAULT_SEX;
      String fitzpatrick = null;
      String photodamage = null;
      List<Condition> has = List.of();
      List<Medication> takes = List.of();
      List<String> allergicTo = List.of();
      List<Procedure> had = List.of();
      List<SkinSign> skin = List.of();
      List<String> denied = List.of();
      if (!enter(PATIENT)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> birthDate = date();
          case 1 -> sex = code(SEX);
          case 2 -> fitzpatrick = code(FITZPATRICK);
          case 3 -> photodamage = code(PHOTODAMAGE);
          case 4 -> has = list("a list of conditions", this::condition);
          case 5 -> takes = list("a list of medications", this::medication);
          case 6 -> allergicTo = codes(allergies, true);
          case 7 -> had = list("a list of procedures", this::procedure);
          case 8 -> skin = list("a list of signs", this::skinSign);
          default -> denied = codes(negatives, true);
        }
      }
      return new Patient(
          birthDate, sex, fitzpatrick, photodamage, has, takes, allergicTo, had, skin, denied);
    }

    private Condition condition() {
      String code = null;
      String status = Choices.DEFAULT_CONDITION_STATUS;
      List<String> areas = List.of();
      LocalDate onset = null;
      LocalDate abatement = null;
      Boolean impairsHealing = null;
      if (!enter(CONDITION)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> code = code(conditions);
          case 1 -> status = code(CONDITION_STATUS);
          case 2 -> areas = codes(AREA, false);
          case 3 -> onset = date();
          case 4 -> abatement = date();
          default -> impairsHealing = truth();
        }
      }
      return new Condition(code, status, areas, onset, abatement, impairsHealing);
    }

    private Medication medication() {
      String code = null;
      String status = null;
      LocalDate lastTaken = null;
      String route = null;
      List<String> areas = List.of();
      if (!enter(MEDICATION)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> code = code(medications);
          case 1 -> status = code(MEDICATION_STATUS);
          case 2 -> lastTaken = date();
          case 3 -> route = code(ROUTE);
          default -> areas = codes(AREA, false);
        }
      }
      return new Medication(code, status, lastTaken, route, areas);
    }

    private Procedure procedure() {
      String code = null;
      LocalDate date = null;
      List<String> areas = List.of();
      if (!enter(PROCEDURE)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> code = code(procedures);
          case 1 -> date = date();
          default -> areas = codes(AREA, false);
        }
      }
      return new Procedure(code, date, areas);
    }

    private SkinSign skinSign() {
      String sign = null;
      List<String> areas = List.of();
      LocalDate since = null;
      if (!enter(SKIN_SIGN)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> sign = code(signs);
          case 1 -> areas = codes(AREA, false);
          default -> since = date();
        }
      }
      return new SkinSign(sign, areas, since);
    }

    private Proposed proposed() {
      LocalDate date = null;
      String area = null;
      String indication = null;
      int depth = 0;
      String setting = Choices.DEFAULT_SETTING;
      String device = null;
      String modality = Choices.DEFAULT_MODALITY;
      List<String> with = List.of();
      String phase = Choices.DEFAULT_PHASE;
      Boolean improvementDocumented = null;
      Regimen regimen = null;
      Event event = null;
      List<String> expected = List.of();
      String operator = null;
      if (!enter(PROPOSED)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> date = date();
          case 1 -> area = code(AREA);
          case 2 -> indication = code(indications);
          case 3 -> depth = depthHundredths();
          case 4 -> setting = code(SETTING);
          case 5 -> device = text("text", 0, Limits.TEXT_CHARS);
          case 6 -> modality = code(MODALITY);
          case 7 -> with = codes(adjuncts, true);
          case 8 -> phase = code(PHASE);
          case 9 -> improvementDocumented = truth();
          case 10 -> regimen = regimen();
          case 11 -> event = event();
          case 12 -> expected = codes(expectations, true);
          default -> operator = code(OPERATOR);
        }
      }
      return new Proposed(
          date,
          area,
          indication,
          depth,
          setting,
          device,
          modality,
          with,
          phase,
          improvementDocumented,
          regimen,
          event,
          expected,
          operator);
    }

    private Regimen regimen() {
      Integer everyDays = null;
      Integer sessions = null;
      String origin = null;
      if (!enter(REGIMEN)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> everyDays = whole(1);
          case 1 -> sessions = whole(1);
          default -> origin = code(ORIGIN);
        }
      }
      return new Regimen(everyDays == null ? 0 : everyDays, sessions, origin);
    }

    private Event event() {
      LocalDate date = null;
      String name = null;
      if (!enter(EVENT)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> date = date();
          default -> name = text("text", 0, Limits.TEXT_CHARS);
        }
      }
      return new Event(date, name);
    }

    private PastSession pastSession() {
      LocalDate date = null;
      String area = null;
      int depth = 0;
      String indication = null;
      String setting = Choices.DEFAULT_SETTING;
      String device = null;
      String modality = Choices.DEFAULT_MODALITY;
      List<String> with = List.of();
      List<Reaction> reactions = List.of();
      boolean completesSeries = false;
      String aftercare = null;
      if (!enter(PAST_SESSION)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> date = date();
          case 1 -> area = code(AREA);
          case 2 -> depth = depthHundredths();
          case 3 -> indication = code(indications);
          case 4 -> setting = code(SETTING);
          case 5 -> device = text("text", 0, Limits.TEXT_CHARS);
          case 6 -> modality = code(MODALITY);
          case 7 -> with = codes(adjuncts, true);
          case 8 -> reactions = list("a list of reactions", this::reaction);
          case 9 -> completesSeries = Boolean.TRUE.equals(truth());
          default -> aftercare = code(AFTERCARE);
        }
      }
      return new PastSession(
          date,
          area,
          depth,
          indication,
          setting,
          device,
          modality,
          with,
          reactions,
          completesSeries,
          aftercare);
    }

    private Reaction reaction() {
      String sign = null;
      Integer days = null;
      Boolean resolved = null;
      if (!enter(REACTION)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> sign = code(signs);
          case 1 -> days = whole(0);
          default -> resolved = truth();
        }
      }
      return new Reaction(sign, days, resolved);
    }
  }
}
