package org.needlewise.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.needlewise.batch.BatchException.Reason;

/** A run's summary as one page that needs nothing else, and as tables for a spreadsheet. */
final class BatchReport {
  private static final int WAIT_WEEKS = 12;
  private static final int WEEKS_AHEAD = 26;
  private static final int BARS = 25;

  /** Of the longest bar; the number stands behind it. */
  private static final double WIDEST_PERCENT = 60;

  private static final Map<String, String> COLOURS =
      Map.of(
          "contraindicated", "#b3261e",
          "defer", "#d9730d",
          "incomplete", "#7b61a8",
          "caution", "#c9a20a",
          "proceed", "#2e7d4f");
  private static final String BLUE = "#3b6ea5";

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Batch screening</title>
      <style>
      :root { color-scheme: light dark; --ink: #1d2530; --soft: #5b6675; --line: #d9dee5; --paper: #fff; --card: #f6f8fa }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6eaf0; --soft: #a0abba; --line: #39424e; --paper: #14181d; --card: #1d232b }
      }
      body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 64rem; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
      h1 { font-size: 1.6rem; margin: 0 0 .2rem }
      h2 { font-size: 1.15rem; margin: 2.4rem 0 .2rem }
      p { margin: 0 0 .8rem; color: var(--soft) }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.2rem 0 0 }
      dl div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem }
      dt { font-size: .85rem; color: var(--soft) }
      dd { margin: 0; font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums }
      .bars { list-style: none; margin: .4rem 0 0; padding: 0; font-size: .82rem; line-height: 1.5rem }
      .bars li { display: grid; grid-template-columns: minmax(0, 19rem) 1fr; column-gap: .6rem }
      .bars span { text-align: right; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
      .bars div { display: flex; align-items: center; gap: .5rem; color: var(--soft); white-space: nowrap }
      .bars i { flex: none; height: 1rem; border-radius: 2px; print-color-adjust: exact }
      @media (max-width: 40rem) {
        .bars li { grid-template-columns: minmax(0, 1fr); margin-bottom: .4rem }
        .bars span { text-align: left; white-space: normal; overflow-wrap: anywhere; line-height: 1.3 }
      }
      .wide { overflow-x: auto }
      svg { display: block; width: 100%; min-width: 48rem; height: auto; margin-top: .4rem }
      svg text { fill: var(--ink); font-size: 13px }
      svg .soft { fill: var(--soft) }
      svg .axis { stroke: var(--line) }
      footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem }
      @media print { body { max-width: none } h2, svg, .bars li { break-inside: avoid } svg { min-width: 0 } }
      </style>
      </head>
      <body>
      """;

  /** A bar: what it stands for, how many, and its colour. */
  private record Bar(String label, long count, String colour) {}

  private final BatchSummary summary;
  private final Tally tally;
  private final StringBuilder html = new StringBuilder(HEAD);

  private BatchReport(BatchSummary summary) {
    this.summary = summary;
    this.tally = summary.tally;
  }

  /**
   * Makes the folder, before the work.
   *
   * @throws BatchException where it cannot be made or written
   */
  static void prepare(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BatchException(Reason.USAGE, folder + " is a file, expected the name of a folder");
    }
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new BatchException(Reason.OUTPUT, "cannot write into " + folder);
      }
    } catch (IOException e) {
      throw Output.failed(folder.toString(), e);
    }
  }

  /** Writes {@code index.html} and the tables; what is there is replaced. */
  static void write(BatchSummary summary, Path folder) {
    BatchReport report = new BatchReport(summary);
    write(folder.resolve("index.html"), report.page());
    table(folder, "records", "record,count", summary.tally.records.byName());
    table(folder, "verdicts", "verdict,count", summary.verdicts());
    table(folder, "categories", "category,findings", summary.tally.categories.byCount());
    table(folder, "rules", "rule,findings", summary.tally.rules.byCount());
    table(folder, "waits", "weeks,cases", report.waits());
    table(folder, "weeks", "monday,cases", summary.tally.weeks.byName());
    table(folder, "errors", "error,records", summary.tally.errorKinds.byCount());
    table(folder, "changes", "change,cases", summary.tally.changes.byCount());
    table(
        folder,
        "most-findings",
        "case,findings",
        summary.tally.most().stream()
            .map(named -> Map.entry(named.caseId(), (long) named.findings()))
            .toList());
  }

  private static void table(
      Path folder, String name, String head, List<Map.Entry<String, Long>> rows) {
    StringBuilder csv = new StringBuilder(head).append("\r\n");
    for (Map.Entry<String, Long> row : rows) {
      csv.append('"').append(row.getKey().replace("\"", "\"\"")).append("\",");
      csv.append(row.getValue()).append("\r\n");
    }
    write(folder.resolve(name + ".csv"), csv.toString());
  }

  private static void write(Path file, String text) {
    try {
      Path part = Output.part(file);
      Files.writeString(part, text);
      Output.rename(part, file);
    } catch (IOException e) {
      throw Output.failed(file.toString(), e);
    }
  }

  // ---- the page

  private String page() {
    html.append("<h1>Batch screening</h1>\n");
    html.append("<p>")
        .append(BatchSummary.number(tally.total()))
        .append(" records")
        .append(tally.latestAsOf() == null ? "" : ", screened for up to " + tally.latestAsOf())
        .append(".</p>\n<dl>\n");
    figure("evaluated", tally.evaluated());
    figure("bad records", tally.bad());
    figure("not evaluated", tally.notEvaluated());
    figure("sharing an id", summary.duplicates.records());
    html.append("</dl>\n");
    section(
        "Verdicts",
        "The verdict of a report is that of its gravest finding.",
        summary.verdicts().stream()
            .map(e -> new Bar(e.getKey(), e.getValue(), COLOURS.get(e.getKey())))
            .toList(),
        tally.evaluated());
    if (tally.evaluated() > 0) {
      heading(
          "How long to wait",
          "Cases by the whole weeks from the proposed date to the first safe one; 0 is the proposed"
              + " date itself.");
      columns(waitBars(), 1);
      heading(
          "Earliest dates in the coming weeks",
          "Cases by the week of their earliest date, each named by its Monday.");
      columns(weekBars(), 2);
    }
    section(
        "Findings by rule", "A case may have several findings.", bars(tally.rules.byCount()), 0);
    section("Findings by category", "", bars(tally.categories.byCount()), 0);
    section(
        "Changes against the earlier run",
        "Cases by what is different: the verdict, else the date, else the findings.",
        bars(tally.changes.byCount()),
        tally.changes.total());
    section("Bad records", "By the first error of each.", bars(tally.errorKinds.byCount()), 0);
    section(
        "Cases with most findings",
        "",
        bars(
            tally.most().stream()
                .map(named -> Map.entry(named.caseId(), (long) named.findings()))
                .toList()),
        0);
    html.append(
        "<footer>Advisory only: no clinician has reviewed the rules. The same numbers lie beside"
            + " this page as CSV.</footer>\n</body>\n</html>\n");
    return html.toString();
  }

  private void figure(String what, long count) {
    html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(what, BatchSummary.number(count)));
  }

  private void heading(String title, String words) {
    html.append("<h2>").append(title).append("</h2>\n");
    if (!words.isEmpty()) {
      html.append("<p>").append(words).append("</p>\n");
    }
  }

  private static List<Bar> bars(List<Map.Entry<String, Long>> counts) {
    return counts.stream().map(e -> new Bar(e.getKey(), e.getValue(), BLUE)).toList();
  }

  /**
   * Bars from left to right, one below the other; nothing where there are none.
   *
   * @param whole what a share is taken of; 0: no shares
   */
  private void section(String title, String words, List<Bar> bars, long whole) {
    if (bars.isEmpty()) {
      return;
    }
    heading(title, words);
    List<Bar> shown = bars.subList(0, Math.min(BARS, bars.size()));
    long most = Math.max(1, shown.stream().mapToLong(Bar::count).max().orElse(1));
    html.append("<ul class=\"bars\">\n");
    for (Bar bar : shown) {
      String label = escape(bar.label);
      double width = bar.count == 0 ? 0 : Math.max(0.2, WIDEST_PERCENT * bar.count / most);
      String share = whole == 0 ? "" : " (" + Math.round(bar.count * 1000.0 / whole) / 10.0 + " %)";
      html.append(
          "<li><span title=\"%s\">%s</span><div><i style=\"width:%s%%;background:%s\"></i>%s%s</div></li>\n"
              .formatted(
                  label,
                  label,
                  hundredths(width),
                  bar.colour,
                  BatchSummary.number(bar.count),
                  share));
    }
    html.append("</ul>\n");
    if (bars.size() > shown.size()) {
      html.append("<p>And ").append(bars.size() - shown.size()).append(" more, in the CSV.</p>\n");
    }
  }

  /**
   * Bars from the ground up, side by side.
   *
   * @param every so many have their label shown
   */
  private void columns(List<Bar> bars, int every) {
    double step = 940.0 / bars.size();
    long most = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
    html.append("<div class=\"wide\"><svg viewBox=\"0 0 960 240\" role=\"img\">\n");
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double height = bar.count == 0 ? 0 : Math.max(1, 180.0 * bar.count / most);
      double middle = 10 + (i + 0.5) * step;
      html.append(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" fill=\"%s\"><title>%s: %s</title></rect>"
              .formatted(
                  hundredths(middle - step * 0.4),
                  hundredths(204 - height),
                  hundredths(step * 0.8),
                  hundredths(height),
                  bar.colour,
                  escape(bar.label),
                  BatchSummary.number(bar.count)));
      if (step > 50 && bar.count > 0) {
        html.append(
            "<text class=\"soft\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                .formatted(
                    hundredths(middle), hundredths(198 - height), BatchSummary.number(bar.count)));
      }
      if (i % every == 0) {
        html.append(
            "<text x=\"%s\" y=\"222\" text-anchor=\"middle\">%s</text>"
                .formatted(hundredths(middle), escape(bar.label)));
      }
      html.append('\n');
    }
    html.append(
        "<line class=\"axis\" x1=\"10\" y1=\"204.5\" x2=\"950\" y2=\"204.5\"/>\n</svg></div>\n");
  }

  /** By whole weeks in ascending order, then those without a date. */
  private List<Map.Entry<String, Long>> waits() {
    List<Map.Entry<String, Long>> waits =
        new ArrayList<>(
            tally.waits.byName().stream()
                .filter(entry -> entry.getKey().matches("[0-9]+"))
                .sorted((a, b) -> Integer.parseInt(a.getKey()) - Integer.parseInt(b.getKey()))
                .toList());
    for (String other : new String[] {Counts.OTHERS, Tally.NO_DATE}) {
      if (tally.waits.of(other) > 0) {
        waits.add(Map.entry(other, tally.waits.of(other)));
      }
    }
    return waits;
  }

  private List<Bar> waitBars() {
    List<Bar> bars = new ArrayList<>();
    long shown = tally.waits.of(Tally.NO_DATE);
    for (int week = 0; week <= WAIT_WEEKS; week++) {
      long count = tally.waits.of(Integer.toString(week));
      shown += count;
      bars.add(new Bar(Integer.toString(week), count, BLUE));
    }
    bars.add(new Bar("more", tally.waits.total() - shown, BLUE));
    bars.add(new Bar("no date", tally.waits.of(Tally.NO_DATE), COLOURS.get("contraindicated")));
    return bars;
  }

  private List<Bar> weekBars() {
    List<Bar> bars = new ArrayList<>();
    LocalDate monday = Tally.monday(tally.latestAsOf());
    for (int i = 0; i < WEEKS_AHEAD; i++) {
      String week = monday.plusWeeks(i).toString();
      bars.add(new Bar(week.substring(5), tally.weeks.of(week), BLUE));
    }
    return bars;
  }

  /** A number with at most two decimals, as every reader of numbers takes it. */
  private static String hundredths(double number) {
    return Double.toString(Math.round(number * 100) / 100.0).replaceFirst("\\.0$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
