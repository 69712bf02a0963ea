package org.needlewise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import org.needlewise.words.Words;

/** What a clinician reads of the shipped rules: whole pages, and what holds on each of them. */
class ReportPagesTest {
  private static final Path PAGES = Path.of("src", "test", "resources", "pages");
  private static final TextStyle USUAL = new TextStyle(80, false, false);
  private static final TextStyle NARROW = new TextStyle(60, false, true);
  private static final Pattern BOOK = Pattern.compile("Book for (\\d{4}-\\d\\d-\\d\\d)");

  private static RuleBase base;
  private static List<Pages> scenarios;
  private static List<Pages> all;

  private record Pages(CaseFile caseFile, AdvisoryReport report) {
    String page(TextStyle style) {
      return new ReportText(Words.ENGLISH, style, null).page(caseFile, report);
    }

    String shortPage(TextStyle style) {
      return new ReportText(Words.ENGLISH, style, null).shortened().page(caseFile, report);
    }

    int lines() {
      return (int) page(USUAL).lines().count();
    }
  }

  @BeforeAll
  static void screen() throws IOException {
    base = RuleBase.load(Path.of("rules-drl"));
    CaseSuite suite = CaseSuite.read(Path.of("test-cases"), base.vocabulary());
    scenarios = screened(suite.scenarios().stream().map(CaseSuite.Scenario::caseFile).toList());
    all = screened(suite.checks().stream().map(CaseSuite.Check::caseFile).toList());
  }

  private static List<Pages> screened(List<CaseFile> cases) {
    List<Pages> pages = new ArrayList<>();
    try (Screener screener = new Screener(base)) {
      List<ScreeningResult> screened = screener.screen(cases);
      for (int i = 0; i < cases.size(); i++) {
        pages.add(new Pages(cases.get(i), screened.get(i).report()));
      }
    }
    return pages;
  }

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  private static Pages sample(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(PAGES.resolve(name + ".yaml"));
    CaseFile caseFile =
        new CaseFileReader(base.vocabulary())
            .read(bytes, 0, bytes.length, Format.YAML, name + ".yaml");
    return screened(List.of(caseFile)).get(0);
  }

  /** The page as it is kept, whichever rule set made it. */
  private static void assertPage(String file, String page) {
    String found =
        page.replaceAll("(Rule set) \\S+ [0-9a-f]{8}(, unsigned rules\n)$", "$1 VERSION DIGEST$2");
    try {
      assertEquals(Files.readString(PAGES.resolve(file)), found, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsAsItIsKept(String name) throws IOException {
    Pages pages = sample(name);
    assertPage(name + ".txt", pages.page(USUAL));
    assertPage(name + ".short.txt", pages.shortPage(USUAL));
  }

  @Test
  void readsInANarrowWindowWithoutMoreThanAscii() throws IOException {
    assertPage("red-and-too-soon.narrow.txt", sample("red-and-too-soon").page(NARROW));
  }

  @Test
  void aMildCaseFits25LinesAndTheWorst45() {
    assertTrue(scenarios.size() >= 30);
    for (Pages pages : scenarios) {
      boolean mild = pages.report.verdict().compareTo(Verdict.CAUTION) <= 0;
      assertTrue(pages.lines() <= (mild ? 25 : 45), () -> pages.page(USUAL));
    }
  }

  @Test
  void theShortPageFitsTenLines() {
    for (Pages pages : scenarios) {
      for (TextStyle style : List.of(USUAL, NARROW)) {
        String page = pages.shortPage(style);
        assertTrue(page.lines().count() <= 10, page);
      }
    }
  }

  @Test
  void onlyTheGoverningDateSaysBook() {
    int books = 0;
    for (Pages pages : all) {
      Matcher book = BOOK.matcher(pages.page(USUAL).replaceAll("\\s+", " "));
      while (book.find()) {
        books++;
        assertEquals(
            String.valueOf(pages.report.earliestDate()), book.group(1), () -> pages.page(USUAL));
      }
      for (Finding finding : pages.report.findings()) {
        assertTrue(
            !finding.action().contains("Book for") || pages.report.earliestDate() != null,
            finding.toString());
      }
    }
    assertTrue(books > 100, books + " to book");
  }

  @Test
  void whatDefersWithoutADateSaysWhatItWaitsForOrWhatToProposeInstead() {
    for (Pages pages : all) {
      for (Finding finding : pages.report.findings()) {
        boolean forGood = finding.verdict() == Verdict.DEFER && finding.earliestDate() == null;
        assertTrue(
            !forGood || finding.dateHolds().isEmpty() != finding.instead().isEmpty(),
            finding.rule());
      }
    }
  }

  @Test
  void whatRestsOnLiteratureAloneSaysSo() {
    for (Pages pages : all) {
      for (Finding finding : pages.report.findings()) {
        boolean beyond = finding.evidence().stream().allMatch(id -> id.startsWith("E"));
        assertEquals(
            beyond ? 1 : 0,
            finding.message().split("Beyond the sources", -1).length - 1,
            finding.toString());
      }
    }
  }

  /** No colour or mark stands without its word, and no finding is left out. */
  @Test
  void everyFindingStandsUnderItsWords() {
    for (Pages pages : all) {
      List<String> lines = pages.page(NARROW).lines().toList();
      String words =
          "(Do not treat|Not like this|Not yet|Find out first|With care|Good to know): .+";
      for (String line : lines) {
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127) && line.length() <= 60, line);
        assertTrue(!line.matches("[X=?!-] .*") || line.substring(2).matches(words), line);
      }
      String page = String.join(" ", lines).replaceAll("\\s+", " ");
      for (Finding finding : pages.report.findings()) {
        assertTrue(page.contains("[" + finding.policy()), page);
        assertTrue(page.contains(finding.title()), page);
      }
    }
  }
}
