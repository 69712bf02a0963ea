package org.needlewise.http.page;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice.DepthDate;
import org.needlewise.report.ReportWords;
import org.needlewise.words.Words;

/**
 * How deep from when: for each depth a bar from its earliest date on, and the proposed session.
 * Lengths are the picture's units.
 *
 * @param from the day at {@link #LEFT}
 * @param days so many up to {@link #RIGHT}
 * @param deepest at {@link #BOTTOM}, millimetres; the skin's surface is at {@link #TOP}
 * @param x of the proposed session
 * @param y of the proposed session
 */
record DepthPicture(
    LocalDate from,
    long days,
    double deepest,
    List<Tick> ticks,
    List<Row> rows,
    int x,
    int y,
    long day,
    String said) {
  static final int WIDTH = 560;
  static final int LEFT = 76;
  static final int RIGHT = 540;
  static final int TOP = 16;
  static final int BOTTOM = 170;
  private static final int DAYS_ON = 35;
  private static final int DAYS_BACK = 10;

  /** What lies below the proposed depth can be reached too. */
  private static final int ROOM_HUNDREDTHS = 50;

  private static final int TICK_HUNDREDTHS = 50;
  private static final int MOST_TICKS = 7;

  record Tick(int y, String name) {}

  /**
   * @param x from where on it is acceptable
   */
  record Row(int y, int x, String depth, LocalDate date) {}

  static DepthPicture of(Words words, List<DepthDate> depths, CaseFile.Proposed proposed) {
    LocalDate first = proposed.date();
    LocalDate last = proposed.date();
    for (DepthDate each : depths) {
      first = each.earliestDate().isBefore(first) ? each.earliestDate() : first;
      last = each.earliestDate().isAfter(last) ? each.earliestDate() : last;
    }
    LocalDate from = first.minusDays(DAYS_BACK);
    long days = ChronoUnit.DAYS.between(from, last) + DAYS_ON;
    int deepest = proposed.depthHundredths() + ROOM_HUNDREDTHS;
    List<Row> rows = new ArrayList<>();
    for (DepthDate each : depths) {
      rows.add(
          new Row(
              y(each.depthHundredths(), deepest),
              x(from, days, each.earliestDate()),
              ReportWords.millimetres(words, each.depthHundredths()),
              each.earliestDate()));
    }
    List<Tick> ticks = new ArrayList<>();
    int step = TICK_HUNDREDTHS * (1 + deepest / TICK_HUNDREDTHS / MOST_TICKS);
    for (int depth = 0; depth <= deepest; depth += step) {
      ticks.add(new Tick(y(depth, deepest), ReportWords.millimetres(words, depth)));
    }
    return new DepthPicture(
        from,
        days,
        deepest / 100.0,
        ticks,
        rows,
        x(from, days, proposed.date()),
        y(proposed.depthHundredths(), deepest),
        ChronoUnit.DAYS.between(from, proposed.date()),
        proposed.date() + ", " + ReportWords.millimetres(words, proposed.depthHundredths()));
  }

  int height() {
    return BOTTOM + 14;
  }

  private static int x(LocalDate from, long days, LocalDate date) {
    double share = (double) ChronoUnit.DAYS.between(from, date) / days;
    return (int) Math.round(LEFT + (RIGHT - LEFT) * Math.max(0, Math.min(1, share)));
  }

  private static int y(int hundredths, int deepest) {
    return TOP + (BOTTOM - TOP) * hundredths / deepest;
  }
}
