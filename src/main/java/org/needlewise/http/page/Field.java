package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Vocabulary;

/**
 * A field of the form.
 *
 * @param name a JSON Pointer into the case; {@code -} stands for the item that the row states
 * @param codes what can be chosen; empty where it is typed
 */
record Field(String name, Kind kind, List<String> codes) {
  private static final List<String> TRUTH = List.of("true", "false");

  /** How it is asked, and what it is in the case. */
  enum Kind {
    DATE,
    TEXT,
    /** A whole number. */
    WHOLE,
    /** Millimetres. */
    DEPTH,
    /** One of the codes, or none. */
    CHOICE,
    /** Yes, no, or not known. */
    TRUTH,
    /** Any of the codes. */
    FLAGS,
    /** Areas; none means anywhere. */
    AREAS;

    boolean isList() {
      return this == FLAGS || this == AREAS;
    }
  }

  /** What is asked of a patient beside the questions. */
  static final List<Field> PATIENT =
      List.of(
          typed("/patient/birthDate", Kind.DATE),
          choice("/patient/sex", Choices.SEX, Choices.DEFAULT_SEX),
          choice("/patient/fitzpatrick", Choices.FITZPATRICK, ""),
          choice("/patient/photodamage", Choices.PHOTODAMAGE, ""));

  /** Of a fact of each list, all that a case file holds; its code is the first. */
  private static final Map<String, List<Field>> OF_FACTS =
      Map.of(
          "conditions",
          List.of(
              choice("code", List.of(), ""),
              choice("status", Choices.CONDITION_STATUS, ""),
              truth("impairsHealing"),
              typed("onset", Kind.DATE),
              typed("abatement", Kind.DATE),
              areas()),
          "medications",
          List.of(
              choice("code", List.of(), ""),
              choice("status", Choices.MEDICATION_STATUS, ""),
              typed("lastTaken", Kind.DATE),
              choice("route", Choices.ROUTE, ""),
              areas()),
          "procedures",
          List.of(choice("code", List.of(), ""), typed("date", Kind.DATE), areas()),
          "signs",
          List.of(choice("sign", List.of(), ""), typed("since", Kind.DATE), areas()));

  /** The list of a patient's facts in the case, by that of the vocabulary. */
  static final Map<String, String> LISTS =
      Map.of(
          "conditions", "/patient/conditions",
          "medications", "/patient/medications",
          "allergies", "/patient/allergies",
          "procedures", "/patient/procedures",
          "signs", "/patient/skin");

  private static Field typed(String name, Kind kind) {
    return new Field(name, kind, List.of());
  }

  private static Field truth(String name) {
    return new Field(name, Kind.TRUTH, TRUTH);
  }

  private static Field areas() {
    return new Field("areas", Kind.AREAS, Areas.ALL);
  }

  private static Field choice(String name, List<String> codes, String byDefault) {
    return new Field(
        name, Kind.CHOICE, codes.stream().filter(code -> !code.equals(byDefault)).toList());
  }

  private static Field choice(String name, String list, Vocabulary vocabulary) {
    return choice(name, vocabulary.lists().getOrDefault(list, List.of()), "");
  }

  private static Field flags(String name, String list, Vocabulary vocabulary) {
    return new Field(name, Kind.FLAGS, vocabulary.lists().getOrDefault(list, List.of()));
  }

  /** What nothing can be screened without. */
  static List<Field> session(Vocabulary vocabulary) {
    return List.of(
        typed("/proposed/date", Kind.DATE),
        choice("/proposed/area", Areas.ALL, ""),
        typed("/proposed/depthMm", Kind.DEPTH),
        choice("/proposed/indication", "indications", vocabulary));
  }

  static List<Field> moreOfTheSession(Vocabulary vocabulary) {
    return List.of(
        choice("/proposed/modality", Choices.MODALITY, Choices.DEFAULT_MODALITY),
        typed("/proposed/device", Kind.TEXT),
        choice("/proposed/setting", Choices.SETTING, Choices.DEFAULT_SETTING),
        choice("/proposed/operator", Choices.OPERATOR, ""),
        choice("/proposed/phase", Choices.PHASE, Choices.DEFAULT_PHASE),
        truth("/proposed/improvementDocumented"),
        typed("/proposed/event/date", Kind.DATE),
        typed("/proposed/event/name", Kind.TEXT),
        typed("/proposed/regimen/everyDays", Kind.WHOLE),
        typed("/proposed/regimen/sessions", Kind.WHOLE),
        choice("/proposed/regimen/origin", Choices.ORIGIN, ""),
        flags("/proposed/adjuncts", "adjuncts", vocabulary),
        flags("/proposed/expectations", "expectations", vocabulary));
  }

  /** Of a past session: what it cannot be stated without, then the rest. */
  static List<Field> past(Vocabulary vocabulary) {
    return within(
        "/history",
        List.of(
            typed("date", Kind.DATE),
            choice("area", Areas.ALL, ""),
            typed("depthMm", Kind.DEPTH),
            choice("indication", "indications", vocabulary),
            choice("setting", Choices.SETTING, Choices.DEFAULT_SETTING),
            choice("modality", Choices.MODALITY, Choices.DEFAULT_MODALITY),
            typed("device", Kind.TEXT),
            truth("completesSeries"),
            choice("aftercare", Choices.AFTERCARE, ""),
            flags("adjuncts", "adjuncts", vocabulary)));
  }

  static List<Field> reaction(Vocabulary vocabulary) {
    return within(
        "/history/-/reactions",
        List.of(choice("sign", "signs", vocabulary), typed("days", Kind.WHOLE), truth("resolved")));
  }

  /**
   * Of a fact, what is read of any of the codes that it may have.
   *
   * @param read by code, the fields that rules read
   */
  static List<Field> fact(String list, List<String> codes, Map<String, Set<String>> read) {
    List<Field> fields = new ArrayList<>();
    for (Field field : OF_FACTS.get(list)) {
      if (fields.isEmpty()) {
        fields.add(new Field(field.name, field.kind, codes));
      } else if (codes.stream()
          .anyMatch(code -> read.getOrDefault(code, Set.of()).contains(field.name))) {
        fields.add(field);
      }
    }
    return within(LISTS.get(list), fields);
  }

  /** All that a case file holds of a fact, for one that says more than rules read. */
  static List<Field> everyOf(String list, List<String> codes) {
    List<Field> fields = new ArrayList<>(OF_FACTS.get(list));
    fields.set(0, new Field(fields.get(0).name, fields.get(0).kind, codes));
    return within(LISTS.get(list), fields);
  }

  private static List<Field> within(String list, List<Field> fields) {
    return fields.stream()
        .map(field -> new Field(list + "/-/" + field.name, field.kind, field.codes))
        .toList();
  }

  /** Its name in the object that it stands in. */
  String member() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** By what its words are found: those of a past session are those of the proposed one. */
  String key() {
    return name.startsWith("/proposed/event/") || name.startsWith("/proposed/regimen/")
        ? name.substring("/proposed/".length()).replace('/', '.')
        : member();
  }
}
