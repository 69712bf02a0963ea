package org.needlewise.http.rest;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.ProblemException;
import org.needlewise.http.Route;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.report.ReportJson;

/** What the command line does, over HTTP: the same bytes. */
public final class RestRoutes {
  private static final String WITH = "with";

  private RestRoutes() {}

  public static List<Route> all() {
    return List.of(Route.post("/screen", Route.JSON, Lane.SHORT, RestRoutes::screen).asking(WITH));
  }

  private static Answer screen(Call call) {
    Set<Topic> topics = topics(call);
    CaseFile caseFile = call.readCase();
    Advised advised = call.screen(List.of(caseFile), topics, true).get(0);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new ReportJson(json).write(advised.screened().orThrow(), advised.advice());
    return Answer.of(Route.JSON, json.toByteArray());
  }

  private static Set<Topic> topics(Call call) {
    String with = call.query(WITH);
    try {
      return with == null ? Set.of() : Topic.of(List.of(with.split(",", -1)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, "query with: " + e.getMessage());
    }
  }
}
