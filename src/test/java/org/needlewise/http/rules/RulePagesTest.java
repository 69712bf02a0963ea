package org.needlewise.http.rules;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.http.Chromium;
import org.needlewise.http.Chromium.Look;
import org.needlewise.http.LiveRules;
import org.needlewise.http.Service;
import org.needlewise.http.ServiceConfig;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.words.Words;
import tools.jackson.databind.json.JsonMapper;

/** The reviewer's pages, as the service gives them and a browser shows them. */
@ExtendWith(Chromium.Given.class)
class RulePagesTest {
  private static final String FOUR_WEEKS = "@minimumDays(\"28\")";
  private static final String FIVE_WEEKS = "@minimumDays(\"35\")";

  private static Service service;

  @TempDir Path temporary;

  @BeforeAll
  static void start() throws IOException {
    RulePages pages =
        new RulePages(rules -> Path.of("test-cases"), rules -> Map.of(), Words.ENGLISH);
    service =
        new Service(
            ServiceConfig.USUAL.at(new Address("127.0.0.1", 0)),
            new LiveRules(
                () -> List.of(RuleSource.of(Path.of("rules-drl"))), List.of(), line -> {}),
            pages.routes(),
            line -> {});
    service.start();
  }

  @AfterAll
  static void end() {
    service.close();
  }

  private static URI at(String path) {
    return service.address().resolve(path);
  }

  private static Page open(Chromium.Tab tab, String path) {
    tab.page().navigate(at(path).toString());
    return tab.page();
  }

