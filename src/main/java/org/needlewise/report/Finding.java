package org.needlewise.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * One finding of an advisory report.
 *
 * @param by what spoke
 * @param because JSON Pointers to the facts of the case file that matched; at least one
 * @param interval null outside category interval
 * @param earliestDate the first date that satisfies this one finding, on a defer finding that has
 *     one; else null
 */
public record Finding(
    Rule by,
    Verdict verdict,
    Words words,
    List<String> because,
    Interval interval,
    LocalDate earliestDate) {

  /**
   * What a rule says in every case; one object for all its findings on the same evidence.
   *
   * @param id the rule's stable id
   * @param policy the policy row
   * @param evidence statement ids in ascending order; at least one
   */
  public record Rule(
      String id, String policy, String category, String title, List<String> evidence) {}

  /**
   * What is said of this case.
   *
   * @param message what was found in this case, with its own dates and numbers
   * @param action what to do about it; empty where there is nothing to do. The report's JSON gives
   *     both as one message
   * @param dateHolds what has to come about before a date of the report holds, as a clause ("when
   *     the skin has healed"); empty where it hangs on nothing. Not in the JSON
   * @param instead what to propose where waiting does not mend it ("a lesser depth"); empty where
   *     nothing is named. Not in the JSON
   */
  public record Words(Phrase message, Phrase action, Phrase dateHolds, Phrase instead) {}

  /** All in days: from one session to the other, the least, the best. */
  public record Interval(int observedDays, int minimumDays, int idealDays) {}

  /** The categories of the report schema, in its order. */
  public static final List<String> CATEGORIES =
      List.of(
          "contraindication",
          "warning-sign",
          "interval",
          "over-treatment",
          "depth",
          "preparation",
          "indication",
          "device",
          "adjunct",
          "regimen",
          "expectation",
          "timing",
          "data-quality");

  /**
   * Verdict, highest first; policy row; first pointer as text; evidence; the other pointers; the
   * rule's id.
   */
  public static final Comparator<Finding> ORDER = Finding::compare;

  private static int compare(Finding a, Finding b) {
    int order = b.verdict.compareTo(a.verdict);
    order = order != 0 ? order : a.policy().compareTo(b.policy());
    order = order != 0 ? order : a.because.get(0).compareTo(b.because.get(0));
    order = order != 0 ? order : compare(a.evidence(), b.evidence());
    order = order != 0 ? order : compare(a.because, b.because);
    order = order != 0 ? order : a.rule().compareTo(b.rule());
    return order != 0 ? order : a.message().compareTo(b.message());
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** The rule's stable id. */
  public String rule() {
    return by.id;
  }

  public String policy() {
    return by.policy;
  }

  public String category() {
    return by.category;
  }

  public String title() {
    return by.title;
  }

  public List<String> evidence() {
    return by.evidence;
  }

  public String message() {
    return words.message.toString();
  }

  public String action() {
    return words.action.toString();
  }

  public String dateHolds() {
    return words.dateHolds.toString();
  }

  public String instead() {
    return words.instead.toString();
  }
}
