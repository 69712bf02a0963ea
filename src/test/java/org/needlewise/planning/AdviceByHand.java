package org.needlewise.planning;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plan's contract says of remedies, questions and holds, done word by word on the JSON of a
 * case: each change is made, written, read and screened by itself, and every day is looked at.
 */
final class AdviceByHand implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** From the lowest to the highest. */
  private static final List<String> VERDICTS =
      List.of("proceed", "caution", "incomplete", "defer", "contraindicated");

  private final Vocabulary vocabulary;
  private final CaseFileReader reader;
  private final Screener screener;

  AdviceByHand(RuleBase base) {
    vocabulary = base.vocabulary();
    reader = new CaseFileReader(vocabulary);
    screener = new Screener(base);
  }

  CaseFile read(ObjectNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, bytes.length, Format.JSON, "case.json");
  }

  AdvisoryReport screen(ObjectNode json) {
    return screener.screen(read(json));
  }

  private String verdict(ObjectNode json) {
    return screen(json).verdict().code();
  }

  /** The members that stand behind a report's rule set, but for recovery. */
  ObjectNode members(ObjectNode caseJson) {
    ObjectNode members = JSON.createObjectNode();
    AdvisoryReport report = screen(caseJson);
    remedies(caseJson, report, members);
    questions(caseJson, report, members);
    holds(caseJson, report, members);
    return members;
  }

  // ---- remedies

  private void remedies(ObjectNode given, AdvisoryReport report, ObjectNode to) {
    List<ObjectNode> later = new ArrayList<>();
    List<ObjectNode> shallower = new ArrayList<>();
    List<ObjectNode> others = new ArrayList<>();
    ObjectNode proposed = (ObjectNode) given.get("proposed");
    LocalDate e = report.earliestDate();
    String v = report.verdict().code();
    if (e != null && !e.toString().equals(proposed.get("date").stringValue())) {
      keep(later, v, remedy("later", given, dated(given, e)));
    }
    ArrayNode depthDates = NODES.arrayNode();
    double depth = proposed.get("depthMm").doubleValue();
    LocalDate least = e;
    if (e != null) {
      depthDates.addObject().put("depthMm", depth).put("earliestDate", e.toString());
    }
    JsonNode firstRow = null;
    for (int step = 40; step > 0; step--) {
      double less = step * 0.25;
      if (less >= depth || depth > 0.25 && less <= 0.25) {
        continue;
      }
      ArrayNode change = NODES.arrayNode();
      change.addObject().put("op", "replace").put("path", "/proposed/depthMm").put("value", less);
      if (shallower.isEmpty()) {
        keep(shallower, v, remedy("shallower", given, change));
      }
      LocalDate date = screen(patched(given, change)).earliestDate();
      if (date != null && (least == null || date.isBefore(least))) {
        least = date;
        ObjectNode row = depthDates.addObject();
        row.put("depthMm", less).put("earliestDate", date.toString());
        firstRow = firstRow == null ? row : firstRow;
      }
    }
    List<ObjectNode> both = new ArrayList<>();
    if (later.isEmpty() && shallower.isEmpty() && firstRow != null) {
      ArrayNode change = dated(given, LocalDate.parse(firstRow.get("earliestDate").stringValue()));
      ObjectNode depthOperation = change.addObject().put("op", "replace");
      depthOperation.put("path", "/proposed/depthMm").set("value", firstRow.get("depthMm"));
      keep(both, v, remedy("shallower-later", given, change));
    }
    for (int i = 0; i < proposed.path("adjuncts").size(); i++) {
      ArrayNode change = NODES.arrayNode();
      change.addObject().put("op", "remove").put("path", "/proposed/adjuncts/" + i);
      keep(others, v, remedy("without", given, change));
    }
    if (proposed.path("setting").stringValue("").equals("home")) {
      ArrayNode change = replaced("/proposed/setting", "professional");
      if (proposed.path("operator").stringValue("").equals("self")) {
        change.addObject().put("op", "remove").put("path", "/proposed/operator");
      }
      keep(others, v, remedy("professional", given, change));
    }
    if (proposed.path("modality").stringValue("").equals("radiofrequency")) {
      keep(others, v, remedy("modality", given, replaced("/proposed/modality", "pen")));
    }
    if (proposed.get("area").stringValue().equals("face")) {
      for (String area : "forehead cheeks nose perioral chin under-eye eyebrow".split(" ")) {
        keep(others, v, remedy("elsewhere", given, replaced("/proposed/area", area)));
      }
    }
    ArrayNode remedies = to.putArray("remedies");
    List.of(later, shallower, both, others).forEach(some -> some.forEach(remedies::add));
    to.set("depthDates", depthDates);
    ArrayNode missing = to.putArray("missing");
    List<String> pointers = new ArrayList<>();
    report.findings().stream()
        .filter(f -> f.verdict().code().equals("incomplete") && !f.policy().equals("P87"))
        .forEach(f -> pointers.addAll(f.because()));
    pointers.stream().distinct().forEach(missing::add);
  }

  private static ArrayNode replaced(String path, String value) {
    ArrayNode change = NODES.arrayNode();
    change.addObject().put("op", "replace").put("path", path).put("value", value);
    return change;
  }

  private static ArrayNode dated(ObjectNode given, LocalDate date) {
    ArrayNode change = NODES.arrayNode();
    if (!given.has("asOf")) {
      change
          .addObject()
          .put("op", "add")
          .put("path", "/asOf")
          .put("value", given.get("proposed").get("date").stringValue());
    }
    change
        .addObject()
        .put("op", "replace")
        .put("path", "/proposed/date")
        .put("value", date.toString());
    return change;
  }

  private ObjectNode remedy(String kind, ObjectNode given, ArrayNode change) {
    ObjectNode remedy = JSON.createObjectNode().put("kind", kind);
    remedy.set("change", change);
    return remedy.put("verdict", verdict(patched(given, change)));
  }

  private static void keep(List<ObjectNode> to, String v, ObjectNode remedy) {
    String changed = remedy.get("verdict").stringValue();
    if (rank(changed) < rank(v) && rank(changed) < rank("defer")) {
      to.add(remedy);
    }
  }

  private static int rank(String verdict) {
    return VERDICTS.indexOf(verdict);
  }

  /** RFC 6902, as far as it is used. */
  static ObjectNode patched(ObjectNode given, JsonNode change) {
    ObjectNode json = given.deepCopy();
    for (JsonNode operation : change) {
      String path = operation.get("path").stringValue();
      int slash = path.lastIndexOf('/');
      JsonNode parent = json.at(path.substring(0, slash));
      String name = path.substring(slash + 1);
      boolean stands = !json.at(path).isMissingNode();
      switch (operation.get("op").stringValue()) {
        case "add" -> {
          require(!stands, path);
          ((ObjectNode) parent).set(name, operation.get("value"));
        }
        case "replace" -> {
          require(stands, path);
          ((ObjectNode) parent).set(name, operation.get("value"));
        }
        default -> {
          require(stands, path);
          if (parent instanceof ArrayNode list) {
            list.remove(Integer.parseInt(name));
          } else {
            ((ObjectNode) parent).remove(name);
          }
        }
      }
    }
    return json;
  }

  private static void require(boolean holds, String path) {
    if (!holds) {
      throw new IllegalStateException("not applicable at " + path);
    }
  }

  // ---- questions

  private void questions(ObjectNode given, AdvisoryReport report, ObjectNode to) {
    List<String> open = report.questions().stream().map(AdvisoryReport.Question::code).toList();
    ObjectNode denied = on(given, report.earliestDate());
    ObjectNode patient = (ObjectNode) denied.get("patient");
    LocalDate asOf = LocalDate.parse(denied.get("asOf").stringValue());
    if (open.contains("birth-date")) {
      patient.put("birthDate", asOf.minusYears(40).toString());
    }
    ArrayNode negatives = patient.withArray("pertinentNegatives");
    List<String> codes = new ArrayList<>();
    negatives.forEach(code -> codes.add(code.stringValue()));
    if (!open.isEmpty() && !codes.contains("all-screening-questions")) {
      negatives.add("all-screening-questions");
    }
    String gravest = verdict(denied);
    to.put("ifAllNo", gravest);
    String next = null;
    ArrayNode ifStated = NODES.arrayNode();
    for (String code : open) {
      ObjectNode stated = denied.deepCopy();
      state(code, (ObjectNode) stated.get("patient"), asOf);
      String verdict = verdict(stated);
      ifStated.add(verdict);
      if (rank(verdict) > rank(gravest)) {
        gravest = verdict;
        next = code;
      }
    }
    if (next != null) {
      to.put("nextQuestion", next);
    }
    to.set("ifStated", ifStated);
  }

  private void state(String question, ObjectNode patient, LocalDate asOf) {
    if (question.equals("birth-date")) {
      patient.put("birthDate", asOf.minusYears(17).toString());
      return;
    }
    String code = question;
    if (question.equals("procedure")) {
      code = vocabulary.lists().get("procedures").get(0);
    } else if (vocabulary.lists().values().stream()
        .noneMatch(
            list -> list != vocabulary.lists().get("negatives") && list.contains(question))) {
      code =
          vocabulary.lists().values().stream()
              .flatMap(List::stream)
              .filter(member -> question.equals(vocabulary.classOf().get(member)))
              .findFirst()
              .orElseThrow();
    }
    if (vocabulary.lists().get("conditions").contains(code)) {
      patient.withArray("conditions").addObject().put("code", code);
    } else if (vocabulary.lists().get("medications").contains(code)) {
      patient.withArray("medications").addObject().put("code", code);
    } else if (vocabulary.lists().get("allergies").contains(code)) {
      patient.withArray("allergies").add(code);
    } else if (vocabulary.lists().get("procedures").contains(code)) {
      patient.withArray("procedures").addObject().put("code", code);
    } else {
      patient.withArray("skin").addObject().put("sign", code);
    }
  }

  // ---- holds

  private void holds(ObjectNode given, AdvisoryReport report, ObjectNode to) {
    LocalDate proposed = LocalDate.parse(given.get("proposed").get("date").stringValue());
    List<LocalDate> days =
        proposed
            .plusDays(1)
            .datesUntil(proposed.plusDays(366))
            .sorted(Comparator.naturalOrder())
            .toList();
    List<CaseFile> cases = days.stream().map(day -> read(on(given, day))).toList();
    List<org.needlewise.screening.ScreeningResult> screened = screener.screen(cases);
    for (int i = 0; i < days.size(); i++) {
      if (screened.get(i).report().verdict() != report.verdict()) {
        to.put("holdsUntil", days.get(i).minusDays(1).toString());
        to.put("thenVerdict", screened.get(i).report().verdict().code());
        return;
      }
    }
    to.putNull("holdsUntil").putNull("thenVerdict");
  }

  /** The case on another date, asOf kept; null: on its own. */
  private static ObjectNode on(ObjectNode given, LocalDate date) {
    ObjectNode json = given.deepCopy();
    ObjectNode proposed = (ObjectNode) json.get("proposed");
    if (!json.has("asOf")) {
      json.set("asOf", proposed.get("date"));
    }
    if (date != null) {
      proposed.put("date", date.toString());
    }
    return json;
  }

  /** What a report written as JSON says of these. */
  static ObjectNode said(String report) {
    ObjectNode json = (ObjectNode) JSON.readTree(report);
    ObjectNode members = JSON.createObjectNode();
    for (String member : List.of("remedies", "depthDates", "missing", "ifAllNo", "nextQuestion")) {
      if (json.has(member)) {
        members.set(member, json.get(member));
      }
    }
    ArrayNode ifStated = members.putArray("ifStated");
    json.get("questions").forEach(question -> ifStated.add(question.get("ifStated")));
    members.set("holdsUntil", json.get("holdsUntil"));
    members.set("thenVerdict", json.get("thenVerdict"));
    return members;
  }

  @Override
  public void close() {
    screener.close();
  }
}
