package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.rulebase.load.RuleBase;

/** The command as it is typed. */
class PlanCommandTest {
  private static final String RULE_SET =
      "\"ruleSet\":{\"version\":\"2026.12\",\"digest\":\"%s\",\"signed\":false}}\n"
          .formatted(RuleBase.prebuilt().digest());

  /** 27 days after a session on the face at 1.0 mm. */
  private static final String CASE =
      """
      {"id": "anna", "asOf": "2026-11-20",
       "patient": {"birthDate": "1985-07-02", "sex": "male", "pertinentNegatives": ["all-screening-questions"]},
       "proposed": {"date": "2026-11-20", "area": "cheeks", "indication": "acne-scars", "depthMm": 1.5},
       "history": [{"date": "2026-10-24", "area": "face", "depthMm": 1.0}]}
      """;

  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = write("anna.json", CASE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private static NeedlewiseProcess.Result plan(Object... arguments) throws Exception {
    return new NeedlewiseProcess()
        .run(
            Stream.concat(Stream.of("plan"), Arrays.stream(arguments).map(Object::toString))
                .toArray(String[]::new));
  }

  @Test
  void eachDateIsSaidWithItsReason() throws Exception {
    NeedlewiseProcess.Result result =
        plan("--pace", "minimum", "--sessions", "2", "--maintenance", "1", file);
    assertEquals(0, result.code());
    assertEquals("", result.err());
    assertEquals(
        """
        [ THE COURSE ]  proceed
        anna: 2 sessions and 1 maintenance visit, cheeks at 1.5 mm, each as soon as nothing defers it; as of
        2026-11-20

        1.  Saturday 2026-11-21 (series): proceed
            Not sooner:
              - Interval at medium depth, until 2026-11-21 [P23]
              - Interval on the face, until 2026-11-21 [P25]
              - Interval for wrinkles and acne scars, until 2026-11-21 [P29]

        2.  Saturday 2026-12-19 (series, complete with it): proceed
            Not sooner:
              - Interval at medium depth, until 2026-12-19 [P23]
              - Interval on the face, until 2026-12-19 [P25]
              - Interval for wrinkles and acne scars, until 2026-12-19 [P29]

        3.  Friday 2027-03-19 (maintenance): proceed
            3 months after the session of 2026-12-19 [L147]
            Taken for granted: improvement has been documented by then.
        """,
        result.out().substring(0, result.out().indexOf("\nWhat the sources say")));
  }

  /** What held until the 5th is not what the 9th waited for. */
  @Test
  void avoidedDaysAreNotCountedAsWaits() throws Exception {
    assertEquals(
        """
        {"caseId":"anna","asOf":"2026-11-20","pace":"ideal","verdict":"proceed","sessions":[\
        {"number":1,"phase":"initial-series","date":"2026-12-09","verdict":"proceed","waitedFor":[\
        {"rule":"interval-medium","policy":"P23","until":"2026-12-05"},\
        {"rule":"interval-face","policy":"P25","until":"2026-12-05"},\
        {"rule":"interval-wrinkles-and-acne-scars","policy":"P29","until":"2026-12-05"}],\
        "completesSeries":true}],"""
            + RULE_SET,
        plan(
                "--sessions",
                "1",
                "--maintenance",
                "0",
                "--avoid",
                "2026-12-05..2026-12-07,2026-12-08",
                "--format",
                "json",
                file)
            .out());
  }

  @Test
  void aCourseThatStopsSaysSoFirst() throws Exception {
    NeedlewiseProcess.Result dayBefore = plan("--until", "2026-12-04", file);
    assertEquals(0, dayBefore.code());
    assertEquals(
        """
        [ THE COURSE STOPS ]  before session 1; proceed
        anna: no session, cheeks at 1.5 mm, each as soon as is best; as of 2026-11-20

        Session 1 has no day. In the way:
              - Interval at medium depth [P23]
              - Interval on the face [P25]
              - Interval for wrinkles and acne scars [P29]
        """,
        dayBefore.out().substring(0, dayBefore.out().indexOf("\nWhat the sources say")));
    assertTrue(
        plan("--until", "2026-12-05", file)
            .out()
            .startsWith(
                """
                [ THE COURSE STOPS ]  before session 2; proceed
                anna: 1 session, cheeks at 1.5 mm, each as soon as is best; as of 2026-11-20
                """));
    Path pregnant =
        write(
            "pregnant.json",
            CASE.replace("male", "female")
                .replace("\"pert", "\"conditions\": [{\"code\": \"pregnancy\"}], \"pert"));
    assertEquals(
        """
        {"caseId":"anna","asOf":"2026-11-20","pace":"ideal","verdict":"contraindicated","sessions":[],\
        "stopped":{"number":1,"phase":"initial-series","findings":[\
        {"rule":"contraindication-pregnancy","policy":"P18","until":null},\
        {"rule":"interval-medium","policy":"P23","until":"2026-11-21"},\
        {"rule":"interval-face","policy":"P25","until":"2026-11-21"},\
        {"rule":"interval-wrinkles-and-acne-scars","policy":"P29","until":"2026-11-21"}]},"""
            + RULE_SET,
        plan("--format", "json", pregnant).out());
  }

  /** A device maker's weekly schedule. */
  @Test
  void aScheduleIsScreenedSessionBySession() throws Exception {
    Path weekly =
        write(
            "weekly.json",
            CASE.replace("1.5}", "1.5, \"regimen\": {\"everyDays\": 7, \"sessions\": 2}}"));
    String expected =
        """
        {"caseId":"anna","asOf":"2026-11-20","pace":"ideal","verdict":"defer","sessions":[\
        {"number":1,"phase":"initial-series","date":"2026-11-20","verdict":"defer","waitedFor":[],"findings":[\
        {"rule":"interval-medium","policy":"P23","verdict":"defer"},\
        {"rule":"interval-face","policy":"P25","verdict":"defer"},\
        {"rule":"interval-wrinkles-and-acne-scars","policy":"P29","verdict":"defer"},\
        {"rule":"indication-supported-use","policy":"P72","verdict":"proceed"}]},\
        {"number":2,"phase":"initial-series","date":"2026-11-27","verdict":"defer","waitedFor":[],"findings":[\
        {"rule":"interval-medium","policy":"P23","verdict":"defer"},\
        {"rule":"interval-face","policy":"P25","verdict":"defer"},\
        {"rule":"interval-wrinkles-and-acne-scars","policy":"P29","verdict":"defer"},\
        {"rule":"indication-supported-use","policy":"P72","verdict":"proceed"}]}],"""
            + RULE_SET;
    NeedlewiseProcess.Result dated =
        plan("--check", "2026-11-20,2026-11-27", "--format", "json", file);
    assertEquals(expected, dated.out());
    assertEquals(dated.out(), plan("--check", "regimen", "--format", "json", weekly).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--pace weekly | Invalid value for option '--pace': 'weekly' is none of ideal, minimum",
        "--avoid 2026-12-09..2026-12-01 | --avoid: found '2026-12-09..2026-12-01', expected a date, or FROM..TO",
        "--avoid 2026-12-40 | --avoid: '2026-12-40' is no date; expected YYYY-MM-DD",
        "--check 2026-12-09,2026-12-09 | --check: found 2026-12-09 behind 2026-12-09, expected dates that rise",
        "--check 2026-11-19 | --check: found 2026-11-19, expected no day before asOf, 2026-11-20",
        "--check regimen | --check regimen: the case has none at /proposed/regimen",
        "--sessions 0 | --sessions: found 0, expected 1 to 1000",
        "--maintenance -1 | --maintenance: found -1, expected 0 to 1000",
      })
  void wrongUsage(String options, String message) throws Exception {
    NeedlewiseProcess.Result result =
        plan(Stream.concat(Stream.of(options.split(" ")), Stream.of(file)).toArray());
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertEquals("needlewise plan: " + message + "\nTry 'needlewise plan --help'.\n", result.err());
  }

  @Test
  void aSuperficialSeriesIsAsLongAsIsSaid() throws Exception {
    Path superficial = write("superficial.json", CASE.replace("1.5}", "0.25}"));
    NeedlewiseProcess.Result unsaid = plan(superficial);
    assertEquals(2, unsaid.code());
    assertEquals(
        """
        needlewise plan: no protocol says how many such sessions make a series; say it with --sessions
        Try 'needlewise plan --help'.
        """,
        unsaid.err());
    assertTrue(
        plan("--sessions", "2", superficial)
            .out()
            .contains("anna: 2 sessions, cheeks at 0.25 mm, each as soon as is best"));
  }

  @Test
  void aFileOfTwoNeedsOneNamed() throws Exception {
    String line = CASE.replace("\n", "");
    Path two = write("two.ndjson", line + "\n" + line.replace("anna", "bert") + "\n");
    NeedlewiseProcess.Result result = plan(two);
    assertEquals(3, result.code());
    assertEquals(two + ": found 2 cases, expected one, named by --case\n", result.err());
    assertTrue(plan("--case", "bert", two).out().contains("\nbert: 3 sessions"));
  }
}
