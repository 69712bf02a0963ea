package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.report.Advice.RecoveryStep;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.TextStyle;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;
import org.xml.sax.InputSource;

class RecoveryTest {
  private static final RuleBase BASE = RuleBase.load(Path.of("rules-drl"));
  private static final String ALL = "pertinentNegatives: [all-screening-questions]";

  private static CaseFile read(String patient, String proposed, String rest) {
    String yaml =
        "{id: p, asOf: 2026-11-20, patient: {birthDate: 1990-01-01, "
            + patient
            + "}, proposed: {"
            + proposed
            + "}"
            + rest
            + "}";
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(BASE.vocabulary())
        .read(bytes, 0, bytes.length, Format.YAML, "case.yaml");
  }

  private static AdvisoryReport screen(CaseFile of) {
    try (Screener screener = new Screener(BASE)) {
      return screener.screen(of);
    }
  }

  private static RecoveryPage page(CaseFile of) {
    return RecoveryPage.of(Words.ENGLISH, of, screen(of), BASE.care(), BASE.evidence());
  }

  private static List<RecoveryStep> steps(String depth, String more) {
    CaseFile of = read(ALL, "date: 2026-11-20, area: cheeks, depthMm: " + depth + more, "");
    return Recovery.of(of, screen(of), BASE.care());
  }

  private static RecoveryStep step(String code, List<RecoveryStep> among) {
    return among.stream().filter(s -> s.code().equals(code)).findFirst().orElse(null);
  }

  @Test
  void everyDayIsThisPatients() {
    List<RecoveryStep> steps = steps("1.0", "");
    assertEquals(
        new RecoveryStep(
            "gym-pool-sauna",
            0,
            3,
            LocalDate.parse("2026-11-20"),
            LocalDate.parse("2026-11-23"),
            "No gym, pool or sauna for 48 to 72 hours.",
            List.of("L183")),
        step("gym-pool-sauna", steps));
    assertEquals(
        new RecoveryStep(
            "phase-3-remodelling",
            14,
            null,
            LocalDate.parse("2026-12-04"),
            null,
            "Third phase, remodelling: collagen matures, from week 2 to week 12 and beyond.",
            List.of("L151")),
        step("phase-3-remodelling", steps));
    assertEquals(LocalDate.parse("2027-01-01"), step("sun", steps).toDate());
    assertEquals(LocalDate.parse("2026-11-20"), step("wash", steps).toDate());
  }

  @Test
  void inTheOrderOfFirstDayThenCode() {
    assertEquals(
        List.of(
            "0 after-intense-treatment",
            "0 event",
            "0 exosomes-shorten-nothing",
            "0 fades-last",
            "0 gym-pool-sauna",
            "0 make-up",
            "0 make-up-few-days",
            "0 other-signs",
            "0 red-and-tender",
            "0 redness",
            "0 redness-of-fair-skin",
            "0 sun",
            "0 sun-while-healing",
            "0 usual-recovery",
            "0 wash",
            "1 actives",
            "1 phase-1-inflammation",
            "3 phase-2-new-tissue",
            "4 forecast-gym",
            "5 forecast-redness",
            "14 phase-3-remodelling"),
        steps("0.5", ", adjuncts: [exosomes]").stream()
            .map(s -> s.fromDay() + " " + s.code())
            .toList());
  }

  /** One point is no curve: neither a hundredth less nor more. */
  @Test
  void theForecastIsOnePoint() {
    RecoveryStep redness = step("forecast-redness", steps("0.5", ""));
    assertEquals(5, redness.fromDay());
    assertEquals(5, redness.toDay());
    assertEquals(4, step("forecast-gym", steps("0.5", "")).fromDay());
    for (String other : List.of("0.25", "0.49", "0.51", "1.0")) {
      assertNull(step("forecast-redness", steps(other, "")), other);
      assertNull(step("forecast-gym", steps(other, "")), other);
    }
  }

  @Test
  void exosomesShortenNothing() {
    List<RecoveryStep> without = steps("0.5", "");
    List<RecoveryStep> with = steps("0.5", ", adjuncts: [exosomes]");
    assertEquals(
        without, with.stream().filter(s -> !s.code().equals("exosomes-shorten-nothing")).toList());
    assertEquals(without.size() + 1, with.size());
  }

