package org.needlewise.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.Format;
import org.needlewise.http.Chromium;
import org.needlewise.http.Chromium.Look;
import org.needlewise.http.Chromium.Tab;
import org.needlewise.http.Route;
import org.needlewise.http.Served;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.words.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The practitioner's page, as a browser shows it and a person uses it. */
@ExtendWith(Chromium.Given.class)
class ScreenPageTest {
  private static final Path SCENARIOS = Path.of("test-cases", "scenarios");
  private static final Path ONE_DAY_SHORT = Path.of("test-cases/examples/one-day-short.yaml");

  /** Of whom nothing was asked but the date of birth. */
  private static final FilePayload NOTHING_ASKED =
      file(
          "nothing-asked.yaml",
          """
          id: nothing-asked
          asOf: 2026-11-20
          patient: {birthDate: 1985-07-02, sex: female}
          proposed: {date: 2026-11-20, area: cheeks, depthMm: 1.0}
          """);

  private static final String DATE = "[name='/proposed/date']";
  private static final String DEPTH = "[name='/proposed/depthMm']";
  private static final String AREA = "[name='/proposed/area']";

  private static Served served;

  @BeforeAll
  static void start() throws IOException {
    List<Route> routes = new ScreenPages(SCENARIOS, Words.ENGLISH).routes();
    served = new Served(routes.toArray(Route[]::new));
  }

  @AfterAll
  static void end() {
    served.close();
  }

  private static Page open(Tab tab) {
    tab.page().navigate("http://127.0.0.1:" + served.port() + "/");
    headline(tab.page(), "… No answer yet");
    return tab.page();
  }

  private static Page open(Tab tab, Path file) {
    Page page = open(tab);
    page.setInputFiles("#files", file);
    assertThat(page.locator("[name='/id']")).not().hasValue("new case");
    return page;
  }

  private static void headline(Page page, String text) {
    assertThat(page.locator("#headline")).hasText(text);
  }

  private static void earliest(Page page, String text) {
    assertThat(page.locator("p.earliest")).hasText("Earliest date: " + text);
  }

  @Test
  void aPatientIsScreenedByFillingInTheForm(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab);
      assertThat(page.locator(".verdict li")).hasText(new String[] {"Area", "Needle depth"});
      page.fill("[name='/asOf']", "2026-11-20");
      page.fill(DATE, "2026-11-20");
      page.selectOption(AREA, "cheeks");
      page.fill(DEPTH, "1,5 mm");
      headline(page, "? ASK FIRST");
      assertThat(page.locator("#answered")).hasText("0 of 25 answered");

      page.click("[data-deny]");
      assertThat(page.locator("#answered")).hasText("25 of 25 answered");
      earliest(page, "Friday 2026-11-20, as proposed, once the question is answered");
      page.fill("[name='/patient/birthDate']", "1985-07-02");
      headline(page, "✓ PROCEED");

      page.click("[data-add=next-past]");
      page.fill("#history [name='/history/-/date']", "2026-10-24");
      page.selectOption("#history [name='/history/-/area']", "face");
      page.fill("#history [name='/history/-/depthMm']", "1.0");
      headline(page, "‖ NOT YET");
      earliest(page, "Saturday 2026-11-21, 1 day later than proposed");

