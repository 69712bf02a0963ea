package org.needlewise.http.rest;

import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.ProblemException;
import org.needlewise.http.Route;
import org.needlewise.planning.Clinic;
import org.needlewise.planning.Sheet;
import org.needlewise.planning.Sheet.Paper;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /sheet}: the page that a patient takes home, as PDF or HTML. */
final class SheetRoute {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PDF = "application/pdf";
  private static final String PAPER = "paper";

  /** What is said of the clinic, as its file says it. */
  private static final List<String> CLINIC = List.of("name", "phone", "hours", "address");

  static final Route ROUTE =
      Route.post("/sheet", PDF, Lane.LONG, SheetRoute::sheet)
          .giving(PDF, Route.HTML)
          .asking("name", "phone", "hours", "address", PAPER);

  private SheetRoute() {}

  private static Answer sheet(Call call) throws Exception {
    Paper paper = RestRoutes.word(call, PAPER, Paper.values());
    Clinic clinic = clinic(call);
    CaseFile caseFile = call.readCase();
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    Sheet sheet = Sheet.of(call.words(), caseFile, call.screener(base), base.care(), clinic, paper);
    return call.type().equals(PDF) ? Answer.of(PDF, sheet.pdf()) : Answer.html(sheet.page());
  }

  /** Null where nothing is said of it. */
  private static Clinic clinic(Call call) {
    ObjectNode said = JSON.createObjectNode();
    for (String name : CLINIC) {
      if (call.query(name) != null) {
        said.put(name, call.query(name));
      }
    }
    try {
      return said.isEmpty() ? null : Clinic.read(JSON.writeValueAsBytes(said), "");
    } catch (InvalidInputException e) {
      Diagnostic first = e.problems().get(0);
      throw new ProblemException(
          400, "query " + first.pointer().substring(1) + ": " + first.what());
    }
  }
}