  /** From the earliest date, where that is later; from the proposed one, where there is none. */
  @Test
  void dayZeroIsTheEarliestDateWhereThatIsLater() {
    String history = ", history: [{date: 2026-10-24, area: face, depthMm: 1.0}]";
    CaseFile soon = read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 1.0", history);
    AdvisoryReport report = screen(soon);
    assertEquals(LocalDate.parse("2026-11-21"), report.earliestDate());
    assertEquals(LocalDate.parse("2026-11-21"), Recovery.dayZero(soon, report));
    assertEquals(
        LocalDate.parse("2026-11-24"),
        step("gym-pool-sauna", Recovery.of(soon, report, BASE.care())).toDate());
    CaseFile inTime = read(ALL, "date: 2026-11-21, area: cheeks, depthMm: 1.0", history);
    assertEquals(LocalDate.parse("2026-11-21"), Recovery.dayZero(inTime, screen(inTime)));
    CaseFile tooDeep = read(ALL, "date: 2026-11-20, area: cheeks, setting: home, depthMm: 1.5", "");
    assertNull(screen(tooDeep).earliestDate());
    assertEquals(LocalDate.parse("2026-11-20"), Recovery.dayZero(tooDeep, screen(tooDeep)));
  }

  @Test
  void nothingWhereItIsContraindicated() {
    CaseFile of =
        read(
            ALL + ", conditions: [{code: rosacea}]",
            "date: 2026-11-20, area: cheeks, depthMm: 0.5",
            "");
    assertEquals(Verdict.CONTRAINDICATED, screen(of).verdict());
    assertEquals(List.of(), Recovery.of(of, screen(of), BASE.care()));
    RecoveryPage page = page(of);
    assertTrue(page.text(TextStyle.PLAIN).contains("the session is contraindicated."));
    assertTrue(page.html().contains("the session is contraindicated."));
  }

  /** Unknown is never no: who may have fair skin reads of it; who has darker skin does not. */
  @Test
  void whatTheCaseDoesNotSayIsTold() {
    assertFalse(steps("1.0", "").stream().noneMatch(s -> s.code().equals("redness-of-fair-skin")));
    for (String type : List.of("II", "III")) {
      CaseFile of =
          read(ALL + ", fitzpatrick: " + type, "date: 2026-11-20, area: cheeks, depthMm: 1.0", "");
      assertEquals(
          type.equals("II"),
          step("redness-of-fair-skin", Recovery.of(of, screen(of), BASE.care())) != null);
    }
  }

  /** No day that cannot be written. */
  @Test
  void theEndOfTheCalendar() {
    CaseFile of = read(ALL, "date: 9999-12-25, area: cheeks, depthMm: 1.0", "");
    List<RecoveryStep> steps = Recovery.of(of, screen(of), BASE.care());
    LocalDate last = LocalDate.parse("9999-12-31");
    assertTrue(
        steps.stream()
            .flatMap(s -> Stream.of(s.fromDate(), s.toDate() == null ? last : s.toDate()))
            .noneMatch(day -> day.isAfter(last)));
    assertEquals(last, step("sun", steps).toDate());
    assertNull(step("phase-3-remodelling", steps));
  }

  @Test
  void asTextAndAsAPicture() throws Exception {
    CaseFile of = read(ALL, "date: 2026-11-20, area: cheeks, depthMm: 0.5", "");
    RecoveryPage page = page(of);
    assertTrue(
        page.text(TextStyle.PLAIN)
            .startsWith("Recovery of p: cheeks at 0.5 mm\nDay 0 is 2026-11-20.\n\nDay "),
        page.text(TextStyle.PLAIN));
    assertTrue(
        page.text(TextStyle.PLAIN)
            .contains(
                "0–3     2026-11-20 – 2026-11-23    No gym, pool or sauna for 48 to 72 hours."));
    String svg = page.svg();
    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("svg", picture.getDocumentElement().getTagName());
    assertEquals(2, picture.getElementsByTagName("circle").getLength());
    assertEquals(svg, page(of).svg());
  }

  @Test
  void theFirstDaysHaveMoreRoom() {
    assertEquals(0, RecoveryPage.share(0));
    assertEquals(0.7, RecoveryPage.share(15));
    assertEquals(1, RecoveryPage.share(91));
    assertEquals(1, RecoveryPage.share(500));
    for (int day = 0; day < 91; day++) {
      assertTrue(RecoveryPage.share(day) < RecoveryPage.share(day + 1));
    }
  }
}
