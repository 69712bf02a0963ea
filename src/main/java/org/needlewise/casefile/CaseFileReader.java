package org.needlewise.casefile;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
  static final Fields CASE =
      new Fields("the case", "id!", "asOf", "patient!", "proposed!", "history");
  static final Fields PATIENT =
      new Fields(
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
  static final Fields CONDITION =
      new Fields("a condition", "code!", "status", "areas", "onset", "abatement", "impairsHealing");
  static final Fields MEDICATION =
      new Fields("a medication", "code!", "status", "lastTaken", "route", "areas");
  static final Fields PROCEDURE = new Fields("a procedure", "code!", "date", "areas");
  static final Fields SKIN_SIGN = new Fields("a skin sign", "sign!", "areas", "since");
  static final Fields PROPOSED =
      new Fields(
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
  static final Fields REGIMEN = new Fields("a regimen", "everyDays!", "sessions", "origin");
  static final Fields EVENT = new Fields("an event", "date!", "name");
  static final Fields PAST_SESSION =
      new Fields(
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
  static final Fields REACTION = new Fields("a reaction", "sign!", "days", "resolved");

  private final CodeTable sexes = choice(Choices.SEX);
  private final CodeTable fitzpatricks = choice(Choices.FITZPATRICK);
  private final CodeTable photodamages = choice(Choices.PHOTODAMAGE);
  private final CodeTable conditionStatus = choice(Choices.CONDITION_STATUS);
  private final CodeTable medicationStatus = choice(Choices.MEDICATION_STATUS);
  private final CodeTable routes = choice(Choices.ROUTE);
  private final CodeTable settings = choice(Choices.SETTING);
  private final CodeTable modalities = choice(Choices.MODALITY);
  private final CodeTable phases = choice(Choices.PHASE);
  private final CodeTable origins = choice(Choices.ORIGIN);
  private final CodeTable operators = choice(Choices.OPERATOR);
  private final CodeTable aftercares = choice(Choices.AFTERCARE);
  private final CodeTable areaCodes;
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

  /** Where cases have the words of their day: a reader for each, the newest first; else empty. */
  private final Map<Vocabulary, CaseFileReader> byDay = new LinkedHashMap<>();

  private Function<LocalDate, Vocabulary> ofDay;

  /** Made when the first text is no code. */
  private CodeFinder finder;

  /**
   * @param vocabulary the codes that the cases may use; a list that it lacks holds none
   */
  public CaseFileReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    areaCodes = CodeTable.areas(this::finder);
    conditions = CodeTable.of("a condition code", vocabulary, this::finder, "conditions");
    medications = CodeTable.of("a medication code", vocabulary, this::finder, "medications");
    allergies = CodeTable.of("an allergy code", vocabulary, this::finder, "allergies");
    procedures = CodeTable.of("a procedure code", vocabulary, this::finder, "procedures");
    signs = CodeTable.of("the code of a sign", vocabulary, this::finder, "signs");
    indications = CodeTable.of("an indication code", vocabulary, this::finder, "indications");
    adjuncts = CodeTable.of("an adjunct code", vocabulary, this::finder, "adjuncts");
    expectations = CodeTable.of("an expectation code", vocabulary, this::finder, "expectations");
    negatives =
        CodeTable.of(
            "a code or class that can be denied",
            vocabulary,
            this::finder,
            Vocabulary.DENIABLE.toArray(String[]::new));
  }

  /**
   * A reader of documents that reads each case with the vocabulary of its day.
   *
   * @param vocabularies the newest last; at least one
   * @param ofDay which of them holds on the asOf of a case
   */
  public static CaseFileReader ofDay(
      List<Vocabulary> vocabularies, Function<LocalDate, Vocabulary> ofDay) {
    CaseFileReader reader = new CaseFileReader(vocabularies.get(vocabularies.size() - 1));
    for (int i = vocabularies.size() - 1; i >= 0; i--) {
      reader.byDay.computeIfAbsent(vocabularies.get(i), CaseFileReader::new);
    }
    reader.ofDay = ofDay;
    return reader;
  }

  private CodeTable choice(List<String> choices) {
    return CodeTable.choice(choices, this::finder);
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
    if (byDay.size() < 2) {
      return alone(bytes, off, len, format, source, record);
    }
    InvalidInputException wrong = null;
    for (CaseFileReader each : byDay.values()) {
      CaseFile read;
      try {
        read = each.alone(bytes, off, len, format, source, record);
      } catch (InvalidInputException e) {
        wrong = wrong == null ? e : wrong; // what day it is of, another one may be able to tell
        continue;
      }
      CaseFileReader meant = byDay.get(ofDay.apply(read.asOfOrProposed()));
      return meant == each ? read : meant.alone(bytes, off, len, format, source, record);
    }
    throw wrong;
  }

  private CaseFile alone(
      byte[] bytes, int off, int len, Format format, String source, long record) {
    return StrictReader.read(
        bytes,
        off,
        len,
        format,
        source,
        record,
        "a case: an object with id, patient and proposed",
        this::read,
        StrictReader.REFUSE);
  }

  /** Reads the case that the reader stands on; void where it notes an error. */
  public CaseFile read(StrictReader in) {
    String id = null;
    LocalDate asOf = null;
    Patient patient = null;
    Proposed proposed = null;
    List<PastSession> history = List.of();
    if (!in.enter(CASE)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> id = in.text("text", 1, Limits.ID_CHARS);
        case 1 -> asOf = in.date();
        case 2 -> patient = patient(in);
        case 3 -> proposed = proposed(in);
        default -> history = in.list("a list of past sessions", this::pastSession);
      }
    }
    return new CaseFile(id, asOf, patient, proposed, history);
  }

  private Patient patient(StrictReader in) {
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
    if (!in.enter(PATIENT)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> birthDate = in.date();
        case 1 -> sex = in.code(sexes);
        case 2 -> fitzpatrick = in.code(fitzpatricks);
        case 3 -> photodamage = in.code(photodamages);
        case 4 -> has = in.list("a list of conditions", this::condition);
        case 5 -> takes = in.list("a list of medications", this::medication);
        case 6 -> allergicTo = in.codes(allergies, true);
        case 7 -> had = in.list("a list of procedures", this::procedure);
        case 8 -> skin = in.list("a list of signs", this::skinSign);
        default -> denied = in.codes(negatives, true);
      }
    }
    return new Patient(
        birthDate, sex, fitzpatrick, photodamage, has, takes, allergicTo, had, skin, denied);
  }

  private Condition condition(StrictReader in) {
    String code = null;
    String status = Choices.DEFAULT_CONDITION_STATUS;
    List<String> areas = List.of();
    LocalDate onset = null;
    LocalDate abatement = null;
    Boolean impairsHealing = null;
    if (!in.enter(CONDITION)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> code = in.code(conditions);
        case 1 -> status = in.code(conditionStatus);
        case 2 -> areas = in.codes(areaCodes, false);
        case 3 -> onset = in.date();
        case 4 -> abatement = in.date();
        default -> impairsHealing = in.truth();
      }
    }
    return new Condition(code, status, areas, onset, abatement, impairsHealing);
  }

  private Medication medication(StrictReader in) {
    String code = null;
    String status = null;
    LocalDate lastTaken = null;
    String route = null;
    List<String> areas = List.of();
    if (!in.enter(MEDICATION)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> code = in.code(medications);
        case 1 -> status = in.code(medicationStatus);
        case 2 -> lastTaken = in.date();
        case 3 -> route = in.code(routes);
        default -> areas = in.codes(areaCodes, false);
      }
    }
    return new Medication(code, status, lastTaken, route, areas);
  }

  private Procedure procedure(StrictReader in) {
    String code = null;
    LocalDate date = null;
    List<String> areas = List.of();
    if (!in.enter(PROCEDURE)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> code = in.code(procedures);
        case 1 -> date = in.date();
        default -> areas = in.codes(areaCodes, false);
      }
    }
    return new Procedure(code, date, areas);
  }

  private SkinSign skinSign(StrictReader in) {
    String sign = null;
    List<String> areas = List.of();
    LocalDate since = null;
    if (!in.enter(SKIN_SIGN)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> sign = in.code(signs);
        case 1 -> areas = in.codes(areaCodes, false);
        default -> since = in.date();
      }
    }
    return new SkinSign(sign, areas, since);
  }

  private Proposed proposed(StrictReader in) {
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
    if (!in.enter(PROPOSED)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> date = in.date();
        case 1 -> area = in.code(areaCodes);
        case 2 -> indication = in.code(indications);
        case 3 -> depth = in.depthHundredths();
        case 4 -> setting = in.code(settings);
        case 5 -> device = in.text("text", 0, Limits.TEXT_CHARS);
        case 6 -> modality = in.code(modalities);
        case 7 -> with = in.codes(adjuncts, true);
        case 8 -> phase = in.code(phases);
        case 9 -> improvementDocumented = in.truth();
        case 10 -> regimen = regimen(in);
        case 11 -> event = event(in);
        case 12 -> expected = in.codes(expectations, true);
        default -> operator = in.code(operators);
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

  private Regimen regimen(StrictReader in) {
    Integer everyDays = null;
    Integer sessions = null;
    String origin = null;
    if (!in.enter(REGIMEN)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> everyDays = in.whole(1);
        case 1 -> sessions = in.whole(1);
        default -> origin = in.code(origins);
      }
    }
    return new Regimen(everyDays == null ? 0 : everyDays, sessions, origin);
  }

  private Event event(StrictReader in) {
    LocalDate date = null;
    String name = null;
    if (!in.enter(EVENT)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> date = in.date();
        default -> name = in.text("text", 0, Limits.TEXT_CHARS);
      }
    }
    return new Event(date, name);
  }

  private PastSession pastSession(StrictReader in) {
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
    if (!in.enter(PAST_SESSION)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> date = in.date();
        case 1 -> area = in.code(areaCodes);
        case 2 -> depth = in.depthHundredths();
        case 3 -> indication = in.code(indications);
        case 4 -> setting = in.code(settings);
        case 5 -> device = in.text("text", 0, Limits.TEXT_CHARS);
        case 6 -> modality = in.code(modalities);
        case 7 -> with = in.codes(adjuncts, true);
        case 8 -> reactions = in.list("a list of reactions", this::reaction);
        case 9 -> completesSeries = Boolean.TRUE.equals(in.truth());
        default -> aftercare = in.code(aftercares);
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

  private Reaction reaction(StrictReader in) {
    String sign = null;
    Integer days = null;
    Boolean resolved = null;
    if (!in.enter(REACTION)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> sign = in.code(signs);
        case 1 -> days = in.whole(0);
        default -> resolved = in.truth();
      }
    }
    return new Reaction(sign, days, resolved);
  }
}
