package org.needlewise.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.words.Words;

/** The words in which a report as a whole is put, whatever page they stand on. */
public final class ReportWords {
  private ReportWords() {}

  /**
   * The earliest date under these rules with what it hangs on, or why there is none; a clause
   * without a full stop.
   *
   * @param proposed the date that was asked about
   */
  public static String earliestDate(Words words, AdvisoryReport report, LocalDate proposed) {
    LocalDate date = report.earliestDate();
    if (date != null) {
      long later = ChronoUnit.DAYS.between(proposed, date);
      String day = day(words, date);
      String told =
          later == 0
              ? words.say("report.date.asProposed", "date", day)
              : words.say("report.date.later", "date", day, "days", later);
      List<String> conditions = conditions(words, report);
      return conditions.isEmpty() ? told : comma(words, told, joined(words, conditions));
    }
    return switch (Standing.of(report)) {
      case DO_NOT_TREAT -> words.say("report.date.doNotTreat");
      case NOT_LIKE_THIS -> notLikeThis(words, report);
      default -> {
        String conditions = joined(words, conditions(words, report));
        yield deferring(report).allMatch(finding -> finding.earliestDate() != null)
            ? words.say("report.date.notWithinReach", "conditions", conditions)
            : conditions;
      }
    };
  }

  /** With that for what else there may be a date. */
  private static String notLikeThis(Words words, AdvisoryReport report) {
    return deferring(report)
        .map(Finding::instead)
        .filter(other -> !other.isEmpty())
        .distinct()
        .reduce((before, next) -> words.say("report.list.and", "before", before, "next", next))
        .map(instead -> words.say("report.date.instead", "instead", instead))
        .orElseGet(() -> words.say("report.date.notLikeThis"));
  }

  /** What has to come about first, how long to wait at least, what is not known yet. */
  private static List<String> conditions(Words words, AdvisoryReport report) {
    List<String> conditions = new ArrayList<>();
    report.findings().stream()
        .map(Finding::dateHolds)
        .filter(holds -> !holds.isEmpty())
        .distinct()
        .forEach(conditions::add);
    if (report.earliestDate() == null) {
      deferring(report)
          .map(Finding::earliestDate)
          .filter(date -> date != null)
          .max(LocalDate::compareTo)
          .ifPresent(
              date -> conditions.add(words.say("report.date.notBefore", "date", day(words, date))));
    }
    int questions = report.questions().size();
    long points = report.findings().stream().filter(f -> f.verdict() == Verdict.INCOMPLETE).count();
    if (questions > 0) {
      points--; // All questions make one finding.
    }
    if (questions > 0 && points > 0) {
      conditions.add(
          words.say(
              "report.date.onceAnsweredAndSettled", "questions", questions, "points", points));
    } else if (questions > 0) {
      conditions.add(words.say("report.date.onceAnswered", "questions", questions));
    } else if (points > 0) {
      conditions.add(words.say("report.date.onceSettled", "points", points));
    }
    return conditions;
  }

  private static Stream<Finding> deferring(AdvisoryReport report) {
    return report.findings().stream().filter(finding -> finding.verdict() == Verdict.DEFER);
  }

  /** {@code a, b, and c}. */
  private static String joined(Words words, List<String> clauses) {
    int last = clauses.size() - 1;
    return last < 1
        ? String.join("", clauses)
        : words.say(
            "report.list.last",
            "before",
            clauses.stream()
                .limit(last)
                .reduce((before, next) -> comma(words, before, next))
                .orElseThrow(),
            "last",
            clauses.get(last));
  }

  private static String comma(Words words, String before, String next) {
    return words.say("report.list.comma", "before", before, "next", next);
  }

  /** The verdict, and until when where it has a date: {@code defer until 2026-12-05}. */
  public static String verdictUntil(Words words, Finding finding) {
    String verdict = words.code(finding.verdict().code());
    return finding.earliestDate() == null
        ? verdict
        : words.say("report.verdictUntil", "verdict", verdict, "date", finding.earliestDate());
  }

  /** {@code Saturday 2026-12-19}. */
  public static String day(Words words, LocalDate date) {
    // Not a date of ICU, which would load its calendars.
    return words.say("report.day", "weekday", date.getDayOfWeek(), "date", date);
  }

  /** {@code cheeks at 1.5 mm}. */
  public static String session(Words words, CaseFile.Proposed proposed) {
    String depth = millimetres(words, proposed.depthHundredths());
    return words.say("report.session", "area", proposed.area(), "depth", depth);
  }

  /** 1.0 mm, 0.25 mm: one decimal at least, as the sources write it. */
  public static String millimetres(Words words, int hundredths) {
    return words.say("report.millimetres", "depth", depth(hundredths));
  }

  static String depth(int hundredths) {
    int rest = hundredths % 100;
    return hundredths / 100 + "." + rest / 10 + (rest % 10 == 0 ? "" : String.valueOf(rest % 10));
  }

  /**
   * Which rule set spoke: its version and the beginning of its digest, whether it is signed, what
   * was laid upon it.
   */
  public static String ruleSet(Words words, AdvisoryReport.RuleSet rules) {
    String digest = rules.digest();
    String ruleSet =
        words.say(
            "report.ruleSet",
            "version",
            rules.version(),
            "digest",
            digest.substring(0, Math.min(8, digest.length())),
            "signed",
            rules.signed());
    return rules.overlay() == null
        ? ruleSet
        : words.say("report.ruleSetOverlaid", "ruleSet", ruleSet, "overlay", rules.overlay());
  }

  /** That the rules are not in effect yet; empty where they are. */
  public static String notInEffect(Words words, AdvisoryReport report) {
    return report.ruleSet().inEffect()
        ? ""
        : words.say(
            "report.notInEffect", "effective", report.ruleSet().effective(), "date", report.asOf());
  }
}
