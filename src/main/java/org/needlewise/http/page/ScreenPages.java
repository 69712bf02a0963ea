package org.needlewise.http.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.PageAssets;
import org.needlewise.http.Route;
import org.needlewise.page.Page;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.planning.Course;
import org.needlewise.planning.CourseCalendar;
import org.needlewise.planning.CoursePage;
import org.needlewise.planning.CoursePlanner;
import org.needlewise.planning.CourseText;
import org.needlewise.planning.CourseWords;
import org.needlewise.planning.RecoveryPage;
import org.needlewise.planning.Sheet;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportChanges;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.NotEvaluatedException;
import org.needlewise.words.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The practitioner's page. What a patient's form holds comes with each request, and is forgotten
 * with its answer.
 */
public final class ScreenPages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILES = "/org/needlewise/http/page/";
  private static final String CALENDAR = "text/calendar;charset=utf-8";
  private static final String YAML = "application/yaml;charset=utf-8";
  private static final String PDF = "application/pdf";

  private final Examples examples;
  private final Words words;
  private final PageAssets assets = PageAssets.of("screen", FILES);

  /** What the rules read of facts, found once a set. */
  private final Map<RuleBase, Map<String, Set<String>>> read = new WeakHashMap<>();

  /**
   * The whole page.
   *
   * @param examples their names
   */
  record Screen(Form form, List<String> examples, PageAssets assets, Words words) {}

  /** The form alone. */
  record Filled(Form form, Words words) {}

  /** The days after the session. */
  record After(RecoveryPage recovery, Words words) {}

  /**
   * @param scenarios a folder of whole patients, which open as examples; null for none
   */
  public ScreenPages(Path scenarios, Words words) {
    this.examples = new Examples(scenarios);
    this.words = words;
  }

  /** All that the page asks of the service. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(assets.routes());
    routes.add(Route.get("/", Route.HTML, this::page).in(Lane.SHORT));
    routes.add(Route.get("/page/rule/{id}", Route.HTML, this::rule));
    routes.add(post("/page/outcome", this::outcome));
    routes.add(post("/page/form", this::form));
    routes.add(post("/page/find", this::find));
    routes.add(post("/page/past", this::past));
    routes.add(post("/page/cases", this::cases).in(Lane.LONG));
    routes.add(post("/page/course", this::course).in(Lane.LONG));
    routes.add(post("/page/recovery", this::recovery));
    routes.add(Route.post("/page/course.ics", CALENDAR, Lane.LONG, this::calendar));
    routes.add(Route.post("/page/sheet.pdf", PDF, Lane.LONG, this::sheet));
    routes.add(Route.post("/page/case.yaml", YAML, Lane.SHORT, this::save));
    return routes;
  }

  private static Route post(String path, Route.Handler handler) {
    return Route.post(path, Route.HTML, Lane.SHORT, handler);
  }

  private Answer page(Call call) {
    ObjectNode fresh = JSON.createObjectNode();
    fresh.put("id", words.say("page.new.id"));
    fresh.put("asOf", call.today().toString());
    fresh.putObject("proposed").put("date", call.today().toString());
    Screen screen = new Screen(form(fresh, call), examples.names(), assets, words);
    return Answer.html(Page.html("http/page/screen.jte", screen));
  }

  private Form form(ObjectNode document, Call call) {
    RuleBase base = call.rules().sets().latest();
    Map<String, Set<String>> fields;
    synchronized (read) {
      fields =
          read.computeIfAbsent(base, set -> ReadFields.of(set.vocabulary(), call.screener(set)));
    }
    return Form.of(document, base.vocabulary(), fields);
  }

  private static Entered entered(Request request, Call call) {
    return new Entered(request.entries(), call.rules().sets().latest().vocabulary());
  }

  private static CaseFile read(Request request, Call call) {
    return entered(request, call).read(call.rules().reader());
  }

  /** The form anew, from a file, an example, or changed as a remedy says. */
  private Answer form(Call call) {
    Request request = Request.of(call.body());
    ObjectNode document;
    if (request.has("file")) {
      document = opened(request.member("file"), call);
    } else if (request.has("example")) {
      document = examples.of(request.text("example"));
      if (document == null) {
        throw Request.wrong("/example", "an example that there is not");
      }
    } else {
      document = entered(request, call).document();
      try {
        JsonPatch.apply(document, request.member("patch"));
      } catch (IllegalArgumentException e) {
        throw Request.wrong("/patch", e.getMessage());
      }
    }
    return Answer.html(Page.html("http/page/filled.jte", new Filled(form(document, call), words)));
  }

  private static ObjectNode opened(JsonNode file, Call call) {
    String name = file.path("name").asString("");
    byte[] text = file.path("text").asString("").getBytes(StandardCharsets.UTF_8);
    CaseFile read = call.rules().reader().read(text, 0, text.length, CaseTable.format(name), name);
    return Request.object(CaseFileWriter.json(read).getBytes(StandardCharsets.UTF_8));
  }

  private Answer outcome(Call call) {
    Request request = Request.of(call.body());
    Entered entered = entered(request, call);
    CaseFile caseFile;
    try {
      caseFile = entered.read(call.rules().reader());
    } catch (InvalidInputException wrong) {
      Missing missing = new Missing(entered.mistakes(wrong), words);
      return Answer.html(Page.html("http/page/missing.jte", missing));
    }
    Advised advised = advised(caseFile, call);
    AdvisoryReport report = advised.screened().report();
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    Map<String, EvidenceStatement> evidence = base.evidence();
    Outcome outcome =
        new Outcome(
            caseFile,
            report,
            advised.advice(),
            changes(request, report, call),
            Timeline.of(caseFile, report, soon(caseFile, call), words),
            evidence,
            files(base),
            entered.document(),
            words);
    return Answer.html(Page.html("http/page/outcome.jte", outcome));
  }

  private static Advised advised(CaseFile caseFile, Call call) {
    EnumSet<Topic> topics = EnumSet.of(Topic.REMEDIES, Topic.QUESTIONS, Topic.HOLDS);
    Advised advised = call.screen(List.of(caseFile), topics, false).get(0);
    if (advised.screened().report() == null) {
      throw new NotEvaluatedException(advised.screened().failure(), advised.screened().tooMuch());
    }
    return advised;
  }

  private static AdvisoryReport report(CaseFile caseFile, Call call) {
    return call.screener(call.rules().sets().at(caseFile.asOfOrProposed())).screen(caseFile);
  }

  /** What moving the session changed; null where it was not moved. */
  private ReportChanges changes(Request request, AdvisoryReport report, Call call) {
    if (!request.has("before")) {
      return null;
    }
    try {
      CaseFile before =
          new Entered(
                  new Request(request.member("before")).entries(),
                  call.rules().sets().latest().vocabulary())
              .read(call.rules().reader());
      return new ReportChanges(words, before.proposed(), report(before, call), report);
    } catch (InvalidInputException wrong) {
      return null; // there was none to tell it from
    }
  }

  /** When every interval since the last session still runs; null where there was none. */
  private static AdvisoryReport soon(CaseFile caseFile, Call call) {
    LocalDate last =
        caseFile.history().stream()
            .map(PastSession::date)
            .filter(date -> date.isBefore(caseFile.proposed().date()))
            .max(LocalDate::compareTo)
            .orElse(null);
    if (last == null) {
      return null;
    }
    CaseDraft draft = new CaseDraft(caseFile);
    draft.asOf = caseFile.asOfOrProposed();
    draft.date = last.plusDays(1);
    return report(draft.caseFile(), call);
  }

  /** The rules' files, by id. */
  private static Map<String, String> files(RuleBase base) {
    Map<String, String> files = new HashMap<>();
    base.cards().forEach(card -> files.put(card.id(), card.file()));
    return files;
  }

  /** A rule as it is written. */
  private Answer rule(Call call) {
    String id = call.part("id");
    for (Card card : call.rules().sets().latest().cards()) {
      byte[] text = call.rules().folder().rules().get(card.file());
      if (card.id().equals(id) && text != null) {
        return Answer.html(
            Page.html("http/page/rule.jte", new String(text, StandardCharsets.UTF_8)));
      }
    }
    throw Request.wrong("", "a rule that there is not");
  }

  private Answer find(Call call) {
    Request request = Request.of(call.body());
    Vocabulary vocabulary = call.rules().sets().latest().vocabulary();
    Found found = Found.of(request.text("word"), new CodeFinder(vocabulary), vocabulary, words);
    return Answer.html(Page.html("http/page/found.jte", found));
  }

  private Answer past(Call call) {
    Request request = Request.of(call.body());
    Vocabulary vocabulary = call.rules().sets().latest().vocabulary();
    Pasted.Reading reading =
        Pasted.read(request.text("text"), call.today(), new CodeFinder(vocabulary), words);
    ObjectNode document = JSON.createObjectNode();
    document.set("history", reading.sessions());
    Pasted pasted = new Pasted(reading.sessions(), reading.problems(), form(document, call), words);
    return Answer.html(Page.html("http/page/pasted.jte", pasted));
  }

  private Answer cases(Call call) {
    JsonNode files = Request.of(call.body()).member("files");
    return Answer.html(Page.html("http/page/cases.jte", CaseTable.of(files, call, words)));
  }

  private record Planned(CaseFile caseFile, Course course, CourseText text) {}

  private Planned plan(Call call) {
    Request request = Request.of(call.body());
    CaseFile caseFile = read(request, call);
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    String sessions = request.text("sessions");
    if (!sessions.isEmpty() && !sessions.matches("[1-9][0-9]?")) {
      throw Request.wrong("/sessions", '"' + sessions + '"', "how many sessions, 1 to 99");
    }
    Course.Pace pace =
        request.text("pace").equals("minimum") ? Course.Pace.MINIMUM : Course.Pace.IDEAL;
    CourseWords asked =
        new CourseWords(
            sessions.isEmpty() ? null : Integer.valueOf(sessions),
            pace,
            null,
            null,
            CourseWords.USUAL_MAINTENANCE,
            null);
    Course course;
    try {
      course = asked.of(caseFile, new CoursePlanner(base, call.screener(base)));
    } catch (CoursePlanner.UnknownLengthException e) {
      throw Request.wrong("/sessions", "nothing", "how many sessions: " + e.getMessage());
    }
    return new Planned(
        caseFile, course, new CourseText(words, caseFile, course, false, base.care()));
  }

  private Answer course(Call call) {
    Planned planned = plan(call);
    CourseView view =
        new CourseView(planned.course, new CoursePage(planned.course, planned.text), words);
    return Answer.html(Page.html("http/page/course.jte", view));
  }

  private Answer calendar(Call call) {
    Planned planned = plan(call);
    return Answer.of(CALENDAR, CourseCalendar.text(planned.caseFile, planned.course, planned.text));
  }

  private Answer recovery(Call call) {
    CaseFile caseFile = read(Request.of(call.body()), call);
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    RecoveryPage recovery =
        RecoveryPage.of(words, caseFile, report(caseFile, call), base.care(), base.evidence());
    return Answer.html(Page.html("http/page/recovery.jte", new After(recovery, words)));
  }

  private Answer sheet(Call call) {
    CaseFile caseFile = read(Request.of(call.body()), call);
    RuleBase base = call.rules().sets().at(caseFile.asOfOrProposed());
    Sheet sheet = Sheet.of(words, caseFile, call.screener(base), base.care(), null, Sheet.Paper.A4);
    return Answer.of(PDF, sheet.pdf());
  }

  private Answer save(Call call) {
    return Answer.of(YAML, CaseFileWriter.yaml(read(Request.of(call.body()), call)));
  }
}