  private static Locator region(Page page, String title) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(title));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static void edit(Page page, String from, String to) {
    Locator rule = page.getByLabel("The rule");
    String text = rule.inputValue();
    assertTrue(text.contains(from), from);
    rule.fill(text.replace(from, to));
  }

  private static List<String> found(Page page) {
    return page.locator("#found a").allTextContents();
  }

  @Test
  void everyScreenFitsEveryLook(Chromium chromium) {
    for (Look look : Look.values()) {
      try (Chromium.Tab tab = chromium.open(look)) {
        Page page = open(tab, "/rules?words=minoxidil");
        tab.assertFit("rules");
        open(tab, "/rules/interval/face");
        assertThat(region(page, "Is it sound?")).containsText("No error, no warning.");
        edit(page, FOUR_WEEKS, FIVE_WEEKS);
        assertThat(region(page, "What does it mean?")).containsText("35 days");
        page.locator("#told summary:text-is('the minimum itself')").click();
        page.locator("#told summary:text-is('The change as a patch')").click();
        tab.assertFit("rule-edited");
        if (look == Look.WIDE_DARK || look == Look.NARROW_LIGHT) { // it is a part of the one above
          edit(page, "earlierTherapeutic", "earlierTherapeutik");
          assertThat(region(page, "Is it sound?")).containsText("1 error");
          tab.assertFit("rule-wrong");
        }
      }
    }
  }

  @Test
  void searches(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, "/rules");
      assertThat(page.locator("#count")).hasText("113 rules");
      assertEquals(113, found(page).size());
      Locator words = page.getByLabel("Search");
      // Two rules cite L130; the interval's policy row names it.
      words.fill("minoxidil L130");
      assertThat(page.locator("#count")).hasText("3 rules");
      assertEquals(
          List.of(
              "Interval of the scalp minoxidil protocol",
              "Scalp minoxidil protocol",
              "Minoxidil at home"),
          found(page));
      assertThat(page).hasURL(at("/rules?words=minoxidil%20L130&category=").toString());
      page.getByLabel("Category").selectOption("adjunct");
      assertThat(page.locator("#count")).hasText("2 rules");
      words.fill("p25");
      assertThat(page.locator("#count")).hasText("No rule");
      // Its own row, and what it is set aside by.
      page.getByLabel("Category").selectOption("");
      assertThat(page.locator("#count")).hasText("2 rules");
      assertEquals(
          List.of("Interval on the face", "Interval of the scalp minoxidil protocol"), found(page));
      // No rule's words have the code: one speaks of its class.
      words.fill("dabigatran");
      assertThat(page.locator("#found")).containsText("Blood thinner taken");
      page.reload();
      assertThat(page.locator("#found")).containsText("Blood thinner taken");
      assertThat(words).hasValue("dabigatran");
      page.getByText("Blood thinner taken").click();
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .hasText(Pattern.compile("P\\d+ Blood thinner taken"));
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void showsARuleWithItsProof(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, "/rules/interval/face");
      assertThat(region(page, "In words")).containsText("Before day 28: defer, until day 28.");
      Locator proof = region(page, "Its proof");
      assertThat(proof).containsText("L073");
      assertThat(proof).containsText("It speaks in 16 cases of its own and in 90 others.");
      assertThat(proof).containsText("3 of 3 conditions seen to hold and not to hold.");
      assertThat(proof.locator("tbody tr")).hasCount(24);
      assertEquals(read("rules-drl/interval/face.drl"), page.getByLabel("The rule").inputValue());
      assertEquals(
          read("test-cases/interval/face.yaml"), page.getByLabel("Its cases").inputValue());
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsWhatAnEditWouldDo(Chromium chromium) throws IOException {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, "/rules/interval/face");
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      assertThat(button(page, "Take the change")).isDisabled();
      edit(page, FOUR_WEEKS, FIVE_WEEKS);
      assertThat(region(page, "Is it sound?")).containsText("No error, 3 warnings.");
      assertThat(page.getByRole(AriaRole.STATUS))
          .hasText(
              "No error, 3 warnings. 2278 cases tried: 15 of the rule not as expected, 26 others"
                  + " not as expected.");
      Locator minimum =
          region(page, "Do the cases agree?")
              .locator("details")
              .filter(
                  new Locator.FilterOptions()
                      .setHas(page.locator("summary:text-is('the minimum itself')")));
      minimum.locator("summary").click();
      assertEquals(
          List.of(
              "verdict: proceed",
              "verdict: defer",
              "interval: 28 days, 28 at least, 42 ideally",
              "interval: 28 days, 35 at least, 42 ideally",
              "earliestDate: none",
              "earliestDate: 2026-11-27"),
          minimum.locator(".differs td").allTextContents());
      Locator meaning = region(page, "What does it mean?");
      assertThat(meaning.locator("tbody tr")).hasText("number: the minimum28 days35 days");
      assertThat(meaning)
          .containsText("2278 patients: 77 with another verdict or earliest date, 47 with other");
      assertThat(
              meaning
                  .locator("li")
                  .filter(
                      new Locator.FilterOptions()
                          .setHasText("as in interval/face.yaml: the minimum itself")))
          .hasText(
              Pattern.compile(
                  "^5 proceed becomes defer\\s+earliest date 6 to 7 days later\\s+By interval-face,"
                      + " as in interval/face.yaml: the minimum itself$"));
      // What is taken along is what git takes.
      Path patch = temporary.resolve("edit.patch");
      page.waitForDownload(() -> button(page, "Take the change").click()).saveAs(patch);
      RulesCopy copy = new RulesCopy(temporary.resolve("clone"));
      new GitFolder(temporary.resolve("clone")).git("apply", "--check", patch.toString());
      new GitFolder(temporary.resolve("clone")).git("apply", patch.toString());
      assertEquals(
          page.getByLabel("The rule").inputValue(),
          Files.readString(copy.rules().resolve("interval/face.drl")));
      button(page, "Back to what is in use").click();
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      assertThat(page.getByLabel("The rule")).hasValue(read("rules-drl/interval/face.drl"));
      assertThat(button(page, "Take the change")).isDisabled();
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void aMistakeIsFoundByItsLine(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, "/rules/interval/face");
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      edit(page, "earlierTherapeutic", "earlierTherapeutik");
      Locator check = region(page, "Is it sound?");
      assertThat(check).containsText("1 error, no warning.");
      assertThat(check).containsText("did you mean earlierTherapeutic?");
      assertThat(region(page, "Do the cases agree?")).hasCount(0);
      button(page, "interval/face.drl line 20, column 61").click();
      Locator rule = page.getByLabel("The rule");
      assertThat(rule).isFocused();
      assertEquals(
          "earlierTherapeutik )",
          rule.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)"));
      Locator cases = page.getByLabel("Its cases");
      edit(page, "earlierTherapeutik", "earlierTherapeutic");
      assertThat(check).containsText("No error, no warning.");
      cases.fill(cases.inputValue().replaceFirst("2026-10-24", "2026-10-42"));
      assertThat(check).containsText("1 error, no warning.");
      button(page, "interval/face.yaml line 10, column 18").click();
      assertThat(cases).isFocused();
      // A text is a text, whatever it says.
      edit(page, "/*", "/* </textarea><img src=x onerror=\"document.title='run'\">");
      assertThat(check).containsText("2026-10-42");
      page.locator("#told summary:text-is('The change as a patch')").click();
      assertThat(page.locator(".patch pre")).containsText("+/* </textarea><img src=x");
      assertTrue(page.title().startsWith("P25"), page.title());
      assertEquals(List.of(), tab.complaints());
    }
  }

  /** However long the older one takes. */
  @Test
  void anOlderAnswerNeverOverwritesANewerOne(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, "/rules/interval/face");
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      List<Route> held = new ArrayList<>();
      page.route(
          "**/rules/try",
          route -> {
            if (held.isEmpty()) {
              held.add(route);
            } else {
              route.resume();
            }
          });
      page.waitForRequest("**/rules/try", () -> edit(page, FOUR_WEEKS, "@minimumDays(\"34\")"));
      edit(page, "@minimumDays(\"34\")", FIVE_WEEKS);
      assertThat(region(page, "What does it mean?")).containsText("35 days");
      try {
        held.get(0).resume();
      } catch (PlaywrightException e) {
        // The browser has given it up.
      }
      page.unrouteAll();
      assertFalse(page.locator("#told").textContent().contains("34 days"));
    }
  }

  @Test
  void byTheKeyboardAlone(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.NARROW_DARK)) {
      Page page = open(tab, "/rules");
      page.keyboard().press("Tab");
      assertThat(page.getByText("To the content")).isFocused();
      page.getByLabel("Search").focus();
      page.keyboard().type("minoxidil L130");
      assertThat(page.locator("#count")).hasText("3 rules");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      Locator rule = page.getByLabel("The rule");
      rule.focus();
      page.keyboard().press("Control+Home");
      page.keyboard().type("x");
      assertThat(region(page, "Is it sound?")).containsText("3 errors");
      page.keyboard().press("Tab");
      assertThat(page.getByLabel("Its cases")).isFocused();
      page.keyboard().press("Tab");
      assertThat(button(page, "Take the change")).isFocused();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(rule).isFocused();
      assertThat(page.locator("#told")).containsText("Nothing is edited");
    }
  }

  @Test
  void printsWhatIsToBeRead(Chromium chromium) {
    try (Chromium.Tab tab = chromium.open(Look.WIDE_DARK)) {
      Page page = open(tab, "/rules/interval/face");
      assertThat(page.locator("#told")).containsText("Nothing is edited");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator(".top")).isHidden();
      assertThat(button(page, "Take the change")).isHidden();
      assertThat(region(page, "In words")).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target/screenshots/rule-print.png"))
              .setFullPage(true));
      assertTrue(
          (Boolean)
              page.getByLabel("The rule")
                  .evaluate("box => box.scrollHeight <= box.clientHeight + 1"));
    }
  }

  private static HttpResponse<String> post(String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonMapper().writeValueAsString(body)))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void refusesWhatIsNoEdit() throws IOException, InterruptedException {
    Map<String, String> edit =
        Map.of("file", "interval/face.drl", "rule", "", "cases", "", "page", "1");
    assertEquals(200, post("/rules/try", edit).statusCode());
    Map<String, String> other = new HashMap<>(edit);
    other.put("file", "../pom.xml");
    assertEquals(404, post("/rules/try", other).statusCode());
    assertEquals(404, post("/rules/patch", other).statusCode());
    other.put("file", "definitions.yaml");
    assertEquals(404, post("/rules/try", other).statusCode());
    assertEquals(400, post("/rules/try", Map.of("file", "interval/face.drl")).statusCode());
    Map<String, Object> number = new HashMap<>(edit);
    number.put("rule", 1);
    assertEquals(400, post("/rules/patch", number).statusCode());
    for (String none : List.of("/rules/interval/none", "/rules/evidence/ledger")) {
      assertEquals(
          404,
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(at(none)).build(), BodyHandlers.ofString())
              .statusCode(),
          none);
    }
  }
}
