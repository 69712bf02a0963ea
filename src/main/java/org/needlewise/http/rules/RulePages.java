package org.needlewise.http.rules;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.http.Answer;
import org.needlewise.http.Call;
import org.needlewise.http.Lane;
import org.needlewise.http.PageAssets;
import org.needlewise.http.ProblemException;
import org.needlewise.http.Route;
import org.needlewise.http.RulesInUse;
import org.needlewise.page.Page;
import org.needlewise.review.book.RuleBook;
import org.needlewise.review.book.RuleBook.Chapter;
import org.needlewise.review.book.RuleBook.Entry;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.review.proof.Coverage.RuleReach;
import org.needlewise.review.trial.Trial;
import org.needlewise.review.trial.Trials;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.words.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reviewer's pages: the rules to be searched, each with its proof, and an editor that tells
 * what an edit would do. Nothing of an edit is written or kept.
 */
public final class RulePages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILES = "/org/needlewise/http/rules/";
  private static final String PATCH = "text/x-patch;charset=utf-8";
  private static final String WORDS = "words";
  private static final String CATEGORY = "category";

  private final Function<RuleSource, Path> cases;
  private final Function<RuleSource, Map<String, List<RuleHistory.Edit>>> history;
  private final Words words;
  private final PageAssets assets = PageAssets.of("rules", FILES);

  private final Map<RulesInUse, Shelf> shelves = new WeakHashMap<>();

  /** The newest trial that each open page waits for. */
  private final Map<String, Object> awaited = new ConcurrentHashMap<>();

  /**
   * The rules that were found.
   *
   * @param asked the words that were searched for
   * @param category "" for all
   */
  record Found(
      RuleBook book,
      String asked,
      String category,
      List<Chapter> chapters,
      PageAssets assets,
      Words words) {
    int count() {
      return chapters.stream().mapToInt(chapter -> chapter.entries().size()).sum();
    }
  }

  /**
   * A rule with its proof.
   *
   * @param rule as it was written
   * @param cases as they were written; "" where there are none
   * @param reach what the cases reach of it; null where it does not fire
   */
  record One(
      RuleBook book,
      Entry entry,
      String rule,
      String cases,
      RuleReach reach,
      PageAssets assets,
      Words words) {
    String file() {
      return entry.card().file();
    }

    String caseFile() {
      return CaseSuite.fileOf(file());
    }
  }

  /**
   * What an edit would do.
   *
   * @param file of the rule
   */
  record Tried(Trial trial, String file, Words words) {
    /** So many failures of other rules' cases are shown side by side. */
    private static final int SHOWN = 20;

    long errors() {
      return trial.problems().stream().filter(Diagnostic::isError).count();
    }

    long warnings() {
      return trial.problems().size() - errors();
    }

    /** The box of the editor that a problem is in; "" where it is in neither. */
    String box(Diagnostic problem) {
      return problem.line() == 0
          ? ""
          : problem.file().equals(file)
              ? "rule"
              : problem.file().equals(CaseSuite.fileOf(file)) ? "cases" : "";
    }

    List<CaseSuite.Outcome> others() {
      return trial.tests().others().stream().limit(SHOWN).toList();
    }

    int more() {
      return Math.max(0, trial.tests().others().size() - SHOWN);
    }
  }

  /**
   * @param cases where the cases of some rules are
   * @param history of each of their files; asked once a set
   */
  public RulePages(
      Function<RuleSource, Path> cases,
      Function<RuleSource, Map<String, List<RuleHistory.Edit>>> history,
      Words words) {
    this.cases = cases;
    this.history = history;
    this.words = words;
  }

  /** All that the pages ask of the service. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(assets.routes());
    routes.add(Route.get("/rules", Route.HTML, this::found).asking(WORDS, CATEGORY).in(Lane.LONG));
    routes.add(Route.get("/rules/{category}/{slug}", Route.HTML, this::one).in(Lane.LONG));
    routes.add(Route.post("/rules/try", Route.HTML, Lane.LONG, this::tried));
    routes.add(Route.post("/rules/patch", PATCH, Lane.LONG, this::patch));
    return routes;
  }

  private Shelf shelf(Call call) {
    synchronized (shelves) {
      return shelves.computeIfAbsent(
          call.rules(),
          rules -> {
            RuleSource source = rules.source();
            return new Shelf(source, cases.apply(source), history.apply(source));
          });
    }
  }

  private Answer found(Call call) {
    Shelf shelf = shelf(call);
    RuleBook book = shelf.book(call.today());
    String asked = call.query(WORDS) == null ? "" : call.query(WORDS).strip();
    String category = call.query(CATEGORY) == null ? "" : call.query(CATEGORY);
    List<String> wanted =
        List.of(asked.toLowerCase(Locale.ROOT).split("\\s+")).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    List<Chapter> chapters = new ArrayList<>();
    for (Chapter chapter : book.chapters()) {
      if (category.isEmpty() || chapter.category().equals(category)) {
        List<Entry> entries =
            chapter.entries().stream().filter(entry -> shelf.finds(entry, wanted)).toList();
        if (!entries.isEmpty()) {
          chapters.add(new Chapter(chapter.category(), entries));
        }
      }
    }
    return Answer.html(
        Page.html(
            "http/rules/found.jte", new Found(book, asked, category, chapters, assets, words)));
  }

  private Answer one(Call call) {
    Shelf shelf = shelf(call);
    String file = call.part("category") + '/' + call.part("slug") + ".drl";
    OpenRules.Rule rule = rule(shelf, file);
    RuleBook book = shelf.book(call.today());
    Entry entry =
        book.chapters().stream()
            .flatMap(chapter -> chapter.entries().stream())
            .filter(each -> each.card().equals(rule.card()))
            .findFirst()
            .orElseThrow();
    Trials trials = shelf.trials();
    return Answer.html(
        Page.html(
            "http/rules/one.jte",
            new One(
                book,
                entry,
                trials.rule(file),
                trials.casesOf(file),
                shelf.reach(rule),
                assets,
                words)));
  }

  private static OpenRules.Rule rule(Shelf shelf, String file) {
    return shelf.trials().rules().everyRule().stream()
        .filter(each -> each.file().equals(file))
        .findFirst()
        .orElseThrow(() -> new ProblemException(404, "There is no such rule."));
  }

  /**
   * An edit, as the editor sends it.
   *
   * @param page which of the open pages it is from
   */
  private record Edit(String file, String rule, String cases, String page) {
    static Edit of(Call call) {
      JsonNode json;
      try {
        json = JSON.readTree(call.body());
      } catch (JacksonException e) {
        throw new ProblemException(400, "The body is no JSON.");
      }
      return new Edit(
          text(json, "file"), text(json, "rule"), text(json, "cases"), text(json, "page"));
    }

    private static String text(JsonNode json, String name) {
      JsonNode value = json.get(name);
      if (value == null || !value.isString()) {
        throw new ProblemException(400, "The body has no text \"" + name + "\".");
      }
      return value.stringValue();
    }
  }

  private Answer tried(Call call) {
    Edit edit = Edit.of(call);
    Shelf shelf = shelf(call);
    rule(shelf, edit.file);
    Object mine = new Object();
    awaited.put(edit.page, mine);
    try {
      Trial trial =
          shelf
              .trials()
              .of(
                  edit.file,
                  edit.rule,
                  edit.cases,
                  call.today(),
                  () -> awaited.get(edit.page) != mine);
      return Answer.html(Page.html("http/rules/tried.jte", new Tried(trial, edit.file, words)));
    } catch (CancellationException e) {
      return Answer.empty(204);
    } finally {
      awaited.remove(edit.page, mine);
    }
  }

  private Answer patch(Call call) {
    Edit edit = Edit.of(call);
    Shelf shelf = shelf(call);
    String id = rule(shelf, edit.file).card().id();
    String patch = shelf.trials().patch(edit.file, edit.rule, edit.cases);
    return Answer.of(PATCH, patch.getBytes(StandardCharsets.UTF_8))
        .with("Content-Disposition", "attachment; filename=\"" + id + ".patch\"");
  }
}
