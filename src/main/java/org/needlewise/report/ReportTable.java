package org.needlewise.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.words.Words;

/**
 * A list of cases, a row each, in the order in which they are added: verdict, earliest date, open
 * questions, the reason in a few words.
 */
public final class ReportTable {
  private static final int LEAST_COLUMNS = 60;

  /** Below it a reason stands a syllable a line. */
  private static final int LEAST_REASON = 16;

  private static final String NOT_KNOWN = "-";

  private final Words words;
  private final Row head;
  private final List<Row> rows = new ArrayList<>();

  private record Row(
      String id, String verdict, String earliest, String questions, String reason, Ink ink) {}

  public ReportTable(Words words) {
    this.words = words;
    this.head =
        new Row(
            words.say("report.table.case"),
            words.say("report.table.verdict"),
            words.say("report.table.earliest"),
            words.say("report.table.ask"),
            words.say("report.table.why"),
            Ink.BOLD);
  }

  /** Adds a case that has a report. */
  public void add(AdvisoryReport report) {
    rows.add(
        new Row(
            report.caseId(),
            Standing.of(report).headline(words),
            report.earliestDate() == null
                ? words.say("report.table.none")
                : report.earliestDate().toString(),
            String.valueOf(report.questions().size()),
            reason(report),
            ReportText.ink(report.verdict())));
  }

  /**
   * Adds a case that has none: it is not clear.
   *
   * @param id or, where that is not known, the place of the case
   * @param outcome in place of the verdict
   */
  public void addWithoutReport(String id, String outcome, String reason) {
    rows.add(new Row(id, outcome, NOT_KNOWN, NOT_KNOWN, reason, Ink.BOLD));
  }

  /** The cases added. */
  public int size() {
    return rows.size();
  }

  /** The title of what a page would tell first. */
  private String reason(AdvisoryReport report) {
    return report.verdict() == Verdict.PROCEED
        ? words.say("report.table.nothing")
        : Passage.of(report).get(0).title();
  }

  /**
   * The table, each line with its end; at most so wide as the style says, but 60 cells at least.
   */
  public String text(TextStyle style) {
    int columns = Math.max(LEAST_COLUMNS, style.columns());
    TextPage page = new TextPage(new TextStyle(columns, style.colour(), style.ascii()));
    int verdict = widest(Row::verdict);
    int earliest = widest(Row::earliest);
    int questions = widest(Row::questions);
    int room = columns - earliest - questions - 4 * TextPage.GAP;
    int id = Math.min(widest(Row::id), Math.max(room / 3, head.id.length()));
    if (room - id - verdict < LEAST_REASON) {
      verdict = widest(row -> longestWord(row.verdict));
    }
    List<Integer> widths = List.of(id, verdict, earliest, questions);
    write(page, head, Ink.BOLD, widths);
    rows.forEach(row -> write(page, row, Ink.PLAIN, widths));
    return page.toString();
  }

  private static void write(TextPage page, Row row, Ink ink, List<Integer> widths) {
    page.row(
        List.of(row.id, row.verdict, row.earliest, row.questions, row.reason),
        widths,
        List.of(Ink.BOLD, row.ink, ink, ink, ink));
  }

  private int widest(Function<Row, String> cell) {
    int widest = TextPage.cells(cell.apply(head));
    for (Row row : rows) {
      widest = Math.max(widest, TextPage.cells(cell.apply(row)));
    }
    return widest;
  }

  private static String longestWord(String text) {
    return Collections.max(List.of(text.split(" ")), Comparator.comparing(String::length));
  }
}
