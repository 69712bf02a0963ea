package org.needlewise.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A case file as the oracle reads it: defaults of the schema filled in, nothing judged. Depths are
 * whole hundredths of a millimetre; {@code at} is the fact's JSON Pointer; absent areas are null
 * and mean anywhere.
 */
record OracleCase(
    String id,
    LocalDate asOf,
    LocalDate birthDate,
    String sex,
    String fitzpatrick,
    List<Condition> conditions,
    List<Medicine> medicines,
    List<String> allergies,
    List<Procedure> procedures,
    List<Sign> skin,
    Set<String> negatives,
    Proposed proposed,
    List<Entry> history) {

  record Condition(
      String at,
      String code,
      String status,
      Set<String> areas,
      LocalDate onset,
      LocalDate abatement,
      Boolean impairsHealing) {

    boolean active() {
      return Set.of("active", "recurrence", "relapse").contains(status);
    }

    boolean resolved() {
      return status.equals("resolved");
    }
  }

  /**
   * @param status null where the case does not say: then active
   */
  record Medicine(
      String at, String code, String status, LocalDate lastTaken, String route, Set<String> areas) {
    boolean active() {
      return status == null || status.equals("active");
    }
  }

  /**
   * Another treatment of the skin.
   *
   * @param date null where the case does not say
   */
  record Procedure(String at, String code, LocalDate date, Set<String> areas) {}

  record Sign(String at, String code, Set<String> areas, LocalDate since) {}

  record Reaction(String at, String sign, Integer days, Boolean saysResolved) {
    boolean resolved() {
      return saysResolved == null ? days != null : saysResolved;
    }
  }

  record Entry(
      int index,
      LocalDate date,
      String area,
      int depth,
      String indication,
      boolean home,
      String device,
      boolean radiofrequency,
      Set<String> adjuncts,
      List<Reaction> reactions,
      boolean completesSeries,
      boolean poorAftercare) {

    String at() {
      return "/history/" + index;
    }
  }

  record Proposed(
      LocalDate date,
      String area,
      int depth,
      String indication,
      boolean home,
      String device,
      boolean radiofrequency,
      List<String> adjuncts,
      boolean maintenance,
      boolean improvementDocumented,
      Integer everyDays,
      Integer sessions,
      String origin,
      LocalDate event,
      List<String> expectations,
      String operator) {}

  static OracleCase of(JsonNode json) {
    JsonNode patient = json.path("patient");
    JsonNode proposed = json.path("proposed");
    LocalDate proposedDate = date(proposed, "date");
    LocalDate asOf = date(json, "asOf");
    return new OracleCase(
        text(json, "id"),
        asOf == null ? proposedDate : asOf,
        date(patient, "birthDate"),
        textOr(patient, "sex", "unknown"),
        text(patient, "fitzpatrick"),
        each(
            patient,
            "conditions",
            "/patient/conditions/",
            (c, at) ->
                new Condition(
                    at,
                    text(c, "code"),
                    textOr(c, "status", "active"),
                    areas(c),
                    date(c, "onset"),
                    date(c, "abatement"),
                    flag(c, "impairsHealing"))),
        each(
            patient,
            "medications",
            "/patient/medications/",
            (m, at) ->
                new Medicine(
                    at,
                    text(m, "code"),
                    text(m, "status"),
                    date(m, "lastTaken"),
                    text(m, "route"),
                    areas(m))),
        texts(patient, "allergies"),
        each(
            patient,
            "procedures",
            "/patient/procedures/",
            (x, at) -> new Procedure(at, text(x, "code"), date(x, "date"), areas(x))),
        each(
            patient,
            "skin",
            "/patient/skin/",
            (s, at) -> new Sign(at, text(s, "sign"), areas(s), date(s, "since"))),
        new TreeSet<>(texts(patient, "pertinentNegatives")),
        new Proposed(
            proposedDate,
            text(proposed, "area"),
            hundredths(proposed),
            text(proposed, "indication"),
            "home".equals(text(proposed, "setting")),
            text(proposed, "device"),
            "radiofrequency".equals(text(proposed, "modality")),
            texts(proposed, "adjuncts"),
            "maintenance".equals(text(proposed, "phase")),
            Boolean.TRUE.equals(flag(proposed, "improvementDocumented")),
            integer(proposed.path("regimen"), "everyDays"),
            integer(proposed.path("regimen"), "sessions"),
            text(proposed.path("regimen"), "origin"),
            date(proposed.path("event"), "date"),
            texts(proposed, "expectations"),
            text(proposed, "operator")),
        history(json));
  }

  private static List<Entry> history(JsonNode json) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode h : json.path("history")) {
      int index = entries.size();
      entries.add(
          new Entry(
              index,
              date(h, "date"),
              text(h, "area"),
              hundredths(h),
              text(h, "indication"),
              "home".equals(text(h, "setting")),
              text(h, "device"),
              "radiofrequency".equals(text(h, "modality")),
              new TreeSet<>(texts(h, "adjuncts")),
              each(
                  h,
                  "reactions",
                  "/history/" + index + "/reactions/",
                  (r, at) ->
                      new Reaction(at, text(r, "sign"), integer(r, "days"), flag(r, "resolved"))),
              Boolean.TRUE.equals(flag(h, "completesSeries")),
              "poor".equals(text(h, "aftercare"))));
    }
    return entries;
  }

  private interface Reader<T> {
    T read(JsonNode node, String pointer);
  }

  private static <T> List<T> each(JsonNode parent, String field, String prefix, Reader<T> reader) {
    List<T> all = new ArrayList<>();
    for (JsonNode node : parent.path(field)) {
      all.add(reader.read(node, prefix + all.size()));
    }
    return all;
  }

  private static <T> T at(JsonNode parent, String field, Function<JsonNode, T> read) {
    JsonNode node = parent.path(field);
    return node.isMissingNode() ? null : read.apply(node);
  }

  private static String text(JsonNode parent, String field) {
    return at(parent, field, JsonNode::stringValue);
  }

  private static String textOr(JsonNode parent, String field, String absent) {
    String text = text(parent, field);
    return text == null ? absent : text;
  }

  private static LocalDate date(JsonNode parent, String field) {
    return at(parent, field, node -> LocalDate.parse(node.stringValue()));
  }

  private static Boolean flag(JsonNode parent, String field) {
    return at(parent, field, JsonNode::booleanValue);
  }

  private static Integer integer(JsonNode parent, String field) {
    return at(parent, field, JsonNode::intValue);
  }

  private static int hundredths(JsonNode parent) {
    return parent.path("depthMm").decimalValue().movePointRight(2).intValueExact();
  }

  private static List<String> texts(JsonNode parent, String field) {
    return StreamSupport.stream(parent.path(field).spliterator(), false)
        .map(JsonNode::stringValue)
        .toList();
  }

  private static Set<String> areas(JsonNode parent) {
    return parent.has("areas") ? new TreeSet<>(texts(parent, "areas")) : null;
  }
}
