package org.needlewise.planning;

import java.util.List;
import org.needlewise.planning.Course.Obstacle;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Courses as JSON. */
public final class CourseJson {
  private static final JsonMapper JSON = new JsonMapper();

  private CourseJson() {}

  /**
   * One line, with its end.
   *
   * @param checked whether the course was brought along, so that each session's findings are told
   */
  public static String line(Course course, boolean checked) {
    ObjectNode json = JSON.createObjectNode();
    json.put("caseId", course.caseId()).put("asOf", course.asOf().toString());
    json.put("pace", course.pace().code()).put("verdict", course.verdict().code());
    ArrayNode sessions = json.putArray("sessions");
    course.sessions().forEach(session -> session(session, checked, sessions.addObject()));
    if (course.stopped() != null) {
      ObjectNode stopped = json.putObject("stopped");
      stopped.put("number", course.stopped().number()).put("phase", course.stopped().phase());
      obstacles(course.stopped().obstacles(), stopped.putArray("findings"));
    }
    json.putRawValue("ruleSet", new RawValue(ReportJson.ruleSet(course.ruleSet())));
    return JSON.writeValueAsString(json) + "\n";
  }

  private static void session(Session session, boolean checked, ObjectNode to) {
    to.put("number", session.number()).put("phase", session.phase());
    to.put("date", session.date().toString()).put("verdict", session.verdict().code());
    obstacles(session.waitedFor(), to.putArray("waitedFor"));
    if (checked) {
      ArrayNode findings = to.putArray("findings");
      for (Finding finding : session.findings()) {
        row(finding, findings.addObject()).put("verdict", finding.verdict().code());
      }
    }
    if (session.completesSeries()) {
      to.put("completesSeries", true);
    }
    if (!session.assumes().isEmpty()) {
      session.assumes().forEach(to.putArray("assumes")::add);
    }
  }

  private static void obstacles(List<Obstacle> obstacles, ArrayNode to) {
    for (Obstacle obstacle : obstacles) {
      row(obstacle.finding(), to.addObject())
          .put("until", obstacle.until() == null ? null : obstacle.until().toString());
    }
  }

  private static ObjectNode row(Finding finding, ObjectNode to) {
    return to.put("rule", finding.rule()).put("policy", finding.policy());
  }
}
