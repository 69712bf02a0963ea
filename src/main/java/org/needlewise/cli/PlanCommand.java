package org.needlewise.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Course;
import org.needlewise.planning.Course.Pace;
import org.needlewise.planning.CourseCalendar;
import org.needlewise.planning.CourseJson;
import org.needlewise.planning.CoursePage;
import org.needlewise.planning.CoursePicture;
import org.needlewise.planning.CoursePlanner;
import org.needlewise.planning.CourseRequest;
import org.needlewise.planning.CourseText;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code needlewise plan}: one case in, a course of sessions out. */
@Command(
    name = "plan",
    sortOptions = false,
    description = "Plan the course of sessions, each on the first day that the rules leave free.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise plan patient.yaml",
      "      The series and what follows it, and why each date is where it is.",
      "  needlewise plan --avoid 2026-12-20..2027-01-06,2027-02-14 --until 2027-06-30 patient.yaml",
      "      Around holidays, and over by the end of June.",
      "  needlewise plan --format ics patient.yaml > course.ics",
      "      For a calendar program: a tentative event of a whole day for each session.",
      "  needlewise plan --check 2026-12-01,2026-12-08,2026-12-15 patient.yaml",
      "      What a schedule that was brought along runs into, session by session.",
      "",
      "Where no day is left, or a contraindication stands, the course stops there and says so",
      "first.",
      "",
      "Exit code: 0 done, whatever the verdict; 1 a rule failed; 2 wrong usage; 3 the case is",
      "bad, is too much to evaluate, or cannot be read; 4 bad rules."
    })
final class PlanCommand implements Callable<Integer> {
  /** More sessions than anybody can have, and few enough to be screened one after the other. */
  private static final int MOST = 1000;

  private static final String REGIMEN = "regimen";

  @Mixin private OneCase given;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = {
        "Sessions of the series. Default: the fewest that the protocols give for the indication,",
        "less those of a series that has begun."
      })
  private Integer sessions;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      defaultValue = "ideal",
      converter = PaceWord.class,
      description =
          "ideal: no interval is below its ideal; minimum: as soon as nothing defers (default:"
              + " ideal).")
  private Pace pace;

  @Option(
      names = "--avoid",
      paramLabel = "DATE,DATE..DATE,...",
      description = "No session on these days.")
  private String avoid;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "No session after this day. Default: two years after the first.")
  private LocalDate until;

  @Option(
      names = "--maintenance",
      paramLabel = "K",
      defaultValue = "2",
      description = "Maintenance visits behind the series. Default: 2.")
  private int maintenance;

  @Option(
      names = "--check",
      paramLabel = "DATE,...|regimen",
      description =
          "Plan nothing, but screen a schedule: these days, or those of the case's regimen.")
  private String check;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = FormatWord.class,
      description = "text, json, ics (iCalendar), svg or html. Default: text.")
  private Format format;

  @Mixin private RulesOption rules;

  @Mixin private ColourOption colour;

  @Spec private CommandSpec spec;

  private enum Format {
    TEXT,
    JSON,
    ICS,
    SVG,
    HTML
  }

  private static final class FormatWord extends WordOption<Format> {
    FormatWord() {
      super(Format.class);
    }
  }

  private static final class PaceWord extends WordOption<Pace> {
    PaceWord() {
      super(Pace.class);
    }
  }

  @Override
  public Integer call() {
    atMost("--sessions", sessions == null ? 1 : sessions, 1);
    atMost("--maintenance", maintenance, 0);
    List<CourseRequest.Days> avoided = avoided();
    RuleSets sets = rules.sets(null);
    CaseFile caseFile = given.read(sets);
    RuleBase base = sets.at(caseFile.asOfOrProposed());
    try (Screener screener = Screener.remembering(base)) {
      CoursePlanner planner = new CoursePlanner(base, screener);
      Course course =
          check == null
              ? planner.plan(
                  caseFile, new CourseRequest(sessions, pace, avoided, until, maintenance))
              : planner.check(caseFile, schedule(caseFile, planner), pace);
      CourseText text = new CourseText(Main.WORDS, caseFile, course, check != null, base.care());
      switch (format) {
        case TEXT -> Stdout.page(text.page(colour.style()));
        case JSON -> Stdout.write(CourseJson.line(course, check != null));
        case ICS -> Stdout.write(CourseCalendar.text(caseFile, course, text));
        case SVG -> Stdout.write(CoursePicture.of(course, text).svg());
        case HTML -> Stdout.write(new CoursePage(course, text).html());
      }
    } catch (CoursePlanner.UnknownLengthException e) {
      throw wrong(e.getMessage() + "; say it with --sessions");
    }
    return ExitCode.DONE;
  }

  private void atMost(String option, int found, int least) {
    if (found < least || found > MOST) {
      throw wrong(option + ": found " + found + ", expected " + least + " to " + MOST);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<CourseRequest.Days> avoided() {
    List<CourseRequest.Days> days = new ArrayList<>();
    for (String part : avoid == null ? new String[0] : avoid.split(",", -1)) {
      String[] ends = part.split("\\.\\.", -1);
      LocalDate from = date("--avoid", ends[0]);
      LocalDate to = ends.length == 1 ? from : date("--avoid", ends[1]);
      if (ends.length > 2 || to.isBefore(from)) {
        throw wrong("--avoid: found '" + part + "', expected a date, or FROM..TO");
      }
      days.add(new CourseRequest.Days(from, to));
    }
    return days;
  }

  private LocalDate date(String option, String text) {
    try {
      return new DateOption().convert(text);
    } catch (picocli.CommandLine.TypeConversionException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private List<LocalDate> schedule(CaseFile caseFile, CoursePlanner planner) {
    if (check.equals(REGIMEN)) {
      CaseFile.Regimen regimen = caseFile.proposed().regimen();
      if (regimen == null) {
        throw wrong("--check regimen: the case has none at /proposed/regimen");
      }
      if (regimen.sessions() != null) {
        atMost("/proposed/regimen/sessions", regimen.sessions(), 1);
      }
      return planner.regimen(caseFile, sessions);
    }
    List<LocalDate> dates = new ArrayList<>();
    for (String part : check.split(",", -1)) {
      LocalDate date = date("--check", part);
      if (date.isBefore(caseFile.asOfOrProposed())) {
        throw wrong(
            "--check: found "
                + date
                + ", expected no day before asOf, "
                + caseFile.asOfOrProposed());
      }
      if (!dates.isEmpty() && !date.isAfter(dates.get(dates.size() - 1))) {
        throw wrong(
            "--check: found "
                + date
                + " behind "
                + dates.get(dates.size() - 1)
                + ", expected dates that rise");
      }
      dates.add(date);
    }
    return dates;
  }
}
