package org.needlewise.review.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.http.Chromium;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.source.RuleSource;

class RuleBookTest {
  @TempDir Path temporary;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(temporary);
  }

  private RuleBook book() throws IOException {
    return book(LocalDate.parse("2027-11-20"));
  }

  private RuleBook book(LocalDate today) throws IOException {
    OpenRules rules = OpenRules.read(copy.rules());
    try (RuleHistory history = RuleHistory.of(copy.rules())) {
      return RuleBook.of(
          rules,
          CaseSuite.read(copy.cases(), rules.vocabulary()),
          RuleSource.of(copy.rules()),
          history == null ? Map.of() : history.edits(),
          today);
    }
  }

  /** In the contents, in the overview, among the intervals and at the rule itself. */
  @Test
  void whatIsNoActiveRuleOrOverdueIsMarkedWhereverItIsNamed() throws IOException {
    assertFalse(book().html().contains("class=\"tag\">overdue"));
    copy.draft();
    copy.edit("rules-drl/interval/face.drl", "@status(\"active\")", "@status(\"retired\")");
    RuleBook book = book(LocalDate.parse("2027-11-21"));
    for (RuleBook.Entry entry : book.byPolicy()) {
      List<String> remarks = new ArrayList<>();
      if (entry.card().id().equals("timing-feast")) {
        remarks.add("draft");
      } else if (entry.card().id().equals("interval-face")) {
        remarks.add("retired");
      }
      if (entry.card().reviewBy().equals(LocalDate.parse("2027-11-20"))) {
        remarks.add("overdue");
      }
      assertEquals(remarks, entry.remarks(), entry.card().id());
    }
    String html = book.html();
    String face =
        "Interval on the face <span class=\"tag\">retired</span>"
            + " <span class=\"tag\">overdue</span>";
    assertEquals(
        List.of(
            "<li data-rule=\"interval-face\"><a href=\"#interval-face\"><b>P25</b> <span>"
                + face
                + "</span></a></li>",
            "<tr data-rule=\"interval-face\"><th scope=\"row\">P25</th><td>"
                + "<a href=\"#interval-face\">Interval on the face</a>"
                + face.substring("Interval on the face".length()),
            "<li><a class=\"label\" href=\"#interval-face\"><b>P25</b> " + face + "</a>",
            "<h3 id=\"t-interval-face\"><span class=\"row\">P25</span> " + face + "</h3>"),
        html.lines()
            .filter(line -> line.contains("retired"))
            .map(line -> line.replaceFirst("(</a>|overdue</span>)(</td><td>|<svg).*", "$1"))
            .toList());
    assertEquals(
        List.of(
            "[Event in the third week (draft, overdue)](#timing-feast)",
            "### P99 Event in the third week (draft, overdue)"),
        book.markdown()
            .lines()
            .filter(line -> line.contains("draft"))
            .map(line -> line.replaceFirst("^\\| P99 \\| (.*?\\)) \\|.*", "$1"))
            .toList());
  }

  @Test
  void everyRuleWithItsWordsEvidenceAndCases() throws IOException {
    RuleBook book = book();
    String html = book.html();
    String markdown = book.markdown();
    List<RuleBook.Entry> entries = book.byPolicy();
    assertEquals(OpenRules.read(copy.rules()).everyRule().size(), entries.size());
    for (RuleBook.Entry entry : entries) {
      String id = entry.card().id();
      assertEquals(
          List.of("What it checks", "Why it matters", "Stays silent", "The policy says"),
          List.copyOf(entry.checks().keySet()),
          id);
      assertTrue(html.contains("<article id=\"" + id + '"'), id);
      assertTrue(markdown.contains("<a id=\"" + id + "\"></a>"), id);
      assertFalse(entry.cited().isEmpty(), id);
      assertFalse(entry.cases().isEmpty(), id);
      assertFalse(entry.says().isEmpty(), id);
      assertFalse(entry.message().matches(".*[{}].*"), entry.message());
    }
    assertEquals(html, book().html());
    assertEquals(markdown, book().markdown());
  }

  /** Whether "not this" holds of what a case does not state. */
  @Test
  void whatNotMeansOfWhatIsNotStated() throws IOException {
    copy.edit(
        "rules-drl/preparation/exfoliant.drl",
        "route != \"oral\",",
        "route not in ( \"oral\", \"\" ),");
    RuleBook book = book();
    assertEquals(
        List.of(
            "its route is not oral (also where it is not stated)",
            "its route is not injected (also where it is not stated)"),
        negated(book, "preparation-topical-retinoid"));
    assertEquals(
        List.of(
            "its route is none of oral or not stated",
            "its route is not injected (also where it is not stated)"),
        negated(book, "preparation-exfoliant"));
    assertEquals(
        List.of("the answer to whether it impairs healing is not no (also where it is unknown)"),
        negated(book, "contraindication-autoimmune-disease"));
    assertEquals(
        List.of("the proposed area is not scalp"), negated(book, "adjunct-minoxidil-off-scalp"));
  }

  private static List<String> negated(RuleBook book, String id) {
    return book.byPolicy().stream()
        .filter(entry -> entry.card().id().equals(id))
        .flatMap(entry -> entry.conditions().stream())
        .filter(condition -> condition.matches(".* is (not|none of) .*"))
        .toList();
  }

  @Test
  void anIntervalInWordsAndAsABar() throws IOException {
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    RuleBook book = book();
    RuleBook.Entry face =
        book.byPolicy().stream()
            .filter(entry -> entry.card().id().equals("interval-face"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(
            "the area class of the earlier session is face",
            "the area class of the later session is face",
            "the earlier session was at therapeutic depth"),
        face.conditions());
    assertEquals(
        List.of(
            "Before day 35: defer, until day 35.",
            "From day 35 to the day before day 42: proceed (it only informs).",
            "From day 42 on: nothing."),
        face.says());
    assertEquals(List.of("35 days at least", "42 days ideally"), face.numbers());
    assertEquals(
        "past therapeutic; both areas are face class · 28 / 42 · L073",
        face.checks().get("The policy says"));
    String html = book.html();
    assertTrue(html.contains("P25 Interval on the face: 35 days at least, 42 ideally."));
    assertTrue(html.contains(">35 / 42</span>"));
    assertTrue(
        book.markdown().contains("| P25 | [Interval on the face](#interval-face) | interval"));
  }

  @Test
  void aSecondFactHasItsOwnSentence() throws IOException {
    RuleBook.Entry cream =
        book().byPolicy().stream()
            .filter(entry -> entry.card().policy().equals("P7C"))
            .findFirst()
            .orElseThrow();
    assertEquals("something used with the proposed session", cream.speaksOf());
    assertEquals(
        List.of(
            "it is numbing-cream",
            "there is a condition, medicine, allergy, other treatment or skin sign of the patient"
                + " too: it is liver-disease, methaemoglobinaemia or antiarrhythmic, and it has not"
                + " ended"),
        cream.conditions());
  }

  @Test
  void needsNothingBesideItself() throws IOException {
    String html = book().html();
    assertFalse(Pattern.compile("(src|href)=\"(?!#)|url\\(|@import|fetch\\(").matcher(html).find());
    Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(html);
    int count = 0;
    while (links.find()) {
      assertTrue(html.contains("id=\"" + links.group(1) + '"'), links.group(1));
      count++;
    }
    assertTrue(count > 2 * 113, count + " links");
  }

  @Test
  void textStaysText() throws IOException {
    copy.edit(
        "rules-drl/interval/face.drl",
        "@title(\"Interval on the face\")",
        "@title(\"<b>|*x* & y\")");
    RuleBook book = book();
    assertTrue(book.html().contains("</span> &lt;b&gt;|*x* &amp; y</h3>"));
    assertTrue(book.markdown().contains("### P25 &lt;b&gt;\\|\\*x\\* &amp; y\n"));
  }

  @Test
  void messagesAsTheyRead() {
    assertEquals(
        "Day ‹observed days›. [if deferred: [if active: Paused on ‹as of›; otherwise: Wait];"
            + " otherwise: Pause it by ‹wash out pause date›]",
        RuleBook.readable(
            "Day {observedDays}. {deferred?{active?Paused on {asOf}.|Wait.}|Pause it by"
                + " {washOut.pauseDate}.}"));
  }

  @Test
  void historyOfEachFile() throws IOException {
    assertTrue(book().byPolicy().stream().allMatch(entry -> entry.history().isEmpty()));
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    git.commit("Five weeks & no less");
    RuleBook book = book();
    for (RuleBook.Entry entry : book.byPolicy()) {
      List<String> subjects = entry.history().stream().map(RuleHistory.Edit::subject).toList();
      assertEquals(
          entry.card().id().equals("interval-face")
              ? List.of("Five weeks & no less", "As shipped")
              : List.of("As shipped"),
          subjects);
    }
    assertTrue(book.html().contains("</code> Five weeks &amp; no less</li>"));
  }

  @Test
  @ExtendWith(Chromium.Given.class)
  void searchesInABrowser(Chromium chromium) throws IOException {
    Path file = temporary.resolve("book.html");
    // The page's policy lets no script run but its own.
    Files.writeString(
        file,
        book()
            .html()
            .replace(
                "</body>",
                "<script>document.title = 'run'</script>"
                    + "<img src='x' onerror=\"document.title = 'run'\"></body>"));
    try (Chromium.Tab tab = chromium.open(Chromium.Look.WIDE_LIGHT)) {
      Page page = tab.page();
      page.navigate(file.toUri().toString());
      page.getByLabel("Search the rules").fill("minoxidil L130");
      // Two rules cite L130; the interval's policy row, which the book prints, names it.
      assertEquals("3 rules", page.getByRole(AriaRole.STATUS).textContent());
      assertEquals(
          List.of(
              "interval-scalp-minoxidil",
              "adjunct-scalp-minoxidil-protocol",
              "adjunct-minoxidil-at-home"),
          page.locator("article:visible").all().stream()
              .map(rule -> rule.getAttribute("id"))
              .toList());
      assertEquals(3, page.locator("tr[data-rule]:visible").count());
      assertEquals(
          "uppercase",
          page.locator(".brand").evaluate("brand => getComputedStyle(brand).textTransform"));
      assertTrue(page.title().startsWith("Rule book "), page.title());
    }
  }
}
