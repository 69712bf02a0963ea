package org.needlewise.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words in which a report as a whole is put, whatever page they stand on. */
public final class ReportWords {
  /** What every report says of its rules. */
  public static final String NOT_REVIEWED = "Advisory only: no clinician has reviewed these rules.";

  private ReportWords() {}

  /**
   * The earliest date under these rules with what it hangs on, or why there is none; a clause
   * without a full stop.
   *
   * @param proposed the date that was asked about
   */
  public static String earliestDate(AdvisoryReport report, LocalDate proposed) {
    LocalDate date = report.earliestDate();
    if (date != null) {
      long later = ChronoUnit.DAYS.between(proposed, date);
      String words =
          day(date) + (later == 0 ? ", as proposed" : ", " + days(later) + " later than proposed");
      List<String> conditions = conditions(report);
      return conditions.isEmpty() ? words : words + ", " + joined(conditions);
    }
    return switch (Standing.of(report)) {
      case DO_NOT_TREAT -> "none while a contraindication stands";
      case NOT_LIKE_THIS -> "none as proposed (waiting alone is not enough); " + instead(report);
      default ->
          (deferring(report).allMatch(finding -> finding.earliestDate() != null)
                  ? "none within reach; "
                  : "")
              + joined(conditions(report));
    };
  }

  /** For what else there may be a date. */
  private static String instead(AdvisoryReport report) {
    List<String> instead =
        deferring(report)
            .map(Finding::instead)
            .filter(words -> !words.isEmpty())
            .distinct()
            .toList();
    return (instead.isEmpty() ? "" : "for " + String.join(" and ", instead) + ": ") + "see below";
  }

  /** What has to come about first, how long to wait at least, what is not known yet. */
  private static List<String> conditions(AdvisoryReport report) {
    List<String> conditions = new ArrayList<>();
    report.findings().stream()
        .map(Finding::dateHolds)
        .filter(words -> !words.isEmpty())
        .distinct()
        .forEach(conditions::add);
    if (report.earliestDate() == null) {
      deferring(report)
          .map(Finding::earliestDate)
          .filter(date -> date != null)
          .max(LocalDate::compareTo)
          .ifPresent(date -> conditions.add("not before " + day(date)));
    }
    String unknown = unknown(report);
    if (!unknown.isEmpty()) {
      conditions.add("once " + unknown);
    }
    return conditions;
  }

  private static String unknown(AdvisoryReport report) {
    int questions = report.questions().size();
    long points = report.findings().stream().filter(f -> f.verdict() == Verdict.INCOMPLETE).count();
    if (questions > 0) {
      points--; // All questions make one finding.
    }
    String asked =
        questions == 1
            ? "the question is answered"
            : "the " + questions + " questions are answered";
    String settled =
        points == 1
            ? "the open point below is settled"
            : "the " + points + " open points below are settled";
    return (questions == 0 ? "" : asked)
        + (questions > 0 && points > 0 ? " and " : "")
        + (points == 0 ? "" : settled);
  }

  private static Stream<Finding> deferring(AdvisoryReport report) {
    return report.findings().stream().filter(finding -> finding.verdict() == Verdict.DEFER);
  }

  /** {@code a, b, and c}. */
  private static String joined(List<String> clauses) {
    int last = clauses.size() - 1;
    return last < 1
        ? String.join("", clauses)
        : String.join(", ", clauses.subList(0, last)) + ", and " + clauses.get(last);
  }

  private static String days(long count) {
    return count + (count == 1 ? " day" : " days");
  }

  /** {@code Saturday 2026-12-19}. */
  public static String day(LocalDate date) {
    // Not from the JDK's locale data: the same on every machine, and nothing to load.
    DayOfWeek day = date.getDayOfWeek();
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT) + ' ' + date;
  }

  /**
   * Which rule set spoke: its version and the beginning of its digest, whether it is signed, what
   * was laid upon it.
   */
  public static String ruleSet(AdvisoryReport.RuleSet rules) {
    String digest = rules.digest();
    String begin = digest.substring(0, Math.min(8, digest.length()));
    String overlay = rules.overlay();
    return "Rule set "
        + rules.version()
        + " "
        + begin
        + (rules.signed() ? ", signed" : ", unsigned rules")
        + (overlay == null ? "" : ", overlay " + overlay);
  }

  /** That the rules are not in effect yet; empty where they are. */
  public static String notInEffect(AdvisoryReport report) {
    return report.ruleSet().inEffect()
        ? ""
        : "These rules are in effect from "
            + report.ruleSet().effective()
            + ", which is not yet on "
            + report.asOf()
            + ".";
  }
}
