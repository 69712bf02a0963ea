package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Facts;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Printed;
import org.needlewise.facts.VisitCount;
import org.needlewise.facts.Visits;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Pace;
import org.needlewise.planning.Course.Session;
import org.needlewise.planning.Course.Stopped;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.Signatures;
import org.needlewise.screening.NotEvaluatedException;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * Plans courses of sessions: each on the first day that the rules leave free, as they find it with
 * the sessions before it in the history. Belongs to one thread, as its screener does.
 */
public final class CoursePlanner {
  /** How far ahead a first session is sought, and how long a course goes on by default. */
  private static final int FIRST_WITHIN_YEARS = 5;

  private static final int COURSE_YEARS = 2;

  /** Days of a course, each with its case's entries: 40,000 days of a case as people have it. */
  private static final long MOST = 3_000_000;

  /** Days that are looked at together at most. */
  private static final int DAYS = Screener.SHARED;

  private static final String MAINTENANCE = "maintenance";
  private static final List<String> ASSUMED = List.of("improvementDocumented");

  // Rows of the policy that a plan reads in its own way.
  private static final String REST_AFTER_A_SERIES = "P41";
  private static final String TOO_NEAR_TO_AN_EVENT = "P64";
  private static final String HISTORY_AFTER_AS_OF = "P80";

  private final RuleBase base;
  private final Screener screener;

  /**
   * @param screener of the same rules; closed by whoever made it
   */
  public CoursePlanner(RuleBase base, Screener screener) {
    this.base = base;
    this.screener = screener;
  }

