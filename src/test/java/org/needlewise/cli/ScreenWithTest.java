package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told beside a report, as it is asked for. */
class ScreenWithTest {
  private static final String ADVISORY =
      ",\"advisory\":\"Advisory only: no clinician has reviewed these rules.\"}\n";

  /** Too deep for home, and too soon. */
  private static final String HOME =
      """
      id: home
      asOf: 2026-11-20
      patient: {birthDate: 1985-07-02, sex: male, pertinentNegatives: [all-screening-questions]}
      proposed: {date: 2026-12-01, area: face, depthMm: 1.5, setting: home, operator: self, adjuncts: [vitamin-c]}
      history:
        - {date: 2026-11-10, area: cheeks, depthMm: 1.0}
      """;

  /** Nothing but what a professional would mend. */
  private static final String TOO_DEEP_FOR_HOME =
      """
      id: deep
      patient: {birthDate: 1985-07-02, sex: male, pertinentNegatives: [all-screening-questions]}
      proposed: {date: 2026-12-01, area: back, depthMm: 1.25, setting: home, operator: self, adjuncts: [vitamin-c, acid]}
      """;

  private static final String OPEN =
      """
      id: open
      patient: {sex: male, pertinentNegatives: [rosacea]}
      proposed: {date: 2026-12-01, area: back, depthMm: 0.2}
      """;

  @TempDir private Path dir;

  private Path write(String text) throws IOException {
    return Files.writeString(dir.resolve("case.yaml"), text);
  }

