package org.needlewise.http.rest;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.batch.CaseStream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseSchema;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.ProblemException;
import org.needlewise.http.Route;
import org.needlewise.page.Page;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.planning.RecoveryPage;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.review.book.CodeGuide;
import org.needlewise.rulebase.load.RuleBase;

/**
 * What the command line does, over HTTP: the same bytes. What {@code openapi.json} describes is
 * here, and nothing else.
 */
public final class RestRoutes {
  static final String SVG = "image/svg+xml";
  private static final String SCHEMA = "application/schema+json";
  private static final String OPENAPI = "openapi.json";
  private static final String WITH = "with";
  private static final String LIST = "list";
  private static final String WORD = "word";

  private RestRoutes() {}

  public static List<Route> all() {
    return List.of(
        Route.post("/screen", Route.JSON, Lane.SHORT, RestRoutes::screen).asking(WITH),
        Route.post("/screen/batch", Route.NDJSON, Lane.STREAM, RestRoutes::batch)
            .taking(Route.JSON, Route.NDJSON)
            .asking(WITH),
        PlanRoute.ROUTE,
        SheetRoute.ROUTE,
        Route.post("/recovery", Route.JSON, Lane.SHORT, RestRoutes::recovery)
            .giving(Route.JSON, Route.HTML, SVG),
        Route.get("/rules", Route.JSON, call -> Answer.json(RuleList.json(call.rules())))
            .in(Lane.SHORT),
        Route.get("/codes", Route.JSON, RestRoutes::codes).asking(LIST, WORD).in(Lane.LONG),
        Route.get("/" + OPENAPI, Route.JSON, call -> Answer.json(openApi())),
        Route.get("/schemas/case.schema.json", SCHEMA, RestRoutes::caseSchema).in(Lane.SHORT),
        Route.get(
            "/schemas/report.schema.json",
            SCHEMA,
            call ->
                Answer.of(
                    SCHEMA,
                    Page.resource(
                        RestRoutes.class, "/org/needlewise/contract/report.schema.json"))));
  }

  static String openApi() {
    return Page.resource(RestRoutes.class, OPENAPI);
  }

  private static Answer screen(Call call) {
    Set<Topic> topics = topics(call);
    CaseFile caseFile = call.readCase();
    Advised advised = call.screen(List.of(caseFile), topics, true).get(0);
    return report(advised.screened().orThrow(), advised.advice());
  }

  private static Answer report(AdvisoryReport report, Advice advice) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new ReportJson(json).write(report, advice);
    return Answer.of(Route.JSON, json.toByteArray());
  }

  private static Answer batch(Call call) {
    Set<Topic> topics = topics(call);
    return Answer.streamed(
        Route.NDJSON,
        out -> {
          try (CaseStream cases = new CaseStream(call.rules().sets(), topics, call.input(), out)) {
            cases.run();
          }
        });
  }

  private static Answer recovery(Call call) {
    CaseFile caseFile = call.readCase();
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    AdvisoryReport report = call.screener(base).screen(caseFile);
    RecoveryPage page =
        RecoveryPage.of(call.words(), caseFile, report, base.care(), base.evidence());
    return switch (call.type()) {
      case Route.HTML -> Answer.html(Echo.lines(page.html()));
      case SVG -> Answer.of(SVG, Echo.lines(page.svg()));
      default -> report(report, new Advice(null, null, null, page.steps(), false));
    };
  }

  private static Answer codes(Call call) {
    CodeGuide guide = new CodeGuide(call.rules().open());
    List<String> lists;
    try {
      lists = guide.lists(call.query(LIST));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, "query list: " + Echo.shown(e.getMessage()));
    }
    String word = call.query(WORD);
    Stream<CodeGuide.Entry> entries;
    if (word == null) {
      entries = lists.stream().flatMap(each -> guide.list(each).stream());
    } else {
      try {
        entries = guide.found(word, call.query(LIST)).stream().map(guide::entry);
      } catch (InvalidInputException e) {
        throw new ProblemException(404, "query word: " + e.problems().get(0).what());
      }
    }
    return Answer.json(Echo.lines(CodeGuide.json(entries.toList())));
  }

  /** With the codes of the rules in use. */
  private static Answer caseSchema(Call call) {
    return Answer.of(SCHEMA, CaseSchema.of(call.rules().sets().latest().vocabulary()));
  }

  private static Set<Topic> topics(Call call) {
    String with = call.query(WITH);
    try {
      return with == null ? Set.of() : Topic.of(List.of(with.split(",", -1)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, "query with: " + Echo.shown(e.getMessage()));
    }
  }

  /** A word of a query that is the name of one of a few things; the first where it is absent. */
  static <E extends Enum<E>> E word(Call call, String name, E[] words) {
    String said = call.query(name);
    if (said == null) {
      return words[0];
    }
    for (E word : words) {
      if (word.name().toLowerCase(Locale.ROOT).equals(said)) {
        return word;
      }
    }
    List<String> known =
        Stream.of(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    throw ProblemException.query(name, Echo.shown(said), "one of " + String.join(", ", known));
  }
}