  /** That a series as long as the protocols say is not known for such a session. */
  public static final class UnknownLengthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownLengthException() {
      super("no protocol says how many such sessions make a series");
    }
  }

  /**
   * @throws UnknownLengthException where the request does not say how many sessions, and no
   *     protocol does
   * @throws NotEvaluatedException where a rule threw, or the case asked for too much
   */
  public Course plan(CaseFile caseFile, CourseRequest request) {
    Planning planning = new Planning(caseFile, request);
    planning.plan();
    return planning.course(request.pace());
  }

  /**
   * A schedule that was brought along: nothing is moved, nothing stops.
   *
   * @param dates ascending
   * @param pace as it was asked for; it decides nothing here
   * @throws NotEvaluatedException where a rule threw, or the case asked for too much
   */
  public Course check(CaseFile caseFile, List<LocalDate> dates, Pace pace) {
    Planning planning = new Planning(caseFile, null);
    for (LocalDate date : dates) {
      List<Finding> findings = planning.findings(List.of(date)).get(0);
      planning.add(date, null, List.of(), findings, false);
    }
    return planning.course(pace);
  }

  /**
   * The days of the case's regimen, from the proposed date on.
   *
   * @param sessions how many where the regimen does not say; null: the fewest that the protocols
   *     give
   * @throws UnknownLengthException where nobody says how many
   */
  public List<LocalDate> regimen(CaseFile caseFile, Integer sessions) {
    CaseFile.Regimen regimen = caseFile.proposed().regimen();
    int count =
        regimen.sessions() != null
            ? regimen.sessions()
            : new Planning(caseFile, new CourseRequest(sessions, null, List.of(), null, 0))
                .length();
    List<LocalDate> dates = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      dates.add(caseFile.proposed().date().plusDays((long) k * regimen.everyDays()));
    }
    return dates;
  }

  /** One course in the making. */
  private final class Planning {
    private final CaseFile caseFile;
    private final CourseRequest request;
    private final LocalDate start;
    private final boolean therapeutic;
    private final boolean protocol;

    private final Effort effort = new Effort(MOST);
    private final CaseDraft soFar;
    private final List<Session> sessions = new ArrayList<>();
    private Stopped stopped;

    /** Whether improvement is taken as documented from here on. */
    private boolean assuming;

    private AdvisoryReport.RuleSet ruleSet;

    Planning(CaseFile caseFile, CourseRequest request) {
      this.caseFile = caseFile;
      this.request = request;
      soFar = new CaseDraft(caseFile);
      soFar.asOf = caseFile.asOfOrProposed();
      soFar.regimen = null;
      LocalDate latest = caseFile.proposed().date();
      latest = latest.isBefore(soFar.asOf) ? soFar.asOf : latest;
      for (CaseFile.PastSession session : caseFile.history()) {
        latest = latest.isBefore(session.date()) ? session.date() : latest;
      }
      start = latest;
      MeasuredCase measured = measured(start);
      therapeutic = measured.proposed().therapeutic();
      protocol = measured.proposed().followsProtocol();
    }

    private MeasuredCase measured(LocalDate date) {
      return new MeasuredCase(
          caseFile, base.definitions(), base.vocabulary(), 0, (int) date.toEpochDay());
    }

    Course course(Pace pace) {
      if (ruleSet == null) {
        ruleSet = screener.screen(caseFile).ruleSet();
      }
      return new Course(caseFile.id(), caseFile.asOfOrProposed(), pace, sessions, stopped, ruleSet);
    }

    // ---- what comes when

    void plan() {
      if (therapeutic && !protocol && soFar.phase.equals(MAINTENANCE)) {
        maintenance(lastTherapeutic());
        return;
      }
      int length = length();
      for (int n = 1; n <= length && stopped == null; n++) {
        next(
            sessions.isEmpty() ? start : last().plusDays(1),
            null,
            therapeutic && !protocol && n == length);
      }
      if (therapeutic && !protocol && stopped == null) {
        maintenance(last());
      }
    }

    /**
     * @param before the day from which the months to the first visit count; null where there is
     *     none
     */
    private void maintenance(LocalDate before) {
      soFar.phase = MAINTENANCE;
      soFar.improvementDocumented = true;
      assuming = true;
      LocalDate from = before;
      for (int k = 0; k < request.maintenance() && stopped == null; k++) {
        Course.Rest rest = from == null ? null : rest(from);
        LocalDate bound = rest == null ? start : from.plusMonths(rest.months());
        next(bound.isBefore(start) ? start : bound, rest, false);
        from = stopped == null ? last() : null;
      }
    }

    private Course.Rest rest(LocalDate since) {
      Care.Amount months = base.care().protocols().maintenanceMonths(caseFile, since);
      return new Course.Rest(months.number(), since, months.evidence());
    }

    private LocalDate last() {
      return sessions.get(sessions.size() - 1).date();
    }

    /** Null where there is none. */
    private LocalDate lastTherapeutic() {
      int day = Integer.MIN_VALUE;
      for (org.needlewise.facts.Session session : measured(start).relevant()) {
        day = session.therapeutic() ? Math.max(day, session.date()) : day;
      }
      return day == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
    }

    /** How many sessions the series has yet. */
    int length() {
      if (request.sessions() != null) {
        return request.sessions();
      }
      if (!therapeutic || protocol) {
        throw new UnknownLengthException();
      }
      return Math.max(
          1, base.care().protocols().sessions(soFar.indication).number() - visitsOfTheChain());
    }

    /** Of a series that has begun, and is neither complete nor over. */
    private int visitsOfTheChain() {
      int[] visits = {0};
      Facts.measure(measured(start), FactFilter.everything(), fact -> countChain(fact, visits));
      return visits[0];
    }

    /** The chain and the day on which its rest is over, as the rule of that row reckons them. */
    private void countChain(Fact fact, int[] visits) {
      Signatures.Asked asked = base.signatures().of(Visits.class);
      if (!(fact instanceof Visits) || asked == null) {
        return;
      }
      for (int rule = 0; rule < asked.rules().size(); rule++) {
        Card card = base.card(asked.rules().get(rule).name());
        if (!card.policy().equals(REST_AFTER_A_SERIES)) {
          continue;
        }
        int free = Integer.MIN_VALUE;
        VisitCount chain = null;
        for (Object argument : asked.signature().arguments(fact, rule)) {
          if (argument instanceof VisitCount count) {
            chain = count;
          } else if (argument instanceof Integer day) {
            free = day;
          }
        }
        if (chain != null && start.toEpochDay() < free && !chain.completesSeries()) {
          visits[0] = chain.count();
        }
      }
    }

    // ---- the next session

    private void next(LocalDate bound, Course.Rest rest, boolean completesSeries) {
      LocalDate end = end();
      LocalDate blocked = null; // the last day that is not avoided, and not free
      List<Finding> inTheWay = List.of(); // on that day
      LocalDate from = bound;
      for (int days = 1; !from.isAfter(end); days = Math.min(DAYS, 2 * days)) {
        List<LocalDate> dates = new ArrayList<>();
        for (; dates.size() < days && !from.isAfter(end); from = from.plusDays(1)) {
          if (!request.avoids(from)) {
            dates.add(from);
          }
        }
        List<List<Finding>> findings = findings(dates);
        for (int i = 0; i < dates.size(); i++) {
          LocalDate date = dates.get(i);
          List<Finding> obstacles = obstacles(findings.get(i));
          if (obstacles.isEmpty()) {
            List<Obstacle> waitedFor =
                blocked == null ? List.of() : waitedFor(inTheWay, blocked, date);
            add(date, rest, waitedFor, findings.get(i), completesSeries);
            return;
          }
          blocked = date;
          inTheWay = obstacles;
          if (Course.highest(obstacles) == Verdict.CONTRAINDICATED) {
            stop(inTheWay);
            return;
          }
        }
      }
      stop(inTheWay);
    }

    private void stop(List<Finding> obstacles) {
      stopped =
          new Stopped(
              sessions.size() + 1,
              soFar.phase,
              obstacles.stream().map(f -> new Obstacle(f, f.earliestDate())).toList());
    }

    /** The last day for the next session. */
    private LocalDate end() {
      if (!sessions.isEmpty()) {
        return request.until() != null
            ? request.until()
            : earlier(null, sessions.get(0).date().plusYears(COURSE_YEARS));
      }
      return earlier(request.until(), start.plusYears(FIRST_WITHIN_YEARS));
    }

    /** A case has no later day than the last of four digits' years. */
    private static LocalDate earlier(LocalDate until, LocalDate end) {
      LocalDate last = LocalDate.ofEpochDay(Printed.LAST_DAY);
      LocalDate earlier = end.isAfter(last) ? last : end;
      return until != null && until.isBefore(earlier) ? until : earlier;
    }

    /**
     * What stood in the way of a day, and from when on it does not.
     *
     * @param free a later day on which nothing does; all between are avoided
     */
    private List<Obstacle> waitedFor(List<Finding> obstacles, LocalDate blocked, LocalDate free) {
      List<LocalDate> avoided = blocked.plusDays(1).datesUntil(free).toList();
      List<List<Finding>> then = findings(avoided).stream().map(this::obstacles).toList();
      List<Obstacle> waitedFor = new ArrayList<>();
      for (Finding obstacle : obstacles) {
        int day = 0;
        while (day < avoided.size()
            && then.get(day).stream().anyMatch(other -> same(obstacle).equals(same(other)))) {
          day++;
        }
        waitedFor.add(new Obstacle(obstacle, blocked.plusDays(day + 1L)));
      }
      return waitedFor;
    }

    /** What two findings on different days have in common that are one. */
    private String same(Finding finding) {
      return switch (finding.category()) {
        case "interval", "over-treatment" -> finding.policy();
        default -> finding.policy() + ' ' + finding.because();
      };
    }

    /** What keeps a day from being free. */
    private List<Finding> obstacles(List<Finding> findings) {
      return findings.stream()
          .filter(
              finding ->
                  finding.verdict().compareTo(Verdict.DEFER) >= 0
                      || finding.policy().equals(TOO_NEAR_TO_AN_EVENT)
                      || request.pace() == Pace.IDEAL && finding.category().equals("interval"))
          .toList();
    }

    void add(
        LocalDate date,
        Course.Rest rest,
        List<Obstacle> waitedFor,
        List<Finding> findings,
        boolean completesSeries) {
      sessions.add(
          new Session(
              sessions.size() + 1,
              soFar.phase,
              date,
              rest,
              waitedFor,
              findings,
              completesSeries,
              assuming ? ASSUMED : List.of()));
      soFar.date = date;
      soFar.history.add(soFar.done(completesSeries));
    }

    /** What the rules say of the next session on some days, with those before it done. */
    List<List<Finding>> findings(List<LocalDate> dates) {
      List<CaseFile> cases = new ArrayList<>();
      for (LocalDate date : dates) {
        soFar.date = date;
        cases.add(soFar.caseFile());
      }
      if (!cases.isEmpty()) {
        effort.screen(cases.get(0), cases.size());
      }
      List<List<Finding>> findings = new ArrayList<>();
      for (ScreeningResult result : screener.screen(cases)) {
        AdvisoryReport report = result.orThrow();
        ruleSet = report.ruleSet();
        findings.add(report.findings().stream().filter(f -> !isOfPlanned(f)).toList());
      }
      return findings;
    }

    /** That it lies behind asOf is no fault of a session that is planned. */
    private boolean isOfPlanned(Finding finding) {
      if (!finding.policy().equals(HISTORY_AFTER_AS_OF)) {
        return false;
      }
      String[] steps = finding.because().get(0).split("/");
      return Integer.parseInt(steps[2]) >= caseFile.history().size();
    }
  }
}
