package org.needlewise.http.rest;

import java.time.LocalDate;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Echo;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.ProblemException;
import org.needlewise.http.Route;
import org.needlewise.planning.Course;
import org.needlewise.planning.Course.Pace;
import org.needlewise.planning.CourseCalendar;
import org.needlewise.planning.CourseJson;
import org.needlewise.planning.CoursePage;
import org.needlewise.planning.CoursePicture;
import org.needlewise.planning.CoursePlanner;
import org.needlewise.planning.CourseText;
import org.needlewise.planning.CourseWords;
import org.needlewise.rulebase.load.RuleBase;

/**
 * {@code POST /plan}: one case in, a course of sessions out, as JSON, a page, a picture or a
 * calendar.
 */
final class PlanRoute {
  private static final String CALENDAR = "text/calendar;charset=utf-8";
  private static final String SESSIONS = "sessions";
  private static final String PACE = "pace";
  private static final String AVOID = "avoid";
  private static final String UNTIL = "until";
  private static final String MAINTENANCE = "maintenance";
  private static final String CHECK = "check";

  static final Route ROUTE =
      Route.post("/plan", Route.JSON, Lane.LONG, PlanRoute::plan)
          .giving(Route.JSON, Route.HTML, RestRoutes.SVG, CALENDAR)
          .asking(SESSIONS, PACE, AVOID, UNTIL, MAINTENANCE, CHECK);

  private PlanRoute() {}

  private static Answer plan(Call call) {
    try {
      CourseWords asked = asked(call);
      CaseFile caseFile = call.readCase();
      RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
      Course course = asked.of(caseFile, new CoursePlanner(base, call.screener(base)));
      CourseText words =
          new CourseText(call.words(), caseFile, course, asked.isChecked(), base.care());
      return switch (call.type()) {
        case Route.HTML -> Answer.html(Echo.lines(new CoursePage(course, words).html()));
        case RestRoutes.SVG ->
            Answer.of(RestRoutes.SVG, Echo.lines(CoursePicture.of(course, words).svg()));
        case CALENDAR ->
            Answer.of(CALENDAR, Echo.lines(CourseCalendar.text(caseFile, course, words)));
        default -> Answer.json(Echo.lines(CourseJson.line(course, asked.isChecked())));
      };
    } catch (CourseWords.WrongException e) {
      throw new ProblemException(400, "query " + e.word() + ": " + Echo.shown(e.getMessage()));
    } catch (CoursePlanner.UnknownLengthException e) {
      throw new ProblemException(400, "query sessions: found nothing, and " + e.getMessage());
    }
  }

  private static CourseWords asked(Call call) {
    Integer sessions = whole(call, SESSIONS);
    Integer maintenance = whole(call, MAINTENANCE);
    return new CourseWords(
        sessions,
        RestRoutes.word(call, PACE, Pace.values()),
        call.query(AVOID),
        until(call),
        maintenance == null ? CourseWords.USUAL_MAINTENANCE : maintenance,
        call.query(CHECK));
  }

  private static LocalDate until(Call call) {
    String said = call.query(UNTIL);
    LocalDate until = said == null ? null : CourseWords.date(said);
    if (said != null && until == null) {
      throw ProblemException.query(UNTIL, Echo.shown(said), "a date as YYYY-MM-DD");
    }
    return until;
  }

  private static Integer whole(Call call, String name) {
    String said = call.query(name);
    if (said != null && !said.matches("[0-9]{1,6}")) {
      throw ProblemException.query(name, Echo.shown(said), "a whole number");
    }
    return said == null ? null : Integer.valueOf(said);
  }
}
