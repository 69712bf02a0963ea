package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a plan's contract says of courses, done word by word on the JSON of a case, day by day. */
final class CourseByHand {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> VERDICTS =
      List.of("proceed", "caution", "incomplete", "defer", "contraindicated");
  private static final Set<String> IN_FACE =
      Set.of("forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow", "eyelid");

  private final AdviceByHand screens;
  private final ObjectNode given;
  private final boolean ideal;
  private final Predicate<LocalDate> avoided;
  private final LocalDate until;

  private final ObjectNode soFar;
  private final ObjectNode proposed;
  private final int written;
  private final LocalDate start;
  private final ArrayNode sessions = JSON.createArrayNode();
  private ObjectNode stopped;
  private LocalDate first;
  private LocalDate last;
  private String highest;

  /**
   * @param until null where it is not said
   */
  CourseByHand(
      AdviceByHand screens,
      ObjectNode given,
      boolean ideal,
      Predicate<LocalDate> avoided,
      LocalDate until) {
    this.screens = screens;
    this.given = given;
    this.ideal = ideal;
    this.avoided = avoided;
    this.until = until;
    soFar = given.deepCopy();
    proposed = (ObjectNode) soFar.get("proposed");
    proposed.remove("regimen");
    if (!soFar.has("asOf")) {
      soFar.put("asOf", proposed.get("date").stringValue());
    }
    written = soFar.path("history").size();
    LocalDate latest = date(proposed);
    LocalDate asOf = LocalDate.parse(soFar.get("asOf").stringValue());
    latest = asOf.isAfter(latest) ? asOf : latest;
    for (JsonNode entry : given.path("history")) {
      latest = date(entry).isAfter(latest) ? date(entry) : latest;
    }
    start = latest;
  }

  private static LocalDate date(JsonNode of) {
    return LocalDate.parse(of.get("date").stringValue());
  }

  private boolean therapeutic() {
    return proposed.get("depthMm").doubleValue() > 0.25;
  }

