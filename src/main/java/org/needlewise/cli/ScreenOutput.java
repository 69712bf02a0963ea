package org.needlewise.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Echo;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportChanges;
import org.needlewise.report.ReportJson;
import org.needlewise.report.ReportTable;
import org.needlewise.report.ReportText;
import org.needlewise.report.TextStyle;

/**
 * What a screening prints: reports on standard output, what is wrong on standard error. Both are
 * printed as they come, but where a table stands before the pages they wait for it.
 */
final class ScreenOutput {
  private final Consumer<byte[]> out;
  private final PrintWriter err;
  private final ReportJson json;
  private final ReportText pages;
  private final ReportTable table;
  private final TextStyle style;

  private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
  private final List<byte[]> waitingPages = new ArrayList<>();
  private final List<String> waitingLines = new ArrayList<>();
  private boolean begun;

  private ScreenOutput(
      Consumer<byte[]> out, PrintWriter err, ReportText pages, ReportTable table, TextStyle style) {
    this.out = out;
    this.err = err;
    this.pages = pages;
    this.table = table;
    this.style = style;
    this.json = pages == null && table == null ? new ReportJson(ready) : null;
  }

  /** A report a line. */
  static ScreenOutput json(Consumer<byte[]> out, PrintWriter err) {
    return new ScreenOutput(out, err, null, null, null);
  }

  /** A page a case, as they come. */
  static ScreenOutput pages(Consumer<byte[]> out, PrintWriter err, ReportText pages) {
    return new ScreenOutput(out, err, pages, null, null);
  }

  /**
   * A table, then a page a case.
   *
   * @param pages null for the table alone; otherwise a single case has none
   */
  static ScreenOutput table(
      Consumer<byte[]> out, PrintWriter err, TextStyle style, ReportText pages) {
    return new ScreenOutput(out, err, pages, new ReportTable(Main.WORDS), style);
  }

  /** Whether what a report says otherwise than that of the case as written has a place. */
  boolean tellsChanges() {
    return pages != null;
  }

  /**
   * @param changes null where there are none to tell of
   */
  void report(CaseFile caseFile, AdvisoryReport report, Advice advice, ReportChanges changes) {
    if (json != null) {
      json.write(report, advice);
      return;
    }
    if (table != null) {
      table.add(report);
    }
    if (pages != null) {
      String page = pages.page(caseFile, report, changes, advice);
      write((begun ? pages.betweenPages() : "") + page);
      begun = true;
    }
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (table == null) {
      ready.writeBytes(bytes);
    } else {
      waitingPages.add(bytes);
    }
  }

  /** A case without a report: a row of the table; what is wrong is to be told besides. */
  void noReport(String id, String outcome, String reason) {
    if (table != null) {
      table.addWithoutReport(id, outcome, reason);
    }
  }

  /** Prints a line of standard error at its place among the reports. */
  void tell(String line) {
    if (table == null) {
      flush();
      print(line);
    } else {
      waitingLines.add(line);
    }
  }

  private void print(String line) {
    err.println(Echo.shown(line));
  }

  /** Prints what does not wait. */
  void flush() {
    if (ready.size() > 0) {
      out.accept(ready.toByteArray());
      ready.reset();
    }
  }

  /** Prints the rest. */
  void end() {
    flush();
    if (table != null && (pages == null || table.size() > 1)) {
      String between = waitingPages.isEmpty() ? "" : pages.betweenPages();
      out.accept((table.text(style) + between).getBytes(StandardCharsets.UTF_8));
    }
    waitingPages.forEach(out);
    waitingLines.forEach(this::print);
  }
}
