package org.needlewise.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The words in which a report as a whole is put, whatever page they stand on. */
public final class ReportWords {
  /** What every report says of its rules. */
  public static final String NOT_REVIEWED = "Advisory only: no clinician has reviewed these rules.";

  private ReportWords() {}

  /** The verdict in words that nobody misreads: {@code DO NOT TREAT}. */
  public static String headline(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> "DO NOT TREAT";
      case DEFER -> "NOT YET";
      case INCOMPLETE -> "ASK FIRST";
      case CAUTION -> "GO WITH CARE";
      case PROCEED -> "PROCEED";
    };
  }

  /** What the report's verdict means for this case; a clause without a full stop. */
  public static String meaning(AdvisoryReport report) {
    return switch (report.verdict()) {
      case CONTRAINDICATED -> "not while what is found below holds";
      case DEFER ->
          report.earliestDate() != null || waitingIsEnough(report)
              ? "not on the proposed date"
              : "not as proposed";
      case INCOMPLETE -> "what is unknown is not a no";
      case CAUTION -> "with what is said below";
      case PROCEED -> "nothing against it was found by the rules that were asked";
    };
  }

  private static boolean waitingIsEnough(AdvisoryReport report) {
    return report.findings().stream()
        .allMatch(f -> f.verdict() != Verdict.DEFER || f.earliestDate() != null);
  }

  /** Over the findings of one verdict. */
  public static String group(Verdict verdict) {
    return switch (verdict) {
      case CONTRAINDICATED -> "Do not treat";
      case DEFER -> "Not yet, or not like this";
      case INCOMPLETE -> "Find out first";
      case CAUTION -> "With care";
      case PROCEED -> "Good to know";
    };
  }

  /**
   * The first safe date, or why there is none; a clause without a full stop.
   *
   * @param proposed the date that was asked about
   */
  public static String firstSafeDate(AdvisoryReport report, LocalDate proposed) {
    LocalDate date = report.earliestDate();
    if (date == null) {
      if (report.verdict() == Verdict.CONTRAINDICATED) {
        return "none while a contraindication stands";
      }
      return waitingIsEnough(report)
          ? "none within reach: every date that was tried is too early"
          : "none as proposed: waiting alone is not enough";
    }
    long later = ChronoUnit.DAYS.between(proposed, date);
    StringBuilder words = new StringBuilder(weekday(date.getDayOfWeek())).append(' ').append(date);
    if (later == 0) {
      words.append(", as proposed");
    } else {
      words
          .append(", ")
          .append(later)
          .append(later == 1 ? " day" : " days")
          .append(" later than proposed");
    }
    if (!report.questions().isEmpty()) {
      words.append("; holds only once the questions are answered");
    } else if (report.findings().stream().anyMatch(f -> f.verdict() == Verdict.INCOMPLETE)) {
      words.append("; holds only once the case is put right");
    }
    return words.toString();
  }

  // Not from the JDK's locale data: the same on every machine, and nothing to load.
  private static String weekday(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Which rule set spoke: its version and the beginning of its digest. */
  public static String ruleSet(AdvisoryReport report) {
    String digest = report.ruleSet().digest();
    String begin = digest.substring(0, Math.min(8, digest.length()));
    return "Rule set " + report.ruleSet().version() + " " + begin;
  }
}
