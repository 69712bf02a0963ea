package org.needlewise.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.Echo;
import org.needlewise.page.Page;

/**
 * A run's summary as one page that needs nothing else, and as tables for a spreadsheet.
 *
 * @param figures what is told first
 * @param charts those that have anything to show
 */
public record BatchReport(String about, List<Bar> figures, List<Chart> charts) {
  private static final int WAIT_WEEKS = 12;
  private static final int WEEKS_AHEAD = 26;
  private static final int BARS = 25;

  /**
   * Things counted.
   *
   * @param tone a class of the theme; "" for the usual one
   */
  public record Bar(String label, long count, String tone) {
    String number() {
      return BatchSummary.number(count);
    }
  }

  /**
   * @param words below the title; may be empty
   * @param upright side by side, in the order of time, else one below the other
   * @param whole what a share is taken of; 0: no shares
   */
  public record Chart(String title, String words, boolean upright, long whole, List<Bar> bars) {
    List<Bar> shown() {
      return bars.subList(0, Math.min(BARS, bars.size()));
    }

    int more() {
      return bars.size() - shown().size();
    }

    long most() {
      return Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
    }

    /** In percent. */
    double share(Bar bar) {
      return Math.round(bar.count * 1000.0 / whole) / 10.0;
    }
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

  private static final String PAGE = "index.html";

  /** What makes a spreadsheet take a cell for a formula, where it begins with it. */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  /**
   * @param head the names of its two columns
   */
  private record Table(
      String name, String head, Function<BatchSummary, List<Map.Entry<String, Long>>> rows) {
    String file() {
      return name + ".csv";
    }

    String csv(BatchSummary summary) {
      StringBuilder csv = new StringBuilder(head).append("\r\n");
      for (Map.Entry<String, Long> row : rows.apply(summary)) {
        csv.append(cell(row.getKey())).append(',').append(row.getValue()).append("\r\n");
      }
      return csv.toString();
    }
  }

  /** In quotes, and never a formula: what could be one is text by an apostrophe before it. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + Echo.lines(text).replace("\"", "\"\"") + '"';
  }

  private static final List<Table> TABLES =
      List.of(
          new Table("records", "record,count", run -> run.tally.records.byName()),
          new Table("verdicts", "verdict,count", BatchSummary::verdicts),
          new Table("categories", "category,findings", run -> run.tally.categories.byCount()),
          new Table("rules", "rule,findings", run -> run.tally.rules.byCount()),
          new Table("waits", "weeks,cases", run -> waits(run.tally)),
          new Table("weeks", "monday,cases", run -> run.tally.weeks.byName()),
          new Table("lapses", "monday,cases", run -> run.tally.lapses.byName()),
          new Table("errors", "error,records", run -> run.tally.errorKinds.byCount()),
          new Table("changes", "change,cases", run -> run.tally.changes.byCount()),
          new Table("most-findings", "case,findings", run -> most(run.tally)));

  /** What a report's folder holds. */
  static List<Path> files(Path folder) {
    return Stream.concat(Stream.of(PAGE), TABLES.stream().map(Table::file))
        .map(folder::resolve)
        .toList();
  }

  /**
   * Writes the page and the tables.
   *
   * @param force whether others may be replaced
   */
  static void write(BatchSummary summary, Path folder, boolean force) {
    write(folder.resolve(PAGE), Page.html("batch/report.jte", of(summary)), force);
    for (Table table : TABLES) {
      write(folder.resolve(table.file()), table.csv(summary), force);
    }
  }

  private static void write(Path file, String text, boolean force) {
    Bytes bytes = new Bytes(text.length());
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    FileOutput.write(file, Output.part(file), bytes, force);
  }

  // ---- the page

  static BatchReport of(BatchSummary summary) {
    Tally tally = summary.tally;
    String about =
        BatchSummary.number(tally.total())
            + " records"
            + (tally.latestAsOf() == null
                ? "."
                : ", screened for up to " + tally.latestAsOf() + '.');
    List<Bar> figures =
        List.of(
            new Bar("evaluated", tally.evaluated(), ""),
            new Bar("bad records", tally.bad(), ""),
            new Bar("not evaluated", tally.notEvaluated(), ""),
            new Bar("sharing an id", summary.duplicates.records(), ""));
    List<Chart> charts = new ArrayList<>();
    charts.add(
        new Chart(
            "Verdicts",
            "The verdict of a report is that of its gravest finding.",
            false,
            tally.evaluated(),
            summary.verdicts().stream()
                .map(e -> new Bar(e.getKey(), e.getValue(), e.getKey()))
                .toList()));
    if (tally.evaluated() > 0) {
      charts.add(
          new Chart(
              "How long to wait",
              "Cases by the whole weeks from the proposed date to the first safe one; 0 is the"
                  + " proposed date itself.",
              true,
              0,
              waitBars(tally)));
      charts.add(
          new Chart(
              "Earliest dates in the coming weeks",
              "Cases by the week of their earliest date, each named by its Monday.",
              true,
              0,
              weekBars(tally, tally.weeks)));
      if (tally.lapses.total() > 0) {
        charts.add(
            new Chart(
                "Verdicts that lapse in the coming weeks",
                "Cases by the week of the last proposed date on which their verdict is what it is.",
                true,
                0,
                weekBars(tally, tally.lapses)));
      }
    }
    add(charts, "Findings by rule", "A case may have several findings.", tally.rules.byCount(), 0);
    add(charts, "Findings by category", "", tally.categories.byCount(), 0);
    add(
        charts,
        "Changes against the earlier run",
        "Cases by what is different: the verdict, else the date, else the findings.",
        tally.changes.byCount(),
        tally.changes.total());
    add(charts, "Bad records", "By the first error of each.", tally.errorKinds.byCount(), 0);
    add(charts, "Cases with most findings", "", most(tally), 0);
    return new BatchReport(about, figures, charts);
  }

  private static void add(
      List<Chart> charts,
      String title,
      String words,
      List<Map.Entry<String, Long>> counts,
      long whole) {
    if (!counts.isEmpty()) {
      List<Bar> bars = counts.stream().map(e -> new Bar(e.getKey(), e.getValue(), "")).toList();
      charts.add(new Chart(title, words, false, whole, bars));
    }
  }

  private static List<Map.Entry<String, Long>> most(Tally tally) {
    return tally.most().stream()
        .map(named -> Map.entry(named.caseId(), (long) named.findings()))
        .toList();
  }

  /** By whole weeks in ascending order, then those without a date. */
  private static List<Map.Entry<String, Long>> waits(Tally tally) {
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

  private static List<Bar> waitBars(Tally tally) {
    List<Bar> bars = new ArrayList<>();
    long none = tally.waits.of(Tally.NO_DATE);
    long shown = none;
    for (int week = 0; week <= WAIT_WEEKS; week++) {
      long count = tally.waits.of(Integer.toString(week));
      shown += count;
      bars.add(new Bar(Integer.toString(week), count, ""));
    }
    bars.add(new Bar("more", tally.waits.total() - shown, ""));
    bars.add(new Bar("no date", none, "contraindicated"));
    return bars;
  }

  /**
   * @param byMonday cases by week
   */
  private static List<Bar> weekBars(Tally tally, Counts byMonday) {
    List<Bar> bars = new ArrayList<>();
    LocalDate monday = Tally.monday(tally.latestAsOf());
    for (int i = 0; i < WEEKS_AHEAD; i++) {
      String week = monday.plusWeeks(i).toString();
      bars.add(new Bar(week.substring(5), byMonday.of(week), ""));
    }
    return bars;
  }
}
