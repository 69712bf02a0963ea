package org.needlewise.http.page;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportWords;
import org.needlewise.report.Verdict;
import org.needlewise.words.Words;

/**
 * Sessions, requirements and what else has a date, in one picture. Lengths are the picture's units,
 * of which its width has {@link #WIDTH}.
 *
 * @param from the day at {@link #LEFT}
 * @param days so many up to {@link #RIGHT}
 * @param earlier sessions that lie before {@code from}
 * @param year from where the twelve months before the proposed date run, and how many sessions are
 *     in them
 * @param earliest null where there is none
 */
record Timeline(
    LocalDate from,
    long days,
    int height,
    int earlier,
    List<Tick> months,
    List<Lane> lanes,
    List<Bar> bars,
    List<Point> points,
    Year year,
    LocalDate asOf,
    LocalDate proposed,
    LocalDate earliest,
    Verdict verdict) {
  static final int WIDTH = 720;
  static final int LEFT = 184;
  static final int RIGHT = 690;

  private static final int TOP = 52;
  private static final int LANE = 34;
  private static final int BAR = 26;
  private static final int MONTHS_BACK = 15;
  private static final int DAYS_ON = 45;
  private static final int MOST_LANES = 8;
  private static final int MOST_BARS = 12;
  private static final int ROOM_OF_A_NAME = 46;

  record Tick(int x, String name) {}

  /** The sessions of an area, and whether the proposed one is there. */
  record Lane(int y, String area, List<Dot> dots, boolean proposed) {}

  /**
   * @param r half its width, wider the deeper it went
   */
  record Dot(int x, int r, String depth, String about) {}

  /**
   * A time that has to pass.
   *
   * @param minimum where the least of it ends
   * @param ideal where the best of it ends; as {@code minimum} where there is no better
   * @param kind requirement or wait
   */
  record Bar(int y, int x, int minimum, int ideal, String name, String about, String kind) {}

  record Point(int y, int x, String name, String about) {}

  record Year(int y, int from, int to, int sessions) {}

  private record Wait(LocalDate from, LocalDate to, LocalDate ideal, String name, String kind) {}

  /**
   * @param soon the report of the same case the day after its last session, when all intervals
   *     still run; null where there is no session before
   */
  static Timeline of(CaseFile caseFile, AdvisoryReport report, AdvisoryReport soon, Words words) {
    return new Making(caseFile, report, words).timeline(soon);
  }

  /** Where the handle of the proposed date stands. */
  int at() {
    return x(proposed);
  }

  int x(LocalDate date) {
    return x(from, days, date);
  }

  private static int x(LocalDate from, long days, LocalDate date) {
    double share = (double) ChronoUnit.DAYS.between(from, date) / days;
    return (int) Math.round(LEFT + (RIGHT - LEFT) * Math.max(0, Math.min(1, share)));
  }

  private static final class Making {
    private final CaseFile caseFile;
    private final AdvisoryReport report;
    private final Words words;
    private final List<Wait> waits = new ArrayList<>();
    private LocalDate from;
    private LocalDate to;
    private long days;

    Making(CaseFile caseFile, AdvisoryReport report, Words words) {
      this.caseFile = caseFile;
      this.report = report;
      this.words = words;
    }

    Timeline timeline(AdvisoryReport soon) {
      if (soon != null) {
        soon.findings().stream().filter(f -> f.interval() != null).forEach(this::interval);
      }
      report.findings().stream()
          .filter(f -> f.interval() == null && f.earliestDate() != null)
          .forEach(this::wait);
      waits.sort(
          Comparator.comparing(Wait::kind).thenComparing(Wait::to, Comparator.reverseOrder()));
      LocalDate proposed = caseFile.proposed().date();
      LocalDate asOf = report.asOf();
      span(proposed, asOf);
      List<Lane> lanes = lanes();
      int y = TOP + LANE * lanes.size();
      LocalDate yearAgo = proposed.minusMonths(12);
      long within =
          caseFile.history().stream()
              .map(PastSession::date)
              .filter(date -> date.isAfter(yearAgo) && date.isBefore(proposed))
              .distinct()
              .count();
      Year year = new Year(y + 14, x(yearAgo), x(proposed), (int) within);
      y += LANE;
      List<Bar> bars = new ArrayList<>();
      for (Wait wait : waits.subList(0, Math.min(MOST_BARS, waits.size()))) {
        bars.add(bar(y, wait));
        y += BAR;
      }
      List<Point> points = points(y);
      y += points.isEmpty() ? 0 : LANE;
      return new Timeline(
          from,
          days,
          y + 30,
          (int) caseFile.history().stream().filter(s -> s.date().isBefore(from)).count(),
          months(),
          lanes,
          bars,
          points,
          year,
          asOf,
          proposed,
          report.earliestDate(),
          report.verdict());
    }

    private int x(LocalDate date) {
      return Timeline.x(from, days, date);
    }

    private void interval(Finding finding) {
      PastSession session = session(finding);
      if (session != null) {
        LocalDate day = session.date();
        waits.add(
            new Wait(
                day,
                day.plusDays(finding.interval().minimumDays()),
                day.plusDays(finding.interval().idealDays()),
                finding.title(),
                "requirement"));
      }
    }

    private PastSession session(Finding finding) {
      String pointer = finding.because().get(0);
      return pointer.matches("/history/[0-9]{1,6}")
          ? caseFile.history().get(Integer.parseInt(pointer.substring("/history/".length())))
          : null;
    }

    private void wait(Finding finding) {
      LocalDate begins = null;
      for (String pointer : finding.because()) {
        LocalDate date = date(pointer);
        if (date != null && (begins == null || date.isAfter(begins))) {
          begins = date;
        }
      }
      LocalDate since = begins == null ? report.asOf() : begins;
      if (!since.isAfter(finding.earliestDate())) {
        waits.add(
            new Wait(
                since, finding.earliestDate(), finding.earliestDate(), finding.title(), "wait"));
      }
    }

    /** The day that an item of the case is of; null for none. */
    private LocalDate date(String pointer) {
      String[] steps = pointer.split("/");
      if (steps.length < 3) {
        return null;
      }
      if (steps[1].equals("history")) {
        return caseFile.history().get(Integer.parseInt(steps[2])).date();
      }
      if (steps.length < 4 || !steps[1].equals("patient") || !steps[3].matches("[0-9]{1,6}")) {
        return null;
      }
      int index = Integer.parseInt(steps[3]);
      CaseFile.Patient patient = caseFile.patient();
      return switch (steps[2]) {
        case "medications" -> patient.medications().get(index).lastTaken();
        case "procedures" -> patient.procedures().get(index).date();
        case "skin" -> patient.skin().get(index).since();
        case "conditions" -> {
          CaseFile.Condition condition = patient.conditions().get(index);
          yield condition.abatement() != null ? condition.abatement() : condition.onset();
        }
        default -> null;
      };
    }

    private void span(LocalDate proposed, LocalDate asOf) {
      LocalDate first = earlier(asOf, proposed).minusDays(DAYS_ON);
      LocalDate last = (asOf.isAfter(proposed) ? asOf : proposed).plusDays(DAYS_ON);
      for (PastSession session : caseFile.history()) {
        first = earlier(first, session.date());
        last = session.date().isAfter(last) ? session.date() : last;
      }
      for (Wait wait : waits) {
        first = earlier(first, wait.from);
        last = wait.ideal.isAfter(last) ? wait.ideal : last;
      }
      for (CaseFile.Procedure procedure : caseFile.patient().procedures()) {
        first = procedure.date() == null ? first : earlier(first, procedure.date());
      }
      CaseFile.Event event = caseFile.proposed().event();
      if (event != null && event.date().isAfter(last)) {
        last = event.date();
      }
      if (report.earliestDate() != null && report.earliestDate().isAfter(last)) {
        last = report.earliestDate();
      }
      LocalDate bound = earlier(asOf, proposed).minusMonths(MONTHS_BACK);
      from = (first.isBefore(bound) ? bound : first).minusDays(7);
      LocalDate far = proposed.plusMonths(2L * MONTHS_BACK);
      to = (last.isAfter(far) ? far : last).plusDays(14);
      days = ChronoUnit.DAYS.between(from, to);
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
      return a.isBefore(b) ? a : b;
    }

    private List<Tick> months() {
      List<Tick> months = new ArrayList<>();
      int named = LEFT - ROOM_OF_A_NAME;
      for (LocalDate month = from.plusMonths(1).withDayOfMonth(1);
          month.isBefore(to);
          month = month.plusMonths(1)) {
        int x = x(month);
        boolean room = x - named >= ROOM_OF_A_NAME && x < RIGHT - 20;
        months.add(new Tick(x, room ? words.say("page.timeline.month", "date", month) : ""));
        named = room ? x : named;
      }
      return months;
    }

    private List<Lane> lanes() {
      Map<String, List<PastSession>> byArea = new LinkedHashMap<>();
      byArea.put(caseFile.proposed().area(), new ArrayList<>());
      for (PastSession session : caseFile.history()) {
        if (!session.date().isBefore(from)) {
          byArea.computeIfAbsent(session.area(), area -> new ArrayList<>()).add(session);
        }
      }
      List<Lane> lanes = new ArrayList<>();
      byArea.forEach(
          (area, sessions) -> {
            if (lanes.size() < MOST_LANES) {
              lanes.add(
                  new Lane(
                      TOP + LANE * lanes.size() + LANE / 2,
                      words.code(area),
                      sessions.stream().map(this::dot).toList(),
                      lanes.isEmpty()));
            }
          });
      return lanes;
    }

    private Dot dot(PastSession session) {
      String depth = ReportWords.millimetres(words, session.depthHundredths());
      return new Dot(
          x(session.date()),
          4 + Math.min(10, session.depthHundredths() / 30),
          depth,
          session.date() + ", " + words.code(session.area()) + ", " + depth);
    }

    private Bar bar(int y, Wait wait) {
      return new Bar(
          y,
          x(wait.from),
          x(wait.to),
          x(wait.ideal),
          wait.name,
          wait.ideal.equals(wait.to)
              ? words.say(
                  "page.timeline.until", "name", wait.name, "from", wait.from, "to", wait.to)
              : words.say(
                  "page.timeline.interval",
                  "name",
                  wait.name,
                  "from",
                  wait.from,
                  "to",
                  wait.to,
                  "ideal",
                  wait.ideal),
          wait.kind);
    }

    private List<Point> points(int y) {
      List<Point> points = new ArrayList<>();
      for (CaseFile.Procedure procedure : caseFile.patient().procedures()) {
        if (procedure.date() != null && !procedure.date().isBefore(from)) {
          points.add(point(y, procedure.date(), words.code(procedure.code())));
        }
      }
      CaseFile.Event event = caseFile.proposed().event();
      if (event != null && !event.date().isAfter(to)) {
        String name = event.name();
        points.add(point(y, event.date(), name == null ? words.say("page.timeline.event") : name));
      }
      return points;
    }

    private Point point(int y, LocalDate date, String name) {
      return new Point(y + LANE / 2, x(date), name, name + ", " + date);
    }
  }
}
