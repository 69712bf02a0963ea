package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.page.Page;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportWords;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;

/**
 * The page that a patient takes home: what to do before and after the session, when to call, what
 * to expect, what the next session waits for. Where the session is not to be done now, why and from
 * when, and nothing that could be read as leave to do it.
 *
 * @param words in which it is written
 * @param clinic null: lines to be filled in by hand
 * @param dayZero the day of the session
 * @param nextDate the first day of another such session; null where none is known
 * @param points the size of its letters
 * @param grade of Flesch and Kincaid, who count English alone; null: not stated
 */
public record Sheet(
    Words words,
    CaseFile caseFile,
    AdvisoryReport report,
    Care care,
    Clinic clinic,
    Paper paper,
    LocalDate dayZero,
    LocalDate nextDate,
    double points,
    Double grade) {
  private static final String STYLE = Page.resource(Sheet.class, "sheet.css");

  /** Sizes of letters, in points: the first with which the sheet is one page. */
  private static final List<Double> SIZES = List.of(13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0);

  private static final double FOR_WIDER_LETTERS = 1.5;

  private static final Pattern DATE = Pattern.compile("\\{([a-zA-Z]+)\\}");

  /** What it is printed on. */
  public enum Paper {
    A4,
    LETTER
  }

  /**
   * The sheet of a case, in the largest letters with which it is one page.
   *
   * @param clinic null: lines to be filled in by hand
   * @throws org.needlewise.screening.NotEvaluatedException where a case could not be screened
   */
  public static Sheet of(
      Words words, CaseFile caseFile, Screener screener, Care care, Clinic clinic, Paper paper) {
    AdvisoryReport report = screener.screen(caseFile);
    LocalDate zero = Recovery.dayZero(caseFile, report);
    Sheet sheet =
        new Sheet(
            words,
            caseFile,
            report,
            care,
            clinic,
            paper,
            zero,
            Recovery.isAllowed(report) ? next(caseFile, zero, screener) : null,
            SIZES.get(0),
            null);
    boolean graded = words.lang().equals(Words.ENGLISH.lang());
    return sheet.with(sheet.points, graded ? Readability.grade(sheet.read()) : null).fitted();
  }

  /** The same in the largest letters with which it is one page. */
  Sheet fitted() {
    Sheet sheet = this;
    for (double size : SIZES) {
      sheet = with(size, grade);
      if (SheetPdf.pages(sheet.html()) == 1) {
        break;
      }
    }
    return sheet;
  }

  /** From when on the same session may be done again, once this one has been. */
  private static LocalDate next(CaseFile caseFile, LocalDate zero, Screener screener) {
    CaseDraft draft = new CaseDraft(caseFile);
    draft.asOf = caseFile.asOfOrProposed();
    draft.date = zero;
    draft.history.add(draft.done(false));
    draft.regimen = null;
    draft.date = zero.plusDays(1);
    return screener.screen(draft.caseFile()).earliestDate();
  }

  private Sheet with(double size, Double level) {
    return new Sheet(words, caseFile, report, care, clinic, paper, dayZero, nextDate, size, level);
  }

  /** As one page that needs nothing beside itself. */
  String html() {
    return Page.html("planning/sheet.jte", this);
  }

  /** The same for a browser, which may set it in wider letters: still one page where it prints. */
  public String page() {
    return with(points - FOR_WIDER_LETTERS, grade).html();
  }

  /** The same bytes for the same case, rules, clinic and paper. */
  public byte[] pdf() {
    return SheetPdf.write(html());
  }

  /** All that is read, a line or a sentence each. */
  private String read() {
    return html()
        .replaceAll("(?s)<head>.*</head>", "")
        .replaceAll("(?s)<p class=\"foot\">.*?</p>", "")
        .replaceAll("</(p|li|h1|h2)>", ".\n")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("_+|&#?[a-z0-9]+;", " ");
  }

  String style() {
    return STYLE
        + "@page { size: "
        + paper.name().toLowerCase(Locale.ROOT)
        + "; margin: 10mm 14mm; }\nbody { font-size: "
        + points
        + "pt; }\n";
  }

  boolean isAllowed() {
    return Recovery.isAllowed(report);
  }

  /** Whether no waiting mends it. */
  boolean isNever() {
    return report.verdict() == Verdict.CONTRAINDICATED;
  }

  /** Whether a question is not answered. */
  boolean isOpen() {
    return report.findings().stream().anyMatch(f -> f.verdict() == Verdict.INCOMPLETE);
  }

  String day() {
    return withYear(dayZero);
  }

  String proposed() {
    return withYear(caseFile.proposed().date());
  }

  String soonest() {
    return report.earliestDate() == null ? null : withYear(report.earliestDate());
  }

  String next() {
    return nextDate == null ? null : withYear(nextDate);
  }

  String area() {
    return words.code(caseFile.proposed().area());
  }

  String caseId() {
    return caseFile.id();
  }

  String ruleSet() {
    return ReportWords.ruleSet(words, report.ruleSet()) + ".";
  }

  List<String> before() {
    return told(applies -> !Boolean.FALSE.equals(applies), Section.PREPARATION);
  }

  List<String> after() {
    return told(applies -> !Boolean.FALSE.equals(applies), Section.LIMITS, Section.DAILY);
  }

  List<String> signs() {
    List<String> signs = told(applies -> !Boolean.FALSE.equals(applies), Section.SIGNS);
    signs.addAll(told(applies -> !Boolean.FALSE.equals(applies), Section.FEELING));
    return signs;
  }

  List<String> warnings() {
    return told(applies -> !Boolean.FALSE.equals(applies), Section.WARNINGS);
  }

  /** Nothing is promised that the case may not be about. */
  List<String> results() {
    return told(applies -> Objects.equals(applies, true), Section.RESULTS);
  }

  List<String> unrealistic() {
    return told(applies -> true, Section.UNREALISTIC);
  }

  /** Of what stands in the way, the gravest first, each once. */
  List<String> reasons() {
    Set<String> reasons = new LinkedHashSet<>();
    for (Finding finding : report.findings()) {
      if (finding.verdict().compareTo(Verdict.CAUTION) > 0) {
        care.of(Section.REASONS).stream()
            .filter(entry -> entry.rules().contains(finding.rule()))
            .forEach(entry -> reasons.add(entry.patient()));
      }
    }
    return List.copyOf(reasons);
  }

  private List<String> told(Predicate<Boolean> applies, Section... sections) {
    List<String> told = new ArrayList<>();
    for (Entry entry : care.of(sections)) {
      if (!entry.patient().isEmpty() && applies.test(entry.applies(caseFile, dayZero))) {
        told.add(dated(entry));
      }
    }
    return told;
  }

  private String dated(Entry entry) {
    return DATE.matcher(entry.patient())
        .replaceAll(
            date ->
                Matcher.quoteReplacement(
                    switch (date.group(1)) {
                      case "fromDate" -> day(dayZero.plusDays(entry.from()));
                      case "toDate" -> day(dayZero.plusDays(entry.to()));
                      default -> day(dayZero.plusDays(entry.to() + 1L));
                    }));
  }

  private String day(LocalDate date) {
    return date.getYear() == dayZero.getYear()
        ? words.say("sheet.dayOfYear", "date", date)
        : withYear(date);
  }

  private String withYear(LocalDate date) {
    return words.say("sheet.day", "date", date);
  }
}
