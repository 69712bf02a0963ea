package org.needlewise.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseFile;
import org.needlewise.planning.Course;
import org.needlewise.planning.Course.Pace;
import org.needlewise.planning.CourseCalendar;
import org.needlewise.planning.CourseJson;
import org.needlewise.planning.CoursePage;
import org.needlewise.planning.CoursePicture;
import org.needlewise.planning.CoursePlanner;
import org.needlewise.planning.CourseText;
import org.needlewise.planning.CourseWords;
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
      defaultValue = "" + CourseWords.USUAL_MAINTENANCE,
      description = "Maintenance visits behind the series. Default: ${DEFAULT-VALUE}.")
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
    CourseWords asked = asked();
    RuleSets sets = rules.sets(null);
    CaseFile caseFile = given.read(sets);
    RuleBase base = sets.at(caseFile.asOfOrProposed());
    try (Screener screener = Screener.remembering(base)) {
      Course course = asked.of(caseFile, new CoursePlanner(base, screener));
      CourseText text =
          new CourseText(Main.WORDS, caseFile, course, asked.isChecked(), base.care());
      switch (format) {
        case TEXT -> Stdout.page(text.page(colour.style()));
        case JSON -> Stdout.write(CourseJson.line(course, asked.isChecked()));
        case ICS -> Stdout.write(CourseCalendar.text(caseFile, course, text));
        case SVG -> Stdout.write(CoursePicture.of(course, text).svg());
        case HTML -> Stdout.write(new CoursePage(course, text).html());
      }
    } catch (CourseWords.WrongException e) {
      throw wrong(e);
    } catch (CoursePlanner.UnknownLengthException e) {
      throw wrong(e.getMessage() + "; say it with --sessions");
    }
    return ExitCode.DONE;
  }

  private CourseWords asked() {
    try {
      return new CourseWords(sessions, pace, avoid, until, maintenance, check);
    } catch (CourseWords.WrongException e) {
      throw wrong(e);
    }
  }

  private ParameterException wrong(CourseWords.WrongException e) {
    String option = e.word().startsWith("/") ? e.word() : "--" + e.word();
    return wrong(option + ": " + e.getMessage());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
