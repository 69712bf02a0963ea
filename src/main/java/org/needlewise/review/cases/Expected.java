package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.check.Card;

/**
 * A finding that a case expects, as it is compared: line by line.
 *
 * @param policy null outside scenarios, as is the category
 * @param evidence null where it is the rule's own and the same for every finding of it
 * @param interval null where the finding has none
 * @param earliestDate ISO date; null where the finding has none
 * @param message the full text; null where any will do
 */
public record Expected(
    String policy,
    String category,
    String verdict,
    List<String> because,
    List<String> evidence,
    Finding.Interval interval,
    String earliestDate,
    String message) {

  /** What the report gave, of which only what is asked for is kept. */
  static Expected found(Finding finding, boolean whole, boolean message) {
    return new Expected(
        whole ? finding.policy() : null,
        whole ? finding.category() : null,
        finding.verdict().code(),
        finding.because(),
        finding.evidence(),
        finding.interval(),
        finding.earliestDate() == null ? null : finding.earliestDate().toString(),
        message ? text(finding) : null);
  }

  /** The same with the evidence of the rule where none is stated. */
  Expected withEvidenceOf(Card card) {
    return evidence != null
        ? this
        : new Expected(
            policy, category, verdict, because, card.evidence(), interval, earliestDate, message);
  }

  /** Message and action, as a report gives them. */
  static String text(Finding finding) {
    return finding.action().isEmpty()
        ? finding.message()
        : finding.message() + ' ' + finding.action();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (policy != null) {
      lines.add(policy + " " + category);
    }
    lines.add("verdict: " + verdict);
    lines.add("because: " + String.join(" ", because));
    lines.add("evidence: " + (evidence == null ? "" : String.join(" ", evidence)));
    lines.add(
        "interval: "
            + (interval == null
                ? "none"
                : interval.observedDays()
                    + " days, "
                    + interval.minimumDays()
                    + " at least, "
                    + interval.idealDays()
                    + " ideally"));
    lines.add("earliestDate: " + (earliestDate == null ? "none" : earliestDate));
    if (message != null) {
      lines.add("message: " + message);
    }
    return lines;
  }
}