      // 28 days, and the same with a day more between.
      page.fill("#history [name='/history/-/date']", "2026-10-23");
      headline(page, "✓ PROCEED");
      assertThat(page.locator("#said"))
          .hasText("PROCEED. Earliest date: Friday 2026-11-20, as proposed");
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void whatIsWrongStandsAtItsFieldInTheReadersWords(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      page.fill(DEPTH, "1.505");
      headline(page, "… No answer yet");
      assertThat(page.locator(".mistake"))
          .hasText(
              new String[] {
                "found the number 1.505, expected a depth in millimetres above 0, at most 10, in steps of 0.01"
              });
      assertThat(page.locator(DEPTH)).hasAttribute("aria-invalid", "true");
      page.click("text=Needle depth >> nth=-1");
      page.fill(DEPTH, "1.5");
      headline(page, "‖ NOT YET");
      assertThat(page.locator(".mistake")).hasCount(0);
    }
  }

  @Test
  void aRemedyAppliesItselfAndIsUndone(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      assertThat(page.locator(".fixes button"))
          .hasText(new String[] {"Wait until 2026-11-21 proceed"});
      page.click(".fixes button");
      headline(page, "✓ PROCEED");
      assertThat(page.locator(DATE)).hasValue("2026-11-21");
      page.click("[data-undo]");
      headline(page, "‖ NOT YET");
      assertThat(page.locator(DATE)).hasValue("2026-11-20");
      assertThat(page.locator("#history [name='/history/-/depthMm']")).hasValue("1.0");
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void theNextQuestionIsAnsweredWhereItIsAsked(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab);
      page.setInputFiles("#files", NOTHING_ASKED);
      headline(page, "? ASK FIRST");
      String asked = page.locator(".next .ask").textContent();
      page.click(".next [data-answer=no]");
      assertThat(page.locator(".next .ask")).not().hasText(asked);
      String second = page.locator(".next button").first().getAttribute("data-question");
      page.click(".next [data-answer=yes]");
      headline(page, "✖ DO NOT TREAT");
      assertThat(page.locator("#question-" + second + " input[value=yes]")).isChecked();
      page.click("[data-undo]");
      headline(page, "? ASK FIRST");
      assertThat(page.locator("#question-" + second + " [type=radio][value='']")).isChecked();
    }
  }

  private static void drag(Page page, Locator handle, double x, double y) {
    BoundingBox box = handle.boundingBox();
    double fromX = box.x + box.width / 2;
    double fromY = box.y + box.height / 2;
    page.mouse().move(fromX, fromY);
    page.mouse().down();
    page.mouse().move(fromX + x / 2, fromY + y / 2);
    page.mouse().move(fromX + x, fromY + y);
    page.mouse().up();
  }

  /** How many pixels a day takes in a picture. */
  private static double day(Page page, String picture) {
    return ((Number)
            page.locator(picture)
                .evaluate(
                    "svg => (svg.dataset.right - svg.dataset.left) / svg.dataset.days"
                        + " * svg.getScreenCTM().a"))
        .doubleValue();
  }

  @Test
  void theProposedDateIsDraggedAndWhatFlipsIsTold(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      Locator handle = page.locator(".handle[data-handle=date] rect");
      handle.scrollIntoViewIfNeeded();
      drag(page, handle, 3 * day(page, "svg.when >> nth=0"), 0);
      headline(page, "✓ PROCEED");
      assertThat(page.locator(DATE)).hasValue("2026-11-23");
      assertThat(page.locator(".changes dd"))
          .hasText(
              new String[] {
                "proceed, was defer",
                "2026-11-23, was 2026-11-21",
                "Interval at medium depth: proceed, was defer until 2026-11-21; Interval on the"
                    + " face: proceed, was defer until 2026-11-21; Interval for wrinkles and acne"
                    + " scars: proceed, was defer until 2026-11-21"
              });
      page.click("[data-undo]");
      headline(page, "‖ NOT YET");
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void depthIsDraggedInStepsAndTheKeyboardMovesBoth(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      Locator handle = page.locator(".handle[data-handle=both]");
      handle.scrollIntoViewIfNeeded();
      double halfMillimetre =
          ((Number)
                  page.locator("svg.depths")
                      .evaluate(
                          "svg => (svg.dataset.bottom - svg.dataset.top) / svg.dataset.deepest"
                              + " / 2 * svg.getScreenCTM().d"))
              .doubleValue();
      drag(page, handle, 0, -2 * halfMillimetre);
      assertThat(page.locator(DEPTH)).hasValue("0.5");
      headline(page, "‖ NOT YET");
      page.focus(".handle[data-handle=both]");
      page.keyboard().press("ArrowUp");
      assertThat(page.locator(DEPTH)).hasValue("0.25");
      assertThat(page.locator(DATE)).hasValue("2026-11-20");
      assertThat(page.locator(".handle[data-handle=both]")).isFocused();
      page.keyboard().press("ArrowRight");
      assertThat(page.locator(DATE)).hasValue("2026-11-21");
      assertThat(page.locator(".handle[data-handle=both]")).isFocused();
      page.keyboard().press("PageUp");
      assertThat(page.locator(DATE)).hasValue("2026-11-28");
    }
  }

  @Test
  void theKeyboardAloneIsEnough(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab);
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      page.focus(AREA);
      page.keyboard().type("cheeks");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      assertThat(page.locator("#case " + DEPTH).first()).isFocused();
      page.keyboard().type("1.5");
      headline(page, "? ASK FIRST");
      page.focus("#question-pregnancy [type=radio][value='']");
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("#question-pregnancy input[value=no]")).isChecked();
      page.keyboard().press("Tab");
      assertThat(page.locator("#question-breastfeeding [type=radio][value='']")).isFocused();
      page.focus(".finding summary >> nth=0");
      page.keyboard().press("Enter");
      assertThat(page.locator(".finding details >> nth=0")).hasAttribute("open", "");
    }
  }

  @Test
  void aFindingUnfoldsToFactsEvidenceAndItsRule(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      assertThat(page.locator(".finding h3").first())
          .hasText("‖ Not yet: Interval at medium depth");
      page.click(".finding summary >> nth=0");
      Locator grounds = page.locator(".finding >> nth=0").locator(".grounds").first();
      assertThat(grounds.locator("ul >> nth=0"))
          .hasText("2026-10-24, face, Needle depth 1.0 mm, Reactions erythema 2");
      assertThat(grounds.locator(".evidence b"))
          .hasText(new String[] {"L056", "L062", "L064", "L068", "L069"});
      grounds.locator(".rule summary").click();
      assertThat(grounds.locator("pre")).containsText("rule \"");
      assertEquals(
          Files.readString(Path.of("rules-drl/interval/medium.drl")),
          grounds.locator("pre").textContent());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aWordFindsTheFactThatItMeans(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      page.fill("#find", "roaccutane");
      page.click("#found button");
      headline(page, "✖ DO NOT TREAT");
      assertThat(page.locator("#question-isotretinoin input[value=yes]")).isChecked();
      page.selectOption("#question-isotretinoin [name$='/status']", "stopped");
      page.fill("#question-isotretinoin [name$='/lastTaken']", "2026-05-01");
      headline(page, "‖ NOT YET");
      page.fill("#find", "nickel");
      assertThat(page.locator("#found button")).hasText("nickel");
      page.click("#found button");
      assertThat(page.locator("[name='/patient/allergies'][value=nickel]")).isChecked();
      page.fill("#find", "qwertz");
      assertThat(page.locator("#found")).hasText("Nothing is known by this word.");
    }
  }

  @Test
  void rowsOfASpreadsheetBecomeSessions(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      page.click("text=Paste from a spreadsheet");
      page.fill("#paste", "Date\tArea\tDepth\n24 Oct 2025\tcheeks\t1,0\n12.9.2025\tneck\tx9");
      page.click("[data-paste]");
      assertThat(page.locator("#pasted"))
          .hasText("1 row was taken. Line 3: A depth in millimetres is expected, such as 1.5.");
      assertThat(page.locator("#history .past")).hasCount(2);
      assertThat(page.locator("#history [name='/history/-/date'] >> nth=1")).hasValue("2025-10-24");
      assertThat(page.locator("#history [name='/history/-/depthMm'] >> nth=1")).hasValue("1");
    }
  }

  @Test
  void theMorningTableOpensEachCase(Chromium chromium) throws IOException {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab);
      String line = CaseFileWriter.json(read(ONE_DAY_SHORT)).strip();
      page.setInputFiles(
          "#files",
          new FilePayload[] {
            file("a.yaml", Files.readString(Path.of("test-cases/examples/first-session.yaml"))),
            file("b.json", "{\"id\": \"b\"}"),
            file("c.ndjson", line + "\n{}\n")
          });
      assertThat(page.locator("table.cases th[scope=row]"))
          .hasText(new String[] {"first-session", "b.json", "one-day-short", "c.ndjson"});
      assertThat(page.locator("table.cases .mark"))
          .hasText(new String[] {"PROCEED", "No report", "NOT YET", "No report"});
      assertThat(page.locator("table.cases td >> nth=9"))
          .containsText("b.json:1:1: /patient: found nothing");
      page.click("table.cases button >> nth=1");
      headline(page, "‖ NOT YET");
      tab.assertFit("morning-table");
    }
  }

  private static FilePayload file(String name, String text) {
    return new FilePayload(name, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatIsNoCaseSaysWhereAndLeavesTheForm(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      page.setInputFiles(
          "#files", file("bad.yaml", "id: x\npatient: {}\nproposed: {date: 2026-02-30}\n"));
      assertThat(page.locator("#problem li"))
          .hasText(
              new String[] {
                "3:11: /proposed/area: found nothing, expected the field area, which the proposed session"
                    + " must have",
                "3:11: /proposed/depthMm: found nothing, expected the field depthMm, which the"
                    + " proposed session must have",
                "3:18: /proposed/date: found \"2026-02-30\", expected a day that exists; 2026-02 has"
                    + " 28 days"
              });
      assertThat(page.locator("[name='/id']")).hasValue("one-day-short");
    }
  }

  @Test
  void theCaseIsSavedAsItWasOpened(Chromium chromium) throws IOException {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      Download saved = page.waitForDownload(() -> page.click("[data-save]"));
      assertEquals("one-day-short.yaml", saved.suggestedFilename());
      assertEquals(CaseFileWriter.yaml(read(ONE_DAY_SHORT)), Files.readString(saved.path()));
    }
  }

  private static final CaseFileReader READER = new CaseFileReader(RuleBase.prebuilt().vocabulary());

  private static CaseFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return READER.read(bytes, 0, bytes.length, Format.YAML, file.toString());
  }

  /** Whatever a case holds, the form holds too: every scenario, opened and saved again. */
  @Test
  void theFormLosesNothing(Chromium chromium) throws IOException {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab);
      List<String> names = new Examples(SCENARIOS).names();
      assertFalse(names.isEmpty());
      for (String name : names) {
        byte[] json = new Examples(SCENARIOS).of(name).toString().getBytes(StandardCharsets.UTF_8);
        CaseFile whole = READER.read(json, 0, json.length, Format.JSON, name);
        Object saved =
            page.evaluate(
                """
                async (name) => {
                  const post = (path, body) => fetch(path, {method: 'POST',
                    headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
                  const html = await (await post('/page/form', {example: name, entries: []})).text();
                  const form = new DOMParser().parseFromString(html, 'text/html').forms[0];
                  const entries = [...form.elements].filter((e) => e.name && e.type !== 'button'
                    && !(['checkbox', 'radio'].includes(e.type) && !e.checked));
                  return (await post('/page/case.yaml', {entries: entries.map((e) => [e.name, e.value])})).text();
                }
                """,
                name);
        assertEquals(inAnyOrder(CaseFileWriter.yaml(whole)), inAnyOrder((String) saved), name);
      }
    }
  }

  /** A patient's facts stand in the order of the questions in the form. */
  private static String inAnyOrder(String yaml) {
    JsonNode document = new YAMLMapper().readTree(yaml);
    sort(document);
    return document.toString();
  }

  private static void sort(JsonNode node) {
    node.forEach(ScreenPageTest::sort);
    if (node instanceof ArrayNode array) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(items::add);
      items.sort(Comparator.comparing(JsonNode::toString));
      array.removeAll();
      array.addAll(items);
    }
  }

  @Test
  void courseRecoveryAndSheetAreOfTheCaseInTheForm(Chromium chromium) throws IOException {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      page.fill("#plan-sessions", "2");
      page.click("[data-show='/page/course']");
      assertThat(page.locator("#course .month caption")).not().hasCount(0);
      assertThat(page.locator("#course li strong").first()).hasText("Saturday 2026-12-05");
      page.click("[data-show='/page/recovery']");
      assertThat(page.locator("#recovery svg")).hasCount(1);
      Download calendar = page.waitForDownload(() -> page.click("[data-get='/page/course.ics']"));
      assertTrue(Files.readString(calendar.path()).contains("DTSTART;VALUE=DATE:20261205"));
      Download sheet = page.waitForDownload(() -> page.click("[data-get='/page/sheet.pdf']"));
      assertEquals("one-day-short.pdf", sheet.suggestedFilename());
      try (PDDocument pdf = Loader.loadPDF(Files.readAllBytes(sheet.path()))) {
        assertEquals(1, pdf.getNumberOfPages());
      }
      page.fill(DEPTH, "0.25");
      page.fill("#plan-sessions", "");
      page.click("[data-get='/page/course.ics']");
      assertThat(page.locator("#problem li"))
          .containsText("/sessions: found nothing, expected how many sessions");
      page.fill("#plan-sessions", "x");
      page.click("[data-show='/page/course']");
      assertThat(page.locator("#problem li"))
          .hasText("/sessions: found \"x\", expected how many sessions, 1 to 99");
    }
  }

  @Test
  void onPaperStandsTheReportAlone(Chromium chromium) throws IOException {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));
      try (PDDocument pdf = Loader.loadPDF(paper)) {
        String text = new PDFTextStripper().getText(pdf);
        assertEquals(1, pdf.getNumberOfPages(), text);
        assertTrue(text.contains("NOT YET"), text);
        assertTrue(text.contains("Day 27 after the session of 2026-10-24"), text);
        assertFalse(text.contains("Add a session"), text);
        assertFalse(text.contains("Examples"), text);
      }
    }
  }

  private static final String KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}])";

  /** Where the page is, which htmx notes. */
  private static final String NOTHING_KEPT = "[{},{\"htmx-current-path-for-history\":\"/\"}]";

  @Test
  void theBrowserKeepsACaseOnlyWhereAsked(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      assertEquals(NOTHING_KEPT, page.evaluate(KEPT));
      page.check("#keep");
      page.reload();
      assertThat(page.locator("[name='/id']")).hasValue("one-day-short");
      headline(page, "‖ NOT YET");
      page.click("[data-forget]");
      page.reload();
      assertThat(page.locator("[name='/id']")).hasValue("new case");
      assertEquals(NOTHING_KEPT, page.evaluate(KEPT));
      assertEquals("", page.evaluate("document.cookie"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WIDE_LIGHT", "NARROW_DARK"})
  void everyScreenIsFit(Look look, Chromium chromium) {
    try (Tab tab = chromium.open(look)) {
      Page page = open(tab, Path.of("test-cases/examples/seventh-in-twelve-months.yaml"));
      headline(page, "✖ DO NOT TREAT");
      page.click(".finding summary >> nth=0");
      tab.assertFit("screen-contraindicated");
    }
    try (Tab tab = chromium.open(look)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      page.click("[data-show='/page/course']");
      page.click("[data-show='/page/recovery']");
      assertThat(page.locator("#recovery svg")).hasCount(1);
      assertThat(page.locator("#course svg")).hasCount(1);
      tab.assertFit("screen-defer");
    }
  }

  @Test
  void nothingOfAPatientIsInTheLog(Chromium chromium) {
    try (Tab tab = chromium.open(Look.WIDE_LIGHT)) {
      Page page = open(tab, ONE_DAY_SHORT);
      headline(page, "‖ NOT YET");
      page.fill("[name='/id']", "Zarathustra");
      page.fill(DEPTH, "Zarathustra");
      headline(page, "… No answer yet");
      page.fill("#find", "Zarathustra");
      assertThat(page.locator("#found")).hasText("Nothing is known by this word.");
      assertFalse(page.url().contains("Zarathustra"));
    }
    String log = String.join("\n", served.log());
    assertTrue(log.contains("POST /page/outcome 200"), log);
    assertFalse(log.contains("Zarathustra"), log);
    assertFalse(log.contains("cheeks"), log);
  }
}