  private boolean p31Like() {
    double depth = proposed.get("depthMm").doubleValue();
    return proposed.get("area").stringValue().equals("scalp")
        && texts(proposed.path("adjuncts")).contains("minoxidil")
        && proposed.path("setting").stringValue("professional").equals("professional")
        && !proposed.path("modality").stringValue("unknown").equals("radiofrequency")
        && depth >= 0.5
        && depth <= 1.0;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.stringValue()));
    return texts;
  }

  /** Whether it must be said how many sessions there are to be. */
  boolean mustSay() {
    return !therapeutic() || p31Like();
  }

  /**
   * @param n null where it is not said
   */
  ObjectNode plan(Integer n, int k) {
    boolean maintains = therapeutic() && !p31Like();
    if (maintains && proposed.path("phase").stringValue("").equals("maintenance")) {
      NavigableMap<LocalDate, Boolean> visits = visits();
      visits(k, visits.isEmpty() ? null : visits.lastKey());
      return result();
    }
    int count = n != null ? n : length();
    for (int i = 1; i <= count && stopped == null; i++) {
      next(last == null ? start : last.plusDays(1), maintains && i == count, false);
    }
    if (maintains && stopped == null) {
      visits(k, last);
    }
    return result();
  }

  ObjectNode check(List<LocalDate> dates) {
    for (LocalDate date : dates) {
      List<Finding> findings = findings(date);
      ObjectNode session = session(date, findings, List.of(), List.of(), false, false);
      session.remove("waitedFor");
      session.putArray("waitedFor");
      ArrayNode told = session.putArray("findings");
      for (Finding finding : findings) {
        row(finding, told.addObject()).put("verdict", finding.verdict().code());
      }
    }
    return result();
  }

  int length() {
    String indication = proposed.path("indication").stringValue("");
    int least = indication.equals("acne-scars") || indication.equals("striae") ? 4 : 3;
    NavigableMap<LocalDate, Boolean> visits = visits();
    int chain = 0;
    if (!visits.isEmpty() && start.isBefore(visits.lastKey().plusMonths(3))) {
      List<LocalDate> days = new ArrayList<>(visits.keySet());
      int from = days.size() - 1;
      while (from > 0 && days.get(from).isBefore(days.get(from - 1).plusMonths(3))) {
        from--;
      }
      boolean complete = days.subList(from, days.size()).stream().anyMatch(visits::get);
      chain = complete ? 0 : days.size() - from;
    }
    return Math.max(1, least - chain);
  }

  /** Dates of therapeutic sessions that overlap, up to the start; whether a series ends there. */
  private NavigableMap<LocalDate, Boolean> visits() {
    NavigableMap<LocalDate, Boolean> visits = new TreeMap<>();
    // Entries of one date, area and depth are one session: therapeutic where one of them is.
    for (JsonNode entry : given.path("history")) {
      String a = entry.get("area").stringValue();
      String b = proposed.get("area").stringValue();
      boolean overlaps =
          a.equals(b)
              || a.equals("face") && IN_FACE.contains(b)
              || b.equals("face") && IN_FACE.contains(a);
      if (overlaps && !date(entry).isAfter(start) && isTherapeutic(entry)) {
        visits.merge(
            date(entry), entry.path("completesSeries").booleanValue(false), Boolean::logicalOr);
      }
    }
    for (JsonNode entry : given.path("history")) {
      if (visits.containsKey(date(entry)) && joins(entry)) {
        visits.merge(
            date(entry), entry.path("completesSeries").booleanValue(false), Boolean::logicalOr);
      }
    }
    return visits;
  }

  private static boolean isTherapeutic(JsonNode entry) {
    return entry.get("depthMm").doubleValue() > 0.25
        || entry.path("modality").stringValue("").equals("radiofrequency");
  }

  /** Whether it is one session with an entry that is therapeutic and on the proposed area. */
  private boolean joins(JsonNode entry) {
    for (JsonNode other : given.path("history")) {
      if (isTherapeutic(other)
          && overlaps(other.get("area").stringValue(), proposed.get("area").stringValue())
          && other.get("date").equals(entry.get("date"))
          && other.get("area").equals(entry.get("area"))
          && other.get("depthMm").doubleValue() == entry.get("depthMm").doubleValue()) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(String a, String b) {
    return a.equals(b)
        || a.equals("face") && IN_FACE.contains(b)
        || b.equals("face") && IN_FACE.contains(a);
  }

  private void visits(int k, LocalDate before) {
    proposed.put("phase", "maintenance").put("improvementDocumented", true);
    LocalDate from = before;
    for (int i = 0; i < k && stopped == null; i++) {
      LocalDate bound = start;
      if (from != null && from.plusMonths(months(from)).isAfter(bound)) {
        bound = from.plusMonths(months(from));
      }
      next(bound, false, true);
      from = last;
    }
  }

  private int months(LocalDate date) {
    JsonNode patient = soFar.get("patient");
    boolean forty =
        patient.has("birthDate")
            && !LocalDate.parse(patient.get("birthDate").stringValue()).plusYears(40).isAfter(date);
    return forty || patient.path("photodamage").stringValue("").equals("heavy") ? 3 : 6;
  }

  private void next(LocalDate bound, boolean completes, boolean assumes) {
    LocalDate end = until;
    if (first == null) {
      LocalDate reach = start.plusYears(5);
      end = until == null || reach.isBefore(until) ? reach : until;
    } else if (until == null) {
      end = first.plusYears(2);
    }
    LocalDate blocked = null;
    List<Finding> obstacles = List.of();
    for (LocalDate day = bound; !day.isAfter(end); day = day.plusDays(1)) {
      if (avoided.test(day)) {
        continue;
      }
      List<Finding> findings = findings(day);
      List<Finding> now = findings.stream().filter(this::blocks).toList();
      if (now.isEmpty()) {
        List<LocalDate> untils = new ArrayList<>();
        for (Finding obstacle : obstacles) {
          LocalDate then = blocked.plusDays(1);
          while (findings(then).stream()
              .anyMatch(other -> blocks(other) && isSame(obstacle, other))) {
            then = then.plusDays(1);
          }
          untils.add(then);
        }
        session(day, findings, obstacles, untils, completes, assumes);
        return;
      }
      blocked = day;
      obstacles = now;
      if (now.stream().anyMatch(f -> f.verdict().code().equals("contraindicated"))) {
        break;
      }
    }
    stopped = JSON.createObjectNode();
    stopped.put("number", sessions.size() + 1).put("phase", phase());
    ArrayNode rows = stopped.putArray("findings");
    for (Finding obstacle : obstacles) {
      row(obstacle, rows.addObject())
          .put(
              "until", obstacle.earliestDate() == null ? null : obstacle.earliestDate().toString());
      raise(obstacle.verdict().code());
    }
  }

  private String phase() {
    return proposed.path("phase").stringValue("initial-series");
  }

  private boolean blocks(Finding finding) {
    String verdict = finding.verdict().code();
    return verdict.equals("defer")
        || verdict.equals("contraindicated")
        || finding.policy().equals("P64")
        || ideal && finding.category().equals("interval");
  }

  private static boolean isSame(Finding a, Finding b) {
    return a.policy().equals(b.policy())
        && (a.policy().matches("P2[0-9]|P3[0-3]|P4[0-7]") || a.because().equals(b.because()));
  }

  private void raise(String verdict) {
    if (highest == null || VERDICTS.indexOf(verdict) > VERDICTS.indexOf(highest)) {
      highest = verdict;
    }
  }

  private List<Finding> findings(LocalDate day) {
    ObjectNode now = soFar.deepCopy();
    ((ObjectNode) now.get("proposed")).put("date", day.toString());
    AdvisoryReport report = screens.screen(now);
    return report.findings().stream()
        .filter(
            f ->
                !f.policy().equals("P80")
                    || Integer.parseInt(f.because().get(0).split("/")[2]) < written)
        .toList();
  }

  private ObjectNode session(
      LocalDate day,
      List<Finding> findings,
      List<Finding> waitedFor,
      List<LocalDate> untils,
      boolean completes,
      boolean assumes) {
    ObjectNode session = sessions.addObject();
    String verdict = "proceed";
    for (Finding finding : findings) {
      String other = finding.verdict().code();
      verdict = VERDICTS.indexOf(other) > VERDICTS.indexOf(verdict) ? other : verdict;
    }
    raise(verdict);
    session.put("number", sessions.size()).put("phase", phase());
    session.put("date", day.toString()).put("verdict", verdict);
    ArrayNode waits = session.putArray("waitedFor");
    for (int i = 0; i < waitedFor.size(); i++) {
      row(waitedFor.get(i), waits.addObject()).put("until", untils.get(i).toString());
    }
    if (completes) {
      session.put("completesSeries", true);
    }
    if (assumes) {
      session.putArray("assumes").add("improvementDocumented");
    }
    ObjectNode entry = soFar.withArray("history").addObject();
    entry.put("date", day.toString());
    for (String field :
        List.of("area", "depthMm", "indication", "setting", "device", "modality", "adjuncts")) {
      if (proposed.has(field)) {
        entry.set(field, proposed.get(field));
      }
    }
    if (completes) {
      entry.put("completesSeries", true);
    }
    first = first == null ? day : first;
    last = day;
    return session;
  }

  private static ObjectNode row(Finding finding, ObjectNode to) {
    return to.put("rule", finding.rule()).put("policy", finding.policy());
  }

  private ObjectNode result() {
    ObjectNode result = JSON.createObjectNode();
    result.put("caseId", given.get("id").stringValue());
    result.put("asOf", soFar.get("asOf").stringValue());
    result.put("pace", ideal ? "ideal" : "minimum");
    result.put("verdict", highest == null ? "incomplete" : highest);
    result.set("sessions", sessions);
    if (stopped != null) {
      result.set("stopped", stopped);
    }
    return result;
  }
}
