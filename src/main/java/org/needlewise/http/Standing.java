package org.needlewise.http;

import java.util.List;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the service tells of itself, under any load. */
final class Standing {
  private static final JsonMapper JSON = new JsonMapper();

  private final Service service;

  Standing(Service service) {
    this.service = service;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health", Route.JSON, call -> Answer.json("{\"status\":\"up\"}\n")),
        Route.get("/ready", Route.JSON, call -> ready(call)),
        Route.get("/metrics", "text/plain", call -> service.metrics().answer()));
  }

  /** Rules that were refused leave those in use in their place: it stays ready, and says so. */
  private Answer ready(Call call) {
    ObjectNode ready = JSON.createObjectNode();
    ready.put("status", service.isEnding() ? "ending" : "ready");
    RuleBase base = call.rules().sets().latest();
    ready
        .putObject("rules")
        .put("version", base.definitions().version())
        .put("digest", base.digest());
    int errors = service.rules().refused().size();
    if (errors > 0) {
      ready.putObject("refused").put("errors", errors);
    }
    Answer answer = Answer.json(JSON.writeValueAsString(ready) + "\n");
    return service.isEnding() ? answer.as(503) : answer;
  }
}
