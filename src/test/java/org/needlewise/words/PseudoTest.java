package org.needlewise.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Advisor;
import org.needlewise.planning.Course;
import org.needlewise.planning.CourseCalendar;
import org.needlewise.planning.CoursePage;
import org.needlewise.planning.CoursePicture;
import org.needlewise.planning.CoursePlanner;
import org.needlewise.planning.CourseRequest;
import org.needlewise.planning.CourseText;
import org.needlewise.planning.RecoveryPage;
import org.needlewise.planning.Sheet;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportChanges;
import org.needlewise.report.ReportTable;
import org.needlewise.report.ReportText;
import org.needlewise.report.TextStyle;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;

/** Every word that a face shows has its key: in a language of brackets nothing stands outside. */
class PseudoTest {
  private static final TextStyle WIDE = new TextStyle(110, false, false);
  private static final Words WORDS = Pseudo.LEFT_TO_RIGHT;

  private static RuleBase base;
  private static Screener screener;
  private static List<CaseFile> cases;

  @BeforeAll
  static void read() throws IOException {
    base = RuleBase.load(Path.of("rules-drl"));
    screener = Screener.remembering(base);
    cases =
        CaseSuite.read(Path.of("test-cases"), base.vocabulary()).scenarios().stream()
            .map(CaseSuite.Scenario::caseFile)
            .toList();
  }

  @AfterAll
  static void close() {
    screener.close();
  }

  private static void nothingIsLeft(CaseFile of, String text) {
    assertEquals(List.of(), Pseudo.leftovers(text, base, of), of.id() + "\n" + text);
  }

  @Test
  void theReport() {
    Advisor advisor = new Advisor(base, screener, EnumSet.allOf(Advisor.Topic.class), false);
    List<Advisor.Advised> advised = advisor.screen(cases);
    ReportText plain = new ReportText(WORDS, WIDE, null);
    ReportText whole = new ReportText(WORDS, WIDE, id -> base.evidence().get(id).says());
    for (int i = 0; i < cases.size(); i++) {
      CaseFile of = cases.get(i);
      AdvisoryReport report = advised.get(i).screened().report();
      nothingIsLeft(of, whole.page(of, report, null, advised.get(i).advice()));
      nothingIsLeft(of, plain.page(of, report));
      nothingIsLeft(of, plain.shortened().page(of, report));
    }
  }

  @Test
  void theTable() {
    for (CaseFile of : cases) {
      // A longer id would be cut in two.
      CaseFile named = new CaseFile("p", of.asOf(), of.patient(), of.proposed(), of.history());
      ReportTable table = new ReportTable(WORDS);
      table.add(screener.screen(named));
      nothingIsLeft(named, table.text(WIDE));
    }
  }

  @Test
  void whatAnotherSessionChanges() {
    for (CaseFile of : cases) {
      CaseFile other = of.proposing(of.proposed().with(of.proposed().date().plusDays(200), 25));
      AdvisoryReport report = screener.screen(other);
      ReportChanges changes = new ReportChanges(WORDS, of.proposed(), screener.screen(of), report);
      nothingIsLeft(
          other, new ReportText(WORDS, WIDE, null).page(other, report, changes, Advice.NONE));
    }
  }

  @Test
  void theRecovery() {
    for (CaseFile of : cases) {
      RecoveryPage page =
          RecoveryPage.of(WORDS, of, screener.screen(of), base.care(), base.evidence());
      nothingIsLeft(of, page.text(WIDE));
      nothingIsLeft(of, Pseudo.visible(page.html()));
      nothingIsLeft(of, Pseudo.visible(page.svg()));
    }
  }

  @Test
  void theCourse() {
    CoursePlanner planner = new CoursePlanner(base, screener);
    CourseRequest request = new CourseRequest(3, Course.Pace.IDEAL, List.of(), null, 2);
    for (CaseFile of : cases) {
      Course course = planner.plan(of, request);
      CourseText text = new CourseText(WORDS, of, course, false, base.care());
      nothingIsLeft(of, text.page(WIDE));
      nothingIsLeft(of, Pseudo.visible(new CoursePage(course, text).html()));
      nothingIsLeft(of, Pseudo.visible(CoursePicture.of(course, text).svg()));
      if (!course.sessions().isEmpty()) {
        nothingIsLeft(of, told(CourseCalendar.text(of, course, text)));
      }
    }
  }

  /** What a calendar shows of its events. */
  private static String told(String ics) {
    return ics.replace("\r\n ", "")
        .lines()
        .filter(line -> line.matches("(?:SUMMARY|DESCRIPTION):.*"))
        .map(line -> line.substring(line.indexOf(':') + 1).replace("\\n", " ").replace("\\", ""))
        .collect(Collectors.joining("\n"));
  }

  /** One that may be done, and one that may not. */
  @ParameterizedTest
  @ValueSource(strings = {"third-of-a-course", "one-day-short", "half-asked", "on-the-eyelid"})
  void theSheet(String id) {
    CaseFile of = cases.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    Sheet sheet = Sheet.of(WORDS, of, screener, base.care(), null, Sheet.Paper.A4);
    nothingIsLeft(of, Pseudo.visible(sheet.page()));
  }

  @Test
  void documentsReadTheOtherWay() {
    CaseFile of = cases.get(0);
    Words arabic = Pseudo.RIGHT_TO_LEFT;
    assertTrue(
        RecoveryPage.of(arabic, of, screener.screen(of), base.care(), base.evidence())
            .html()
            .contains("<html lang=\"ar\" dir=\"rtl\">"));
    assertTrue(
        Sheet.of(arabic, of, screener, base.care(), null, Sheet.Paper.A4)
            .page()
            .contains(" lang=\"ar\" dir=\"rtl\">"));
  }

  @Nested
  class TheCheckItself {
    @Test
    void findsWhatHasNoKey() {
      CaseFile of = cases.get(0);
      assertEquals(
          List.of("Book it now, 2026-11-21"),
          Pseudo.leftovers("⟦Ñöţ ýéţ··⟧ Book it\n  now, 2026-11-21 ⟦åñð·⟧ 1", base, of));
      assertEquals(List.of(), Pseudo.leftovers("⟦Ñöţ ýéţ··⟧ 1 acne scars, " + of.id(), base, of));
    }

    /** Those that are of a card's words at the same time, as is {@code Not before 2026-11-21}. */
    @Test
    void overlooksFewTexts() throws IOException {
      int all = 0;
      Set<String> overlooked = new TreeSet<>();
      for (Path file : WordsFilesTest.files().toList()) {
        Map<String, String> texts = Words.texts(WordsFilesTest.face(file), List.of(Locale.ROOT));
        all += texts.size();
        texts.forEach(
            (key, text) -> {
              String said = text.replaceAll("\\{\\w+\\}", "1");
              if (Pseudo.leftovers(said, base, cases.get(0)).isEmpty()) {
                overlooked.add(key);
              }
            });
      }
      assertTrue(10 * overlooked.size() < all, overlooked.toString());
    }
  }
}
