package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.planning.Sheet.Paper;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Verdict;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;

class SheetTest {
  private static final RuleBase BASE = RuleBase.load(Path.of("rules-drl"));
  private static final String ALL =
      "birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]";
  private static final Clinic CLINIC =
      new Clinic("Skin & Needle Clinic", "+44 20 7946 0000", "9 to 17", "1 High Street");

  private static CaseFile read(String patient, String proposed, String rest) {
    String yaml =
        "{id: p, asOf: 2026-11-20, patient: {"
            + patient
            + "}, proposed: {"
            + proposed
            + "}"
            + rest
            + "}";
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(BASE.vocabulary()).read(bytes, 0, bytes.length, Format.YAML, "case");
  }

  private static Sheet sheet(CaseFile of, Clinic clinic, Paper paper) {
    try (Screener screener = new Screener(BASE)) {
      return Sheet.of(Words.ENGLISH, of, screener, BASE.care(), clinic, paper);
    }
  }

  private static Sheet sheet(String patient, String proposed, String rest) {
    return sheet(read(patient, proposed, rest), CLINIC, Paper.A4);
  }

  /** As a reader of the printed page finds it, line ends as spaces. */
  private static String printed(Sheet sheet) throws IOException {
    try (PDDocument document = Loader.loadPDF(sheet.pdf())) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  @Test
  void everyDateIsCounted() throws IOException {
    Sheet sheet =
        sheet(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0, indication: acne-scars", "");
    assertEquals(Verdict.PROCEED, sheet.report().verdict());
    String text = printed(sheet);
    for (String line :
        List.of(
            "Your microneedling session Friday 20 November 2026",
            "Stop retinol and other retinoids from Friday 13 November on.",
            "Do not wash the area for 8 hours.",
            "No make-up until the end of Sunday 22 November.",
            "No gym, pool or sauna until the end of Monday 23 November.",
            "No retinol, acids, scrubs or vitamin C until the end of Friday 27 November.",
            "each day until Friday 1 January 2027 at least.",
            "Plan big events for Friday 4 December or later.",
            "acne scars may look 50 to 75 percent better.",
            "skin may feel 20 to 30 percent smoother.",
            "The soonest day is Friday 18 December 2026.",
            "redness that lasts more than 3 to 5 days",
            "Skin & Needle Clinic",
            "Phone: +44 20 7946 0000",
            "It is not a consent form.",
            "No doctor has checked the rules behind it.")) {
      assertTrue(text.contains(line), line + " in " + text);
    }
  }

  /** The next session is on the first day on which the rules let it be, and not before. */
  @Test
  void theNextSessionWaitsAsTheRulesSay() {
    Sheet sheet = sheet(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", "");
    LocalDate next = sheet.nextDate();
    String past = ", history: [{date: 2026-11-20, area: cheeks, depthMm: 1.0}]";
    try (Screener screener = new Screener(BASE)) {
      for (int late : List.of(-1, 0)) {
        CaseFile then =
            read(ALL, "date: " + next.plusDays(late) + ", area: cheeks, depthMm: 1.0", past);
        assertEquals(late < 0, screener.screen(then).verdict() == Verdict.DEFER, then.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a day too soon
        "date: 2026-11-20, area: cheeks, depthMm: 1.0 | | defer | It is too soon after your last visit."
            + " | Not before Saturday 21 November 2026",
        // what nothing but another plan mends
        "date: 2026-11-20, area: cheeks, depthMm: 1.5, setting: home | | defer | The needles were set too"
            + " deep | We cannot name a day yet.",
        "date: 2026-11-20, area: cheeks, depthMm: 1.0 | , conditions: [{code: rosacea}] | contraindicated"
            + " | You have rosacea. | We cannot name a day. It is not safe for you",
        "date: 2026-11-20, area: cheeks, depthMm: 1.0 | , medications: [{code: warfarin}] |"
            + " contraindicated | You take a blood thinner. | We cannot name a day.",
      })
  void nothingReadsLikeLeaveWhereTheVerdictGivesNone(
      String proposed, String patient, String verdict, String why, String when) throws IOException {
    String history = ", history: [{date: 2026-10-24, area: face, depthMm: 1.0, reactions: []}]";
    Sheet sheet = sheet(ALL + (patient == null ? "" : patient), proposed, history);
    assertEquals(verdict, sheet.report().verdict().code());
    isNoLeave(sheet, why, when);
  }

  @Test
  void openQuestionsAreNoLeaveEither() throws IOException {
    Sheet sheet =
        sheet("birthDate: 1990-01-01", "date: 2026-11-20, area: cheeks, depthMm: 1.0", "");
    assertEquals(Verdict.INCOMPLETE, sheet.report().verdict());
    isNoLeave(
        sheet, "Some questions about your health are still open.", "And only when all questions");
  }

  private static void isNoLeave(Sheet sheet, String why, String when) throws IOException {
    String text = printed(sheet);
    assertTrue(text.contains("No microneedling for now"), text);
    assertTrue(text.contains("The session on Friday 20 November 2026 is not to be done."), text);
    assertTrue(text.contains(why), text);
    assertTrue(text.contains(when), text);
    for (String leave :
        List.of("Your microneedling session", "make-up", "sauna", "Wash", "SPF", "expect")) {
      assertFalse(text.contains(leave), leave + " in " + text);
      assertFalse(sheet.html().contains(leave), leave);
    }
  }

  /** All that can stand on it, in the longest words. */
  @ParameterizedTest
  @EnumSource(Paper.class)
  void isOnePageHoweverMuchThereIsToSay(Paper paper) throws IOException {
    CaseFile most =
        read(
            ALL,
            "date: 2026-09-30, area: under-eye, indication: acne-scars, depthMm: 0.5, setting: home,"
                + " adjuncts: [exosomes, numbing-cream, growth-factors, hyaluronic-acid]",
            "");
    Clinic clinic = new Clinic("W".repeat(50), "1".repeat(50), "h".repeat(50), "a".repeat(50));
    for (CaseFile of : List.of(most, most.asOf(LocalDate.parse("2026-09-30")))) {
      Sheet told = sheet(of, clinic, paper);
      Sheet allowed =
          new Sheet(
                  Words.ENGLISH,
                  of,
                  withVerdict(told),
                  BASE.care(),
                  clinic,
                  paper,
                  told.dayZero(),
                  told.dayZero(),
                  0,
                  3.3)
              .fitted();
      assertTrue(allowed.points() >= 10, "large type: " + allowed.points());
      try (PDDocument document = Loader.loadPDF(allowed.pdf())) {
        assertEquals(1, document.getNumberOfPages());
      }
    }
    Sheet usual =
        sheet(
            read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0, indication: acne-scars", ""),
            CLINIC,
            paper);
    assertTrue(usual.points() >= 11.5, "large type: " + usual.points());
    try (PDDocument document = Loader.loadPDF(usual.pdf())) {
      assertEquals(1, document.getNumberOfPages());
      assertEquals(
          paper == Paper.A4 ? 595 : 612, Math.round(document.getPage(0).getMediaBox().getWidth()));
    }
  }

  /** The same, of a session that may be done. */
  private static AdvisoryReport withVerdict(Sheet told) {
    var report = told.report();
    return new AdvisoryReport(
        report.caseId(),
        report.asOf(),
        Verdict.PROCEED,
        report.earliestDate(),
        List.of(),
        List.of(),
        report.ruleSet());
  }

  @Test
  void theFontsAreEmbeddedAndNothingTellsWhenItWasMade() throws IOException {
    CaseFile of = read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", "");
    byte[] first = sheet(of, null, Paper.A4).pdf();
    assertArrayEquals(first, sheet(of, null, Paper.A4).pdf());
    List<String> fonts = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(first)) {
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          var font = page.getResources().getFont(name);
          assertTrue(font.isEmbedded(), font.getName());
          fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
        }
      }
      assertEquals(
          "Your session on Friday 20 November 2026", document.getDocumentInformation().getTitle());
      assertEquals(null, document.getDocumentInformation().getCreationDate());
      assertEquals(null, document.getDocumentInformation().getModificationDate());
      assertEquals("en", document.getDocumentCatalog().getLanguage());
    }
    assertEquals(List.of("LiberationSans"), fonts.stream().distinct().toList());
    String raw = new String(first, StandardCharsets.ISO_8859_1);
    assertFalse(raw.matches("(?s).*(CreateDate|ModifyDate|CreationDate|ModDate).*"), "a date");
  }

  /** Every whole patient of the cases: one page, plain, and no leave without a reason. */
  @Test
  void everyScenarioHasItsSheet() throws IOException {
    int allowed = 0;
    int refused = 0;
    for (CaseSuite.Scenario scenario :
        CaseSuite.read(Path.of("test-cases"), BASE.vocabulary()).scenarios()) {
      Sheet sheet = sheet(scenario.caseFile(), CLINIC, Paper.LETTER);
      assertEquals(1, SheetPdf.pages(sheet.html()), scenario.name());
      assertTrue(sheet.points() >= 10.5, scenario.name() + ": " + sheet.points());
      assertTrue(sheet.grade() <= 6, scenario.name() + ": grade " + sheet.grade());
      boolean leave = sheet.html().contains("Your microneedling session");
      assertEquals(List.of("proceed", "caution").contains(scenario.verdict()), leave);
      if (leave) {
        allowed++;
      } else {
        refused++;
        assertFalse(sheet.reasons().isEmpty(), scenario.name());
      }
    }
    assertTrue(allowed > 5 && refused > 5, allowed + " allowed, " + refused + " refused");
  }

  /** Whatever a clinic is called, and whatever the case's id would do. */
  @Test
  void namesAreTextAndNothingElse() throws IOException {
    Clinic clinic = new Clinic("<b>&</b> Łódź", "1", "", "");
    Sheet sheet =
        sheet(read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", ""), clinic, Paper.A4);
    assertTrue(sheet.html().contains("&lt;b&gt;&amp;&lt;/b&gt; Łódź"));
    assertTrue(printed(sheet).contains("<b>&</b> Łódź"));
    Clinic far = new Clinic("皮膚科", "1", "", "");
    assertEquals(
        1,
        SheetPdf.pages(
            sheet(read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", ""), far, Paper.A4)
                .html()));
  }

  @Test
  void withoutAClinicThereIsRoomToWriteOne() throws IOException {
    String text =
        printed(
            sheet(read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", ""), null, Paper.A4));
    assertTrue(text.contains("Clinic: ____"), text);
    assertTrue(text.contains("Phone: ____"), text);
  }

  @Test
  void plainWordsAlone() {
    Sheet sheet =
        sheet(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0, indication: acne-scars", "");
    assertTrue(sheet.grade() <= 6, "grade " + sheet.grade());
    assertTrue(
        sheet.html().contains("Reading level: grade " + sheet.grade() + " (Flesch-Kincaid)."));
    for (var entry : BASE.care().entries()) {
      String text = entry.patient().toLowerCase(Locale.ROOT);
      for (String jargon :
          List.of(
              "erythema",
              "contraindic",
              "indication",
              "collagen",
              "hyperpigment",
              "barrier",
              "adjunct",
              "comedogenic",
              "session interval",
              "therapeutic")) {
        assertFalse(text.contains(jargon), entry.id() + ": " + jargon);
      }
      if (!text.isEmpty() && entry.section() != Section.UNREALISTIC) {
        double grade = Readability.grade(entry.patient().replaceAll("\\{[a-zA-Z]+\\}", "Monday"));
        assertTrue(grade <= 9, entry.id() + " is of grade " + grade);
      }
    }
  }

  @Test
  void theGradeOfASentence() {
    assertEquals(-1.4, Readability.grade("The cat sat on the mat."));
    assertEquals(
        Math.round((0.39 * 10 / 2 + 11.8 * 13 / 10 - 15.59) * 10) / 10.0,
        Readability.grade("Stop retinol from Friday on. Tell us if it hurts."));
    assertEquals(1, Readability.syllables("time"));
    assertEquals(2, Readability.syllables("table"));
    assertEquals(2, Readability.syllables("needles"));
    assertEquals(1, Readability.syllables("healed"));
    assertEquals(2, Readability.syllables("treated"));
    assertEquals(1, Readability.syllables("8"));
  }

  /** The preparation that a patient reads is the one that the rules ask for. */
  @ParameterizedTest
  @CsvSource({"care/retinoids, tretinoin", "care/exfoliants, glycolic-acid"})
  void thePreparationIsThatOfTheRules(String id, String medicine) {
    var entry = BASE.care().entries().stream().filter(e -> e.id().equals(id)).findFirst().get();
    LocalDate date = LocalDate.parse("2026-11-20");
    try (Screener screener = new Screener(BASE)) {
      for (int late : List.of(0, 1)) {
        String last = date.plusDays(entry.from() + late).toString();
        CaseFile of =
            read(
                ALL
                    + ", medications: [{code: "
                    + medicine
                    + ", status: stopped, lastTaken: "
                    + last
                    + "}]",
                "date: " + date + ", area: cheeks, depthMm: 1.0",
                "");
        assertEquals(late == 1, screener.screen(of).verdict() == Verdict.DEFER, last);
      }
    }
  }

  /** So is the wait before an event. */
  @Test
  void theWaitBeforeAnEventIsThatOfTheRules() {
    var entry =
        BASE.care().entries().stream()
            .filter(e -> e.id().equals("recovery/event"))
            .findFirst()
            .get();
    LocalDate date = LocalDate.parse("2026-11-20");
    try (Screener screener = new Screener(BASE)) {
      for (int late : List.of(0, 1)) {
        String event = date.plusDays(entry.to() + late).toString();
        CaseFile of =
            read(
                ALL,
                "date: " + date + ", area: cheeks, depthMm: 1.0, event: {date: " + event + "}",
                "");
        assertEquals(
            late == 0,
            screener.screen(of).findings().stream().anyMatch(f -> f.policy().equals("P64")),
            event);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: A | clinic.yaml:1:1: /phone: found nothing, expected the field phone, which the clinic must have",
        "{name: A, phone: 1} | clinic.yaml:1:18: /phone: found the number 1, expected text (put it in quotes)",
        "{name: A, phone: '1', fax: '2'} | clinic.yaml:1:23: /fax: found an unknown field, expected one of"
            + " name, phone, hours, address",
      })
  void aClinicIsReadStrictly(String yaml, String expected) {
    InvalidInputException wrong =
        assertThrows(
            InvalidInputException.class,
            () -> Clinic.read(yaml.getBytes(StandardCharsets.UTF_8), "clinic.yaml"));
    assertEquals(expected, wrong.getMessage().strip());
    String tooLong = "{name: A, phone: '" + "1".repeat(51) + "'}";
    assertTrue(
        assertThrows(
                InvalidInputException.class,
                () -> Clinic.read(tooLong.getBytes(StandardCharsets.UTF_8), "clinic.yaml"))
            .getMessage()
            .contains("found a text of 51 characters, expected at most 50"));
  }
}
