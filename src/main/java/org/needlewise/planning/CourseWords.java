package org.needlewise.planning;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Course.Pace;

/**
 * A course as somebody asks for it, in the words of an option or a query.
 *
 * @param sessions of the series; null where it is not said
 * @param avoid {@code DATE,DATE..DATE}; null for none
 * @param until no session after this day; null where it is not said
 * @param check the days of a schedule that was brought along, or {@code regimen}; null to plan
 */
public record CourseWords(
    Integer sessions, Pace pace, String avoid, LocalDate until, int maintenance, String check) {
  /** Visits behind a series where nobody says how many. */
  public static final int USUAL_MAINTENANCE = 2;

  /** More sessions than anybody can have, and few enough to be screened one after the other. */
  private static final int MOST = 1000;

  private static final String REGIMEN = "regimen";

  /** What is asked for cannot be meant; the message says what was found and expected. */
  public static final class WrongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String word;

    private WrongException(String word, String message) {
      super(message, null, false, false);
      this.word = word;
    }

    /** Which word: {@code avoid}; the pointer where it is a field of the case. */
    public String word() {
      return word;
    }
  }

  /**
   * @throws WrongException where a word is wrong by itself
   */
  public CourseWords {
    atMost("sessions", sessions == null ? 1 : sessions, 1);
    atMost("maintenance", maintenance, 0);
    days(avoid);
  }

  /** Whether a schedule was brought along, so that each session's findings are told. */
  public boolean isChecked() {
    return check != null;
  }

  /**
   * The course.
   *
   * @throws WrongException where a word does not fit the case
   * @throws CoursePlanner.UnknownLengthException where nobody says how many sessions
   * @throws org.needlewise.screening.NotEvaluatedException where a rule threw, or the case asked
   *     for too much
   */
  public Course of(CaseFile caseFile, CoursePlanner planner) {
    return check == null
        ? planner.plan(caseFile, new CourseRequest(sessions, pace, days(avoid), until, maintenance))
        : planner.check(caseFile, schedule(caseFile, planner), pace);
  }

  private static void atMost(String word, int found, int least) {
    if (found < least || found > MOST) {
      throw new WrongException(word, "found " + found + ", expected " + least + " to " + MOST);
    }
  }

  private static List<CourseRequest.Days> days(String avoid) {
    List<CourseRequest.Days> days = new ArrayList<>();
    for (String part : avoid == null ? new String[0] : avoid.split(",", -1)) {
      String[] ends = part.split("\\.\\.", -1);
      LocalDate from = date("avoid", ends[0]);
      LocalDate to = ends.length == 1 ? from : date("avoid", ends[1]);
      if (ends.length > 2 || to.isBefore(from)) {
        throw new WrongException("avoid", "found '" + part + "', expected a date, or FROM..TO");
      }
      days.add(new CourseRequest.Days(from, to));
    }
    return days;
  }

  private static LocalDate date(String word, String text) {
    LocalDate date = date(text);
    if (date == null) {
      throw new WrongException(word, "'" + text + "' is no date; expected YYYY-MM-DD");
    }
    return date;
  }

  /** As strictly as a case file; null where the text is no date. */
  public static LocalDate date(String text) {
    try {
      if (text.length() == 10 && text.charAt(0) != '+' && text.charAt(0) != '-') {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // It is none.
    }
    return null;
  }

  private List<LocalDate> schedule(CaseFile caseFile, CoursePlanner planner) {
    if (check.equals(REGIMEN)) {
      CaseFile.Regimen regimen = caseFile.proposed().regimen();
      if (regimen == null) {
        throw new WrongException("check regimen", "the case has none at /proposed/regimen");
      }
      if (regimen.sessions() != null) {
        atMost("/proposed/regimen/sessions", regimen.sessions(), 1);
      }
      return planner.regimen(caseFile, sessions);
    }
    List<LocalDate> dates = new ArrayList<>();
    for (String part : check.split(",", -1)) {
      LocalDate date = date("check", part);
      if (date.isBefore(caseFile.asOfOrProposed())) {
        throw new WrongException(
            "check",
            "found " + date + ", expected no day before asOf, " + caseFile.asOfOrProposed());
      }
      if (!dates.isEmpty() && !date.isAfter(dates.get(dates.size() - 1))) {
        throw new WrongException(
            "check",
            "found "
                + date
                + " behind "
                + dates.get(dates.size() - 1)
                + ", expected dates that rise");
      }
      dates.add(date);
    }
    return dates;
  }
}
