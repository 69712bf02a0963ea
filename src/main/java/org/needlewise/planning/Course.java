package org.needlewise.planning;

import java.time.LocalDate;
import java.util.List;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;

/**
 * A course of sessions, planned or brought along.
 *
 * @param sessions in the order of their dates
 * @param stopped why there are no more of them; null where all that were asked for are there
 */
public record Course(
    String caseId,
    LocalDate asOf,
    Pace pace,
    List<Session> sessions,
    Stopped stopped,
    AdvisoryReport.RuleSet ruleSet) {

  /** How soon one session follows the other. */
  public enum Pace {
    /** As the sources hold best. */
    IDEAL,
    /** As soon as nothing defers. */
    MINIMUM;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A session of a course, screened with those before it in the history.
   *
   * @param number from 1
   * @param phase initial-series or maintenance
   * @param rest what it comes after besides; null for nothing
   * @param waitedFor what kept the last day before from being free
   * @param findings what the rules say of it, without what the sessions before it, being planned
   *     alone, are found wrong for
   * @param completesSeries whether it ends a series that a rest follows
   * @param assumes fields that are taken as true, whatever the case says
   */
  public record Session(
      int number,
      String phase,
      LocalDate date,
      Rest rest,
      List<Obstacle> waitedFor,
      List<Finding> findings,
      boolean completesSeries,
      List<String> assumes) {
    public Verdict verdict() {
      return highest(findings);
    }
  }

  /**
   * Months between a session and a maintenance visit.
   *
   * @param since the day of that session
   * @param evidence ids of statements
   */
  public record Rest(int months, LocalDate since, List<String> evidence) {}

  /**
   * What stands in the way of a day.
   *
   * @param until the first day on which it does not, or where nothing was planned the finding's
   *     own; null where that has none
   */
  public record Obstacle(Finding finding, LocalDate until) {}

  /**
   * @param number of the session that has no day
   * @param obstacles on the last day that was looked at; none where no day was left
   */
  public record Stopped(int number, String phase, List<Obstacle> obstacles) {}

  /** The highest of all that is planned, and of what stopped it; incomplete where nothing is. */
  public Verdict verdict() {
    Verdict highest = null;
    for (Session session : sessions) {
      highest = higher(highest, session.verdict());
    }
    if (stopped != null) {
      for (Obstacle obstacle : stopped.obstacles) {
        highest = higher(highest, obstacle.finding.verdict());
      }
    }
    return highest == null ? Verdict.INCOMPLETE : highest;
  }

  static Verdict highest(List<Finding> findings) {
    Verdict highest = Verdict.PROCEED;
    for (Finding finding : findings) {
      highest = higher(highest, finding.verdict());
    }
    return highest;
  }

  private static Verdict higher(Verdict a, Verdict b) {
    return a == null || b.compareTo(a) > 0 ? b : a;
  }
}