  private static NeedlewiseProcess.Result run(Object... arguments) throws Exception {
    return new NeedlewiseProcess()
        .run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static String behindTheRuleSet(String json) {
    return json.substring(json.indexOf("\"signed\":false}") + "\"signed\":false}".length());
  }

  @Test
  void bothTogetherWhereNeitherIsEnough() throws Exception {
    assertEquals(
        """
        ,"remedies":[{"kind":"shallower-later","change":[\
        {"op":"replace","path":"/proposed/date","value":"2026-12-08"},\
        {"op":"replace","path":"/proposed/depthMm","value":1.0}],"verdict":"caution"}],\
        "depthDates":[{"depthMm":1.0,"earliestDate":"2026-12-08"}],"missing":[],\
        "ifAllNo":"defer","holdsUntil":null,"thenVerdict":null"""
            + ADVISORY,
        behindTheRuleSet(
            run("screen", "--with", "holds,questions,remedies", "--format", "json", write(HOME))
                .out()));
  }

  /** Without asOf in the case, a change of the date alone would change it too. */
  @Test
  void eachKindIsAPatchOfTheCaseAsRead() throws Exception {
    String json =
        run("screen", "--with", "remedies", "--format", "json", write(TOO_DEEP_FOR_HOME)).out();
    assertEquals(
        """
        ,"remedies":[{"kind":"shallower","change":[\
        {"op":"replace","path":"/proposed/depthMm","value":1.0}],"verdict":"caution"},\
        {"kind":"professional","change":[\
        {"op":"replace","path":"/proposed/setting","value":"professional"},\
        {"op":"remove","path":"/proposed/operator"}],"verdict":"caution"}],\
        "depthDates":[{"depthMm":1.0,"earliestDate":"2026-12-01"}],"missing":[]"""
            + ADVISORY,
        behindTheRuleSet(json));
    // The cheeks were treated, and near the eye the depth is too great.
    String later =
        run(
                "screen",
                "--with",
                "remedies",
                "--format",
                "json",
                write(
                    HOME.replace("asOf: 2026-11-20\n", "")
                        .replace("1.5, setting: home, operator: self", "1.5")))
            .out();
    assertEquals(
        """
        ,"remedies":[{"kind":"later","change":[\
        {"op":"add","path":"/asOf","value":"2026-12-01"},\
        {"op":"replace","path":"/proposed/date","value":"2026-12-08"}],"verdict":"caution"},\
        {"kind":"elsewhere","change":[{"op":"replace","path":"/proposed/area","value":"forehead"}],"verdict":"caution"},\
        {"kind":"elsewhere","change":[{"op":"replace","path":"/proposed/area","value":"nose"}],"verdict":"caution"},\
        {"kind":"elsewhere","change":[{"op":"replace","path":"/proposed/area","value":"perioral"}],"verdict":"caution"},\
        {"kind":"elsewhere","change":[{"op":"replace","path":"/proposed/area","value":"chin"}],"verdict":"caution"}],\
        "depthDates":[{"depthMm":1.5,"earliestDate":"2026-12-08"}],"missing":[]"""
            + ADVISORY,
        behindTheRuleSet(later));
  }

  @Test
  void aPageTellsOfRemediesAnyway() throws Exception {
    Path file = write(HOME);
    String page = run("screen", file).out();
    assertEquals(
        """
        What would make it acceptable
          1.0 mm and wait until 2026-12-08  caution

        Advisory only""",
        page.substring(page.indexOf("What would"), page.indexOf(": no clinician")));
    assertFalse(run("screen", "--short", file).out().contains("acceptable"));
    assertFalse(page.contains("How long"));
    String all = run("screen", "--with", "holds,recovery", file).out();
    assertEquals(
        """
        How long this verdict holds: for a year and more: another date alone changes nothing within it

        What holds after the session
        """,
        all.substring(all.indexOf("How long"), all.indexOf("  2026-12-01 to 2026-12-13")));
  }

  @Test
  void aPageSaysWhatToAskNextAndUntilWhenItHolds() throws Exception {
    String page = run("screen", "--with", "questions", write(OPEN)).out();
    assertEquals(
        """
        If every open question is answered with no: proceed
        Ask next: Are there active acne breakouts, and where? A yes gives contraindicated.

        Advisory only""",
        page.substring(page.indexOf("If every"), page.indexOf(": no clinician")));
    String json = run("screen", "--with", "questions", "--format", "json", write(OPEN)).out();
    assertEquals(
        ",\"ifAllNo\":\"proceed\",\"nextQuestion\":\"active-acne\"" + ADVISORY,
        behindTheRuleSet(json));
    assertEquals(23, json.split("\"ifStated\":\"", -1).length - 1);
    assertEquals(
        "[{\"code\":\"active-acne\",\"ask\":\"Are there active acne breakouts, and where?\",\"ifStated\":\"contraindicated\"}",
        json.substring(
            json.indexOf("[{\"code\":\"active-acne\""),
            json.indexOf(",{\"code\":\"skin-infection\"")));
  }

  /** As a batch writes them, and as it counts whose verdict lapses. */
  @Test
  void aBatchTellsTheSame() throws Exception {
    Path file = write(HOME.replace("1.5, setting: home, operator: self", "1.0"));
    Path out = dir.resolve("out.ndjson");
    NeedlewiseProcess.Result batch = run("batch", file, "-o", out, "--with", "all");
    assertEquals(0, batch.code());
    assertEquals(
        run("screen", "--format", "json", "--with", "all", file).out(), Files.readString(out));
    assertEquals(
        """
        last days of verdicts, by week
          2026-12-07                                              1
          defer until 2026-12-07, then caution: home
        """,
        batch.err().substring(batch.err().indexOf("last days"), batch.err().indexOf("most find")));
    NeedlewiseProcess.Result both =
        run("batch", file, "-o", dir.resolve("x"), "--with", "holds", "--fields", "caseId");
    assertEquals(2, both.code());
    assertEquals(
        "needlewise: --with adds to whole reports, --fields makes slim rows in their place: give one"
            + " of them\n",
        both.err());
  }

  @Test
  void onlyWhatThereIsCanBeAskedFor() throws Exception {
    for (String word : new String[] {"hold", "", "all,hold"}) {
      NeedlewiseProcess.Result result = run("screen", "--with", word, write(OPEN));
      String found = Stream.of(word.split(",", -1)).reduce((a, b) -> b).orElseThrow();
      assertEquals(2, result.code());
      assertEquals(
          "needlewise screen: --with: found '"
              + found
              + "', expected remedies, questions, holds, recovery or all\n"
              + "Try 'needlewise screen --help'.\n",
          result.err());
    }
  }
}
