package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.report.ReportSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ScreenCommandTest {
  private static final Path EXAMPLES = Path.of("test-cases", "examples").toAbsolutePath();
  private static final String CLEAR =
      "{\"id\":\"%s\",\"patient\":{\"birthDate\":\"1985-07-02\",\"sex\":\"male\","
          + "\"pertinentNegatives\":[\"all-screening-questions\"]},"
          + "\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"cheeks\",\"depthMm\":1.5}}\n";

  @TempDir private Path folder;

  private Result screen(String... arguments) throws Exception {
    return process().run(with(arguments));
  }

  private NeedlewiseProcess process() {
    return new NeedlewiseProcess().in(folder);
  }

  private static String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of("screen"));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private static String example(String name) {
    return EXAMPLES.resolve(name + ".yaml").toString();
  }

  private static List<String> examples() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void printsTheContractsExamples() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--format", "json"));
    arguments.addAll(examples());
    Result result = screen(arguments.toArray(String[]::new));
    assertEquals("", result.err());
    assertEquals(0, result.code());
    JsonNode expected;
    try (InputStream in = getClass().getResourceAsStream("/contract/expected.yaml")) {
      expected = new YAMLMapper().readTree(in);
    }
    ObjectNode found = new JsonMapper().createObjectNode();
    for (String line : result.out().lines().toList()) {
      assertEquals(List.of(), ReportSchema.errors(line));
      ObjectNode report = (ObjectNode) new JsonMapper().readTree(line);
      String id = report.path("caseId").stringValue();
      ObjectNode kept = report.retain("verdict", "earliestDate", "questions", "findings");
      List<String> codes = new ArrayList<>();
      kept.path("questions").forEach(question -> codes.add(question.path("code").stringValue()));
      kept.set("questions", new JsonMapper().valueToTree(codes));
      kept.path("findings")
          .forEach(f -> ((ObjectNode) f).remove(List.of("rule", "title", "message")));
      found.set(id, kept);
    }
    assertEquals(expected, found);
  }

  @Test
  void printsAPage() throws Exception {
    Result result = screen(example("one-day-short"));
    assertEquals("", result.err());
    assertEquals(0, result.code());
    List<String> lines = result.out().lines().toList();
    assertEquals("[ NOT YET ]  defer: not on the proposed date", lines.get(0));
    assertEquals("one-day-short: cheeks at 1.5 mm on 2026-11-20, for acne scars", lines.get(1));
    assertEquals(
        "Earliest date under these rules: Saturday 2026-11-21, 1 day later than proposed",
        lines.get(2));
    assertEquals(
        "‖ Not yet: Interval at medium depth [P23 L056 L062 L064 L068 L069]", lines.get(4));
    assertEquals(
        "Advisory only: no clinician has reviewed these rules.", lines.get(lines.size() - 2));
    String last = lines.get(lines.size() - 1);
    assertTrue(last.matches("Rule set \\S+ [0-9a-f]{8}, unsigned rules"), last);
  }

  @Test
  void givesTheEvidenceInWords() throws Exception {
    Result result = screen("--evidence", example("first-session"));
    assertEquals(0, result.code());
    assertTrue(
        result
            .out()
            .contains(
                """
                Evidence (1)
                  L002  Photoaging and fine lines are an evidence-supported use (frequency-guide, Conditions
                        treated)
                """),
        result.out());
  }

  @Test
  void printsAShortPage() throws Exception {
    Result result = screen("--short", example("one-day-short"));
    assertEquals("", result.err());
    assertEquals(0, result.code());
    List<String> lines = result.out().lines().toList();
    assertEquals("[ NOT YET ]  defer: not on the proposed date", lines.get(0));
    assertEquals(
        "‖ Not yet: Interval at medium depth. Book for 2026-11-21 or later.", lines.get(3));
    assertEquals(6, lines.size());
  }

  @Test
  void partsPages() throws Exception {
    Result result = screen(example("first-session"), example("one-day-short"));
    assertTrue(result.out().contains("\n\n" + "─".repeat(100) + "\n\n[ NOT YET ]"), result.out());
  }

  @Test
  void readsStandardInputInAnyFormat() throws Exception {
    String json = CLEAR.formatted("a");
    String yaml = Files.readString(EXAMPLES.resolve("one-day-short.yaml"));
    String two = CLEAR.formatted("a") + "\r\n" + CLEAR.formatted("b").replace("\n", "\r\n");
    assertEquals("a proceed", ids(process().input(json).run("screen", "--format=json", "-")));
    assertEquals(
        "one-day-short defer", ids(process().input(yaml).run("screen", "--format=json", "-")));
    assertEquals(
        "a proceed b proceed", ids(process().input(two).run("screen", "--format=json", "-")));
    assertEquals(
        "one-day-short defer a proceed",
        ids(process().input(json).run("screen", "--format=json", example("one-day-short"), "-")));
  }

  private static String ids(Result result) {
    assertEquals("", result.err());
    List<String> ids = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      JsonNode report = new JsonMapper().readTree(line);
      ids.add(report.path("caseId").stringValue() + " " + report.path("verdict").stringValue());
    }
    return String.join(" ", ids);
  }

  @Test
  void readsACaseALine() throws Exception {
    Files.writeString(
        folder.resolve("many.ndjson"), CLEAR.formatted("a") + CLEAR.formatted("b") + "\n");
    assertEquals("a proceed b proceed", ids(screen("--format", "json", "many.ndjson")));
  }

  @Test
  void takesAnotherDay() throws Exception {
    Result result = screen("--format", "json", "--as-of", "2026-11-21", example("one-day-short"));
    JsonNode report = new JsonMapper().readTree(result.out());
    assertEquals("2026-11-21", report.path("asOf").stringValue());
    assertEquals("P81", policies(report).get(3));
  }

  private static List<String> policies(JsonNode report) {
    List<String> policies = new ArrayList<>();
    report.path("findings").forEach(finding -> policies.add(finding.path("policy").stringValue()));
    return policies;
  }

  @Test
  void aBadInputIsNoTerminalsMaster() throws Exception {
    Result result = screen("\u001b[2J.yaml");
    assertEquals(3, result.code());
    assertEquals(
        "\\u001b[2J.yaml: found no such file, expected a case file or a folder of them\n",
        result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          screen                          | needlewise screen: Missing required parameter: 'CASE'
          screen --fromat json x          | needlewise screen: unknown option '--fromat'; did you mean --format?
          screen --format xml x           | needlewise screen: Invalid value for option '--format': 'xml' is none of text, json
          screen --as-of 2026-02-30 x     | needlewise screen: Invalid value for option '--as-of': '2026-02-30' is no date; expected YYYY-MM-DD
          screen --as-of 2026-2-3 x       | needlewise screen: Invalid value for option '--as-of': '2026-2-3' is no date; expected YYYY-MM-DD
          screen --on tomorrow x          | needlewise screen: Invalid value for option '--on': 'tomorrow' is no date; expected YYYY-MM-DD
          screen --depth 0 x              | needlewise screen: Invalid value for option '--depth': '0' is no depth; expected millimetres, 0.01 to 10 with at most two decimals
          screen --depth 10.01 x          | needlewise screen: Invalid value for option '--depth': '10.01' is no depth; expected millimetres, 0.01 to 10 with at most two decimals
          screen --depth 1.005 x          | needlewise screen: Invalid value for option '--depth': '1.005' is no depth; expected millimetres, 0.01 to 10 with at most two decimals
          screen --depth 1,5 x            | needlewise screen: Invalid value for option '--depth': '1,5' is no depth; expected millimetres, 0.01 to 10 with at most two decimals
          screen --depth 1.5mm x          | needlewise screen: Invalid value for option '--depth': '1.5mm' is no depth; expected millimetres, 0.01 to 10 with at most two decimals
          screen --as-of +026-02-03 x     | needlewise screen: Invalid value for option '--as-of': '+026-02-03' is no date; expected YYYY-MM-DD
          scren x                         | needlewise: unknown command 'scren'; did you mean screen?
          rules evidenc                   | needlewise rules: unknown command 'evidenc'; did you mean evidence?
          rules evidence x                | needlewise rules evidence: unknown argument 'x'
          """)
  void wrongUsageIsSaidInTwoLines(String arguments, String message) throws Exception {
    Result result = new NeedlewiseProcess().in(folder).run(arguments.split(" "));
    assertEquals("", result.out());
    String command = message.substring(0, message.indexOf(':'));
    assertEquals(message + "\nTry '" + command + " --help'.\n", result.err());
    assertEquals(2, result.code());
  }

  @Test
  void noArgumentsGiveAShortHelp() throws Exception {
    Result result = process().run();
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("Usage: needlewise "), result.err());
    Result help = process().run("--help");
    assertEquals(0, help.code());
    assertEquals("", help.err());
    assertEquals(result.err(), help.out());
  }

  @Test
  void helpAndVersionAreNoErrors() throws Exception {
    Result help = screen("--help");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("needlewise screen patient.yaml"), help.out());
    Result version = process().run("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().matches("needlewise \\S.*\n"), version.out());
  }

  @Test
  void badRulesAreTheirOwnExitCode() throws Exception {
    Result result = screen("--rules", "nowhere", example("first-session"));
    assertEquals(4, result.code());
    assertEquals("", result.out());
    assertEquals(
        "nowhere: found no such folder, expected a folder with all that rules-drl holds\n",
        result.err());
  }

  @Test
  void takesTheRulesBesideTheLauncher() throws Exception {
    String rules = Path.of("rules-drl").toAbsolutePath().toString();
    String expected = screen("--format", "json", example("one-day-short")).out();
    assertEquals(
        expected, screen("--format", "json", "--rules", rules, example("one-day-short")).out());
    Result home =
        process()
            .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
            .run(with("--format", "json", example("one-day-short")));
    assertEquals(expected, home.out());
  }

  @Test
  void isTheSameInEveryLocaleAndTimeZone() throws Exception {
    List<String> arguments = new ArrayList<>(examples());
    for (String format : List.of("text", "json")) {
      arguments.add("--format=" + format);
      String[] all = with(arguments.toArray(String[]::new));
      String expected = process().run(all).out();
      assertFalse(expected.isEmpty());
      for (Map.Entry<String, String> place :
          Map.of("C", "Pacific/Kiritimati", "POSIX", "America/Adak", "tr_TR.ISO-8859-9", "UTC")
              .entrySet()) {
        Result result =
            process()
                .environment("LC_ALL", place.getKey())
                .environment("TZ", place.getValue())
                .java("-Duser.language=tr", "-Dfile.encoding=ISO-8859-1")
                .run(all);
        assertEquals(expected, result.out());
      }
      arguments.remove(arguments.size() - 1);
    }
  }

  @Test
  void knowsWhenToUseColour() throws Exception {
    String clear = example("first-session");
    String columns = "-Dneedlewise.columns=60";
    assertFalse(coloured(process(), clear));
    assertTrue(coloured(process(), "--color=always", clear));
    assertTrue(coloured(process().java(columns), clear));
    assertFalse(coloured(process().java(columns), "--color=never", clear));
    assertFalse(coloured(process().java(columns).environment("NO_COLOR", "1"), clear));
    assertTrue(
        coloured(process().java(columns).environment("NO_COLOR", "1"), "--color=always", clear));
    assertFalse(coloured(process().java(columns).environment("TERM", "dumb"), clear));
  }

  private static boolean coloured(NeedlewiseProcess process, String... arguments) throws Exception {
    return process.run(with(arguments)).out().contains("\u001b[");
  }

  @Test
  void fitsTheTerminal() throws Exception {
    String out =
        process()
            .java("-Dneedlewise.columns=60", "-Dneedlewise.ascii=true")
            .run(with("--color=never", example("home-schedule")))
            .out();
    assertEquals(60, widest(out));
    assertTrue(out.chars().allMatch(c -> c < 128), out);
  }

  /** On a terminal and off it: what the user says of the width comes first. */
  @ParameterizedTest
  @CsvSource(
      value = {
        "50, '', 50",
        "50, 72, 50",
        "'', 72, 72",
        "'', '', 100",
        "wide, '', 100",
        "0, 72, 72",
        "'', what, 80",
        "10, '', 40",
        "300, '', 110"
      })
  void isAsWideAsAsked(String columns, String terminal, int widest) throws Exception {
    NeedlewiseProcess process = process();
    if (!columns.isEmpty()) {
      process.environment("COLUMNS", columns);
    }
    if (!terminal.isEmpty()) {
      process.java("-Dneedlewise.columns=" + terminal);
    }
    String out =
        process
            .run(with("--color=never", example("home-schedule"), example("home-schedule")))
            .out();
    // The line between two pages goes from edge to edge.
    String line = out.lines().filter(each -> each.startsWith("─")).findFirst().orElseThrow();
    assertEquals("─".repeat(widest), line);
  }

  private static int widest(String page) {
    return page.lines().mapToInt(String::length).max().orElseThrow();
  }

  @Test
  void knowsNoMoreThanAsciiInAPipeToo() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), CLEAR.formatted("J\u00fcrgen \u4f60"));
    Result result = process().java("-Dneedlewise.ascii=true").run(with("n\u00e4her.yaml"));
    assertTrue(result.err().startsWith("naher.yaml: found no such file"), result.err());
    Result page = process().java("-Dneedlewise.ascii=true").run(with("a.yaml"));
    assertEquals(
        "Jurgen \\u4f60: cheeks at 1.5 mm on 2026-11-20", page.out().lines().toList().get(1));
    Result json = process().java("-Dneedlewise.ascii=true").run(with("--format=json", "a.yaml"));
    assertTrue(json.out().startsWith("{\"caseId\":\"J\u00fcrgen \u4f60\","), json.out());
  }

  private static String cases(int count) {
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < count; i++) {
      cases.append(CLEAR.formatted("case-" + i));
    }
    return cases.toString();
  }

  @Test
  void endsQuietlyWhereNobodyReads() throws Exception {
    Files.writeString(folder.resolve("many.ndjson"), cases(2000));
    Process process =
        process().builder("screen", "many.ndjson").redirectError(new File(folder + "/err")).start();
    try (InputStream out = process.getInputStream()) {
      assertEquals('[', out.read());
    }
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  @Test
  void saysSoWhereTheDiskIsFull() throws Exception {
    File full = new File("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(full.exists());
    Process process =
        process()
            .builder("screen", example("first-session"))
            .redirectOutput(full)
            .redirectError(new File(folder + "/err"))
            .start();
    assertEquals(1, process.waitFor());
    String err = Files.readString(folder.resolve("err"));
    assertTrue(err.startsWith("needlewise: standard output cannot be written: "), err);
    assertEquals(1, err.lines().count());
  }
}
