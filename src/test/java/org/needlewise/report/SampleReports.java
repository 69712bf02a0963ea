package org.needlewise.report;

import java.time.LocalDate;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.AdvisoryReport.Question;
import org.needlewise.report.AdvisoryReport.RuleSet;

/** Reports put together by hand, with everything in them that a rendering must cope with. */
final class SampleReports {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  static final RuleSet RULES =
      new RuleSet(
          "2026.11",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          false,
          null,
          null);

  static final Finding FACE =
      finding(
          "interval-face",
          "P25",
          "interval",
          Verdict.DEFER,
          "Interval on the face",
          "Day 27 after the session of 2026-10-24 (face, 1.0 mm). The face needs 28 days at least,"
              + " ideally 42: not before 2026-11-21.",
          "Book for 2026-11-21 or later.",
          List.of("/history/0"),
          List.of("L073"),
          new Finding.Interval(27, 28, 42),
          LocalDate.of(2026, 11, 21),
          "",
          "");

  static final Finding DEPTH =
      plain("home-maximum", "P50", "depth", Verdict.DEFER, "Too deep for use at home")
          .with("2.5 mm at home: 1.0 mm is the most.", "Choose a smaller depth.")
          .because("/proposed/depthMm")
          .instead("a lesser depth")
          .evidence("L102");

  static final Finding REDNESS = sign("erythema", "/patient/skin/0", "L034", "L041", "L045");

  static final Finding IRRITATION =
      sign("irritation", "/patient/skin/1", "L041", "L042", "L045", "L058");

  static final Finding RETINOID =
      plain("retinoid", "P60", "preparation", Verdict.DEFER, "Retinoid on the area")
          .with("Retinoid (tretinoin): in use.", "Paused today, it allows a session in a week.")
          .because("/patient/medications/0")
          .dateHolds("if the retinoid is paused today")
          .until(TODAY.plusDays(7))
          .evidence("L047");

  static final Finding KELOID =
      plain("keloid", "P15", "contraindication", Verdict.CONTRAINDICATED, "Keloid scarring")
          .with(
              "Keloid scarring in the history, stated as active.",
              "Do not needle; refer to a dermatologist.")
          .because("/patient/conditions/0")
          .evidence("L025");

  static final Finding OPEN =
      plain("open-questions", "P87", "data-quality", Verdict.INCOMPLETE, "Open safety questions")
          .with("2 safety questions are neither answered nor denied.", "Ask and screen again.")
          .because("/patient")
          .evidence("L032", "L033");

  static final Finding MISDATED =
      plain("history-in-the-future", "P80", "data-quality", Verdict.INCOMPLETE, "Not been yet")
          .with("The session of 2026-12-01 lies after 2026-11-20.", "Check its date.")
          .because("/history/0/date")
          .evidence("L086");

  static final Finding EVENT =
      plain("event-soon", "P64", "timing", Verdict.CAUTION, "An event soon after")
          .with("The event is 10 days after the session; 2026-11-16 was the last safe date.", "")
          .because("/proposed/event/date")
          .evidence("L053", "L160");

  static final Finding SUPPORTED =
      plain("supported-use", "P72", "indication", Verdict.PROCEED, "A supported use")
          .with("Acne scars: an evidence-supported use.", "")
          .because("/proposed/indication")
          .evidence("L001");

  static final Finding YOUNG =
      plain("young", "P1F", "contraindication", Verdict.CAUTION, "Young patient")
          .with("Beyond the sources: born on 2005-06-01.", "Have a clinician decide.")
          .because("/patient/birthDate")
          .evidence("E33");

  static final Question PREGNANCY = new Question("pregnancy", "Is the patient pregnant?");
  static final Question KELOIDS = new Question("keloid", "Has any scar ever grown into a keloid?");

  private SampleReports() {}

  static Finding finding(
      String rule,
      String policy,
      String category,
      Verdict verdict,
      String title,
      String message,
      String action,
      List<String> because,
      List<String> evidence,
      Finding.Interval interval,
      LocalDate earliestDate,
      String dateHolds,
      String instead) {
    return new Finding(
        new Finding.Rule(rule, policy, category, title, evidence),
        verdict,
        new Finding.Words(
            Phrase.of(message), Phrase.of(action), Phrase.of(dateHolds), Phrase.of(instead)),
        because,
        interval,
        earliestDate);
  }

  static CaseFile caseFile(String id, LocalDate asOf, String setting, int depthHundredths) {
    CaseFile.Patient patient =
        new CaseFile.Patient(
            null, "male", null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    CaseFile.Proposed proposed =
        new CaseFile.Proposed(
            TODAY,
            "cheeks",
            "acne-scars",
            depthHundredths,
            setting,
            null,
            "unknown",
            List.of(),
            "initial-series",
            null,
            null,
            null,
            List.of(),
            null);
    return new CaseFile(id, asOf, patient, proposed, List.of());
  }

  static CaseFile caseFile(String id) {
    return caseFile(id, TODAY, "professional", 150);
  }

  static AdvisoryReport report(
      String id, LocalDate earliest, List<Finding> findings, Question... questions) {
    Verdict verdict = findings.isEmpty() ? Verdict.PROCEED : findings.get(0).verdict();
    return new AdvisoryReport(id, TODAY, verdict, earliest, findings, List.of(questions), RULES);
  }

  /** An interval to one of the sessions, of so many days. */
  static Finding interval(
      String rule, Verdict verdict, int session, int observed, int minimum, int ideal) {
    LocalDate earliest = verdict == Verdict.DEFER ? TODAY.plusDays(minimum - observed) : null;
    return finding(
        rule,
        "P2" + rule.charAt(0),
        "interval",
        verdict,
        "Interval " + rule,
        "Day " + observed + " of " + minimum + ".",
        earliest == null ? "Prefer later." : "Book for " + earliest + ".",
        List.of("/history/" + session),
        List.of("L055", "L056"),
        new Finding.Interval(observed, minimum, ideal),
        earliest,
        "",
        "");
  }

  private static Finding sign(String name, String pointer, String... evidence) {
    return plain("sign-today", "P35", "warning-sign", Verdict.DEFER, "Warning sign")
        .with("Seen today: " + name + ", on the area.", "Let it heal.")
        .because(pointer)
        .dateHolds("when the skin has healed")
        .evidence(evidence);
  }

  private static Draft plain(
      String rule, String policy, String category, Verdict verdict, String title) {
    return new Draft(rule, policy, category, verdict, title);
  }

  private static final class Draft {
    private final String rule;
    private final String policy;
    private final String category;
    private final Verdict verdict;
    private final String title;
    private String message = "";
    private String action = "";
    private List<String> because = List.of();
    private LocalDate until;
    private String dateHolds = "";
    private String instead = "";

    Draft(String rule, String policy, String category, Verdict verdict, String title) {
      this.rule = rule;
      this.policy = policy;
      this.category = category;
      this.verdict = verdict;
      this.title = title;
    }

    Draft with(String message, String action) {
      this.message = message;
      this.action = action;
      return this;
    }

    Draft because(String... pointers) {
      because = List.of(pointers);
      return this;
    }

    Draft until(LocalDate date) {
      until = date;
      return this;
    }

    Draft dateHolds(String words) {
      dateHolds = words;
      return this;
    }

    Draft instead(String words) {
      instead = words;
      return this;
    }

    Finding evidence(String... ids) {
      return SampleReports.finding(
          rule,
          policy,
          category,
          verdict,
          title,
          message,
          action,
          because,
          List.of(ids),
          null,
          until,
          dateHolds,
          instead);
    }
  }
}
