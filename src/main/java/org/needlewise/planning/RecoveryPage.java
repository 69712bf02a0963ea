package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.page.Page;
import org.needlewise.report.Advice.RecoveryStep;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportWords;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.words.Words;

/**
 * The days after a proposed session, to be read: as text, as a picture, as a page.
 *
 * @param words in which it is written
 * @param dayZero the day of the session
 * @param evidence by id
 */
public record RecoveryPage(
    Words words,
    CaseFile caseFile,
    AdvisoryReport report,
    LocalDate dayZero,
    List<Row> rows,
    Map<String, EvidenceStatement> evidence) {
  private static final String DASH = "\u2013";

  /** Days of the picture, as many as its first part has, and how much of its width that takes. */
  private static final int DAYS = 91;

  private static final int NEAR_DAYS = 15;
  private static final double NEAR = 0.7;

  /** Days that the picture names. */
  static final List<Integer> TICKS = List.of(0, 1, 2, 3, 4, 5, 7, 10, 14, 28, 42, 84);

  /**
   * @param list of the care that it stands in: phases, signs or limits
   */
  public record Row(RecoveryStep step, String list) {
    /** Its code in words: {@code gym pool sauna}. */
    String label(Words words) {
      String code = words.code(step.code());
      return Character.toUpperCase(code.charAt(0)) + code.substring(1);
    }

    /** {@code 0–3}, {@code 5}, {@code 14 on}. */
    String days(Words words) {
      return span(words, String.valueOf(step.fromDay()), last(), DASH);
    }

    private String last() {
      return step.toDay() == null ? null : String.valueOf(step.toDay());
    }

    String dates(Words words) {
      return span(
          words,
          step.fromDate().toString(),
          step.toDate() == null ? null : step.toDate().toString(),
          " " + DASH + " ");
    }

    /** One data point, and no range. */
    boolean isPoint() {
      return step.fromDay() > 0 && Integer.valueOf(step.fromDay()).equals(step.toDay());
    }

    double from() {
      return share(step.fromDay());
    }

    double to() {
      return step.toDay() == null ? 1 : share(step.toDay() + 1);
    }

    private static String span(Words words, String from, String to, String between) {
      if (to == null) {
        return words.say("recovery.from", "from", from);
      }
      return to.equals(from) ? from : from + between + to;
    }
  }

  /**
   * @param report of the case
   */
  public static RecoveryPage of(
      Words words,
      CaseFile caseFile,
      AdvisoryReport report,
      Care care,
      Map<String, EvidenceStatement> evidence) {
    List<Row> rows = new ArrayList<>();
    for (RecoveryStep step : Recovery.of(caseFile, report, care)) {
      String list =
          care.entries().stream()
              .filter(entry -> entry.id().equals("recovery/" + step.code()))
              .map(entry -> entry.section().list())
              .findFirst()
              .orElseThrow();
      rows.add(new Row(step, list));
    }
    return new RecoveryPage(
        words, caseFile, report, Recovery.dayZero(caseFile, report), rows, evidence);
  }

  /** The steps alone. */
  public List<RecoveryStep> steps() {
    return rows.stream().map(Row::step).toList();
  }

  /** Where a day begins, from 0 to 1: the first days have more room than the weeks. */
  static double share(int day) {
    double share =
        day <= NEAR_DAYS
            ? NEAR * day / NEAR_DAYS
            : NEAR + (1 - NEAR) * (day - NEAR_DAYS) / (DAYS - NEAR_DAYS);
    return Math.min(1, Math.round(share * 10_000) / 10_000.0);
  }

  /** Whether the session may be done on day 0. */
  boolean isAllowed() {
    return Recovery.isAllowed(report);
  }

  String session() {
    return ReportWords.session(words, caseFile.proposed());
  }

  String dayZeroIs() {
    return words.say("recovery.dayZero", "date", dayZero);
  }

  String notAsProposed() {
    return words.say(
        "recovery.notAsProposed",
        "verdict",
        words.code(report.verdict().code()),
        "earliest",
        ReportWords.earliestDate(words, report, caseFile.proposed().date()));
  }

  String ruleSet() {
    return ReportWords.ruleSet(words, report.ruleSet());
  }

  public String text(TextStyle style) {
    TextPage page = new TextPage(style);
    page.text(
        0, words.say("recovery.titleOfText", "id", caseFile.id(), "session", session()), Ink.BOLD);
    page.text(0, dayZeroIs(), Ink.PLAIN);
    if (!isAllowed()) {
      page.text(0, notAsProposed(), Ink.ORANGE);
    }
    page.blank();
    List<String> head =
        List.of(words.say("recovery.day"), words.say("recovery.date"), words.say("recovery.holds"));
    List<Integer> widths =
        List.of(
            widest(6, head.get(0), row -> row.days(words)),
            widest(25, head.get(1), row -> row.dates(words)));
    List<Ink> inks = List.of(Ink.BOLD, Ink.PLAIN, Ink.PLAIN);
    if (rows.isEmpty()) {
      page.text(0, words.say("recovery.nothing"), Ink.PLAIN);
    } else {
      page.row(head, widths, List.of(Ink.FAINT, Ink.FAINT, Ink.FAINT));
    }
    for (Row row : rows) {
      String says = row.step.says() + " [" + String.join(" ", row.step.evidence()) + "]";
      page.row(List.of(row.days(words), row.dates(words), says), widths, inks);
    }
    page.blank();
    page.text(0, words.say("report.notReviewed"), Ink.FAINT);
    page.text(0, ruleSet(), Ink.FAINT);
    return page.toString();
  }

  private int widest(int least, String title, Function<Row, String> cell) {
    return Stream.concat(Stream.of(title), rows.stream().map(cell))
        .mapToInt(TextPage::cells)
        .reduce(least, Math::max);
  }

  /** The picture alone, as a file of its own. */
  public String svg() {
    return Page.html("planning/recoveryPicture.jte", this);
  }

  /** As one page that needs nothing beside itself. */
  public String html() {
    return Page.html("planning/recovery.jte", this);
  }
}
