package org.needlewise.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An independent reading of the clinical policy, straight over the case file and without any rule:
 * slow, plain, and written without a look at the program. What it and the program both say is what
 * the policy says, or a mistake that two readers made alike.
 */
public final class PolicyOracle {
  private PolicyOracle() {}

  static final List<String> RISING =
      List.of("proceed", "caution", "incomplete", "defer", "contraindicated");

  /**
   * Deferrals without a date, which no other date of the same proposal lifts (P36 because asOf
   * stays).
   */
  private static final Set<String> LASTING =
      Set.of("P1K", "P35", "P36", "P39", "P50", "P53", "P54", "P55", "P5B", "P5D", "P7B");

  public record Interval(int observedDays, int minimumDays, int idealDays) {}

  /**
   * One finding, without the rule's own words.
   *
   * @param because JSON Pointers
   * @param interval null but in category interval
   * @param earliestDate ISO date, or null
   */
  public record Found(
      String policy,
      String category,
      String verdict,
      List<String> because,
      List<String> evidence,
      Interval interval,
      String earliestDate) {

    static final Comparator<Found> IN_ORDER =
        Comparator.comparing((Found f) -> -RISING.indexOf(f.verdict))
            .thenComparing(Found::policy)
            .thenComparing((Found f) -> f.because.get(0))
            .thenComparing(Found::evidence, PolicyOracle::compareTexts)
            .thenComparing(Found::because, PolicyOracle::compareTexts);
  }

  /**
   * All of a report but rule ids, titles, messages and the rule set.
   *
   * @param earliestDate ISO date, or null
   * @param questions codes
   */
  public record Expected(
      String caseId,
      String asOf,
      String verdict,
      String earliestDate,
      List<String> questions,
      List<Found> findings) {

    /**
     * What a report (of the shape of report.schema.json) says otherwise.
     *
     * @return one readable line a difference; empty where the report agrees
     */
    public List<String> differences(JsonNode report) {
      List<String> differences = new ArrayList<>();
      compare(differences, "caseId", caseId, textOrNull(report.path("caseId")));
      compare(differences, "asOf", asOf, textOrNull(report.path("asOf")));
      compare(differences, "verdict", verdict, textOrNull(report.path("verdict")));
      if (!report.has("earliestDate")) {
        differences.add("earliestDate: the field is missing");
      }
      compare(differences, "earliestDate", earliestDate, textOrNull(report.path("earliestDate")));
      List<String> asked = new ArrayList<>();
      report.path("questions").forEach(question -> asked.add(textOrNull(question.path("code"))));
      compare(differences, "questions", questions, asked);

      List<Found> reported = new ArrayList<>();
      for (JsonNode finding : report.path("findings")) {
        if (finding.path("interval").isNull() || finding.path("earliestDate").isNull()) {
          differences.add(
              "findings/" + reported.size() + ": null where the field should be absent");
        }
        reported.add(found(finding));
      }
      List<Found> missing = new ArrayList<>(findings);
      reported.forEach(missing::remove);
      List<Found> unexpected = new ArrayList<>(reported);
      findings.forEach(unexpected::remove);
      missing.forEach(f -> differences.add("missing finding " + f));
      unexpected.forEach(f -> differences.add("unexpected finding " + f));
      if (missing.isEmpty() && unexpected.isEmpty() && !findings.equals(reported)) {
        differences.add(
            "order of findings: expected " + brief(findings) + ", found " + brief(reported));
      }
      return differences;
    }

    /** The findings of one policy row. */
    public List<Found> of(String policy) {
      return findings.stream().filter(f -> f.policy.equals(policy)).toList();
    }

    private static void compare(
        List<String> differences, String what, Object expected, Object found) {
      if (!Objects.equals(expected, found)) {
        differences.add(what + ": expected " + expected + ", found " + found);
      }
    }

    private static List<String> brief(List<Found> findings) {
      return findings.stream().map(f -> f.policy + " " + f.because.get(0)).toList();
    }
  }

  static Found found(JsonNode finding) {
    JsonNode interval = finding.path("interval");
    return new Found(
        textOrNull(finding.path("policy")),
        textOrNull(finding.path("category")),
        textOrNull(finding.path("verdict")),
        texts(finding.path("because")),
        texts(finding.path("evidence")),
        interval.isObject()
            ? new Interval(
                interval.path("observedDays").asInt(),
                interval.path("minimumDays").asInt(),
                interval.path("idealDays").asInt())
            : null,
        textOrNull(finding.path("earliestDate")));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(textOrNull(node)));
    return texts;
  }

  private static String textOrNull(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }

  private static int compareTexts(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** What the policy says of a valid case file (case.schema.json). */
  public static Expected evaluate(JsonNode caseFile) {
    OracleCase given = OracleCase.of(caseFile);
    Reading reading = new Reading(given, given.proposed().date());
    List<Found> findings = reading.findings();
    String verdict = findings.isEmpty() ? "proceed" : findings.get(0).verdict();
    return new Expected(
        given.id(),
        given.asOf().toString(),
        verdict,
        earliestDate(given, findings),
        reading.questions(),
        findings);
  }

  private static String earliestDate(OracleCase given, List<Found> findings) {
    for (Found f : findings) {
      if (f.verdict().equals("contraindicated")
          || (f.verdict().equals("defer") && LASTING.contains(f.policy()))) {
        return null;
      }
    }
    LocalDate first =
        given.proposed().date().isAfter(given.asOf()) ? given.proposed().date() : given.asOf();
    LocalDate last = first.plusYears(5);
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (!new Reading(given, day).defers()) {
        return day.toString();
      }
    }
    return null;
  }
}
