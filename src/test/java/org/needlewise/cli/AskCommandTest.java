package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;

/** {@code needlewise ask} off a terminal: answers line by line, files and exit codes. */
class AskCommandTest {
  private static final String CASE =
      """
      # A note of my own.
      id: jo
      asOf: 2026-11-20
      patient: {birthDate: 1985-07-02, sex: male, pertinentNegatives: [all-screening-questions]}
      proposed: {date: 2026-11-20, area: cheeks, indication: scars, depthMm: 1.5}
      """;

  private static final String NEW = "ann\ncheeks\n1.5\n20 Nov\n";

  @TempDir private Path folder;

  private Result ask(String input, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("ask", "--as-of", "2026-11-20"));
    all.addAll(List.of(arguments));
    return new NeedlewiseProcess().in(folder).input(input).run(all.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void showsTheAnswersThatNobodyTypes() throws Exception {
    Result result = ask(NEW);
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.err());
    assertEquals(List.of("ann.yaml"), files());
    assertTrue(
        result
            .out()
            .contains(
                """

                How deep, in millimetres?
                mm> 1.5
                  1.5 mm

                On which day?
                date> 20 Nov
                  Friday 2026-11-20
                  Each answer is saved in ann.yaml.
                """),
        result.out());
    assertTrue(
        result
            .out()
            .endsWith(
                """
                16 rejuvenation.
                >\s

                Saved in ann.yaml
                  screen it:  needlewise screen ann.yaml
                  go on:      needlewise ask ann.yaml
                """),
        result.out());
  }

  @Test
  void endsWithAReportWhereAllIsAsked() throws Exception {
    write("jo.yaml", CASE);
    Result result = ask("\n" + "\n".repeat(20), "jo.yaml");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("[ PROCEED ]"), result.out());
    assertTrue(read("jo-2.yaml").contains("# Not asked yet: nothing.\n"));
    Result screened =
        new NeedlewiseProcess().in(folder).run("screen", "--format", "json", "jo-2.yaml");
    assertTrue(screened.out().contains("\"verdict\":\"proceed\""), screened.out());
  }

  @Test
  void givesANewCaseANameThatIsFree() throws Exception {
    write("ann.yaml", "mine");
    write("ann-2.yaml", "mine too");
    assertEquals(0, ask(NEW).code());
    assertEquals(List.of("ann-2.yaml", "ann-3.yaml", "ann.yaml"), files());
    assertEquals("mine", read("ann.yaml"));
    Files.delete(folder.resolve("ann-3.yaml"));
    assertEquals(0, ask(NEW.replace("ann", "../An: n/x")).code());
    assertEquals(List.of("An-n-x.yaml", "ann-2.yaml", "ann.yaml"), files());
    assertEquals(0, ask(NEW.replace("ann", "..")).code());
    assertTrue(files().contains("case.yaml"));
  }

  @Test
  void overwritesNothingWithoutAYes() throws Exception {
    write("out.yaml", "mine");
    for (String answer : List.of("", "\n", "no\n", "y\n")) {
      Result result = ask(answer + NEW, "-o", "out.yaml");
      assertEquals(2, result.code());
      assertTrue(
          result
              .out()
              .startsWith(
                  """
                  out.yaml exists already; to go on with the case in it: needlewise ask out.yaml
                  Type yes to overwrite it; Enter leaves it.
                  >\s"""),
          result.out());
      assertEquals("mine", read("out.yaml"));
    }
    assertEquals(0, ask("yes\n" + NEW, "-o", "out.yaml").code());
    assertTrue(read("out.yaml").contains("\nid: ann\n"));
    assertEquals(List.of("out.yaml"), files());
  }

  @Test
  void leavesAFileThatWasWrittenByHandUnlessItIsTold() throws Exception {
    write("jo.yaml", CASE);
    Result result = ask("\ntan\n", "jo.yaml");
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result
            .out()
            .startsWith(
                """
                jo.yaml was not written by ask: its own comments and layout would not be kept.
                Enter leaves it and writes to jo-2.yaml; overwrite writes over it.
                >\s
                """),
        result.out());
    assertEquals(CASE, read("jo.yaml"));
    assertTrue(read("jo-2.yaml").contains("- sign: tan\n"));
    // What it wrote itself it goes on with, without a question.
    result = ask("\n\naspirin\n", "jo-2.yaml");
    assertTrue(result.out().startsWith("  Answer in your own words."), result.out());
    assertTrue(read("jo-2.yaml").contains("- code: aspirin\n"));
    assertEquals(List.of("jo-2.yaml", "jo.yaml"), files());
    assertEquals(0, ask("overwrite\ntan\n", "jo.yaml").code());
    assertTrue(read("jo.yaml").contains("- sign: tan\n"));
    assertEquals(List.of("jo-2.yaml", "jo.yaml"), files());
  }

  @Test
  void goesOnWithACaseInAnotherFile() throws Exception {
    write(
        "jo.json",
        "{\"id\":\"jo\",\"patient\":{},\"proposed\":"
            + "{\"date\":\"2026-11-20\",\"area\":\"cheeks\",\"depthMm\":1.5}}");
    String before = read("jo.json");
    assertEquals(0, ask("scars\n", "-o", "new.yaml", "jo.json").code());
    assertTrue(read("new.yaml").contains("  indication: scars\n"));
    assertEquals(0, ask("\nstriae\n", "jo.json").code());
    assertTrue(read("jo.yaml").contains("  indication: striae\n"));
    assertEquals(before, read("jo.json"));
  }

  @Test
  void asksForWhichDayAnOlderCaseHolds() throws Exception {
    write("jo.yaml", CASE.replace("2026-11-20", "2026-11-10"));
    Result result = ask("\n\nmaybe\n1\ntomorrow\n", "jo.yaml");
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result
            .out()
            .contains(
                """

                The case was stated for another day. For which day does it hold now, with what it says of the skin
                and of what is taken? 1: Friday 2026-11-20, today; 2: Tuesday 2026-11-10, as it was.
                1-2>\s

                The case was stated for another day."""),
        result.out());
    assertTrue(
        result
            .out()
            .contains(
                "\nThe session was proposed for 2026-11-10. For which day now?\ndate> tomorrow\n"),
        result.out());
    assertTrue(read("jo-2.yaml").contains("\nasOf: 2026-11-20\n"));
    assertTrue(read("jo-2.yaml").contains("\n  date: 2026-11-21\n"));
    assertEquals(0, ask("\n2\n", "jo.yaml").code());
    assertTrue(read("jo-3.yaml").contains("\nasOf: 2026-11-10\n"));
    assertTrue(read("jo-3.yaml").contains("\n  date: 2026-11-10\n"));
  }

  @Test
  void refusesWhatItCannotUse() throws Exception {
    write("bad.yaml", CASE.replace("cheeks", "ear"));
    write(
        "two.ndjson",
        ("{\"id\":\"a\",\"patient\":{},\"proposed\":"
                + "{\"date\":\"2026-11-20\",\"area\":\"face\",\"depthMm\":1}}\n")
            .repeat(2));
    Result result = ask(NEW, "bad.yaml");
    assertEquals(3, result.code());
    assertEquals("", result.out());
    assertTrue(
        result.err().startsWith("bad.yaml:5:36: /proposed/area: found \"ear\""), result.err());
    result = ask(NEW, "none.yaml");
    assertEquals(3, result.code());
    assertEquals(
        "none.yaml: found no such file, expected a case file or a folder of them\n", result.err());
    result = ask(NEW, ".");
    assertEquals(3, result.code());
    assertEquals(".: found a folder, expected a case file\n", result.err());
    result = ask(NEW, "two.ndjson");
    assertEquals(3, result.code());
    assertEquals("two.ndjson: found 2 cases, expected one to go on with\n", result.err());
    for (String name : List.of("new.json", "new.ndjson", "-", "none/new.yaml", ".")) {
      result = ask(NEW, "-o", name);
      assertEquals(2, result.code(), name);
      assertEquals("", result.out());
      assertTrue(
          result.err().startsWith("needlewise ask: -o: found " + name + ", exp"), result.err());
    }
    result = ask(NEW, "-");
    assertEquals(2, result.code());
    result = ask(NEW, "a.yaml", "b.yaml");
    assertEquals(2, result.code());
    result = ask("ann\n");
    assertEquals(3, result.code());
    assertEquals(List.of("bad.yaml", "two.ndjson"), files());
  }

  /** Edited by somebody else in between: both are kept. */
  @Test
  void replacesNoFileThatChangedUnderIt() throws Exception {
    Path file = folder.resolve("ann.yaml");
    CaseKeeper keeper = new CaseKeeper(file, null);
    assertFalse(keeper.keep("ann", "one"));
    assertFalse(keeper.keep("ann", "two"));
    Files.writeString(file, "mine");
    assertTrue(keeper.keep("ann", "three"));
    assertFalse(keeper.keep("ann", "four"));
    assertEquals("mine", read("ann.yaml"));
    assertEquals("four", read("ann-2.yaml"));
    Files.delete(keeper.file());
    assertFalse(keeper.keep("ann", "five"));
    assertEquals(List.of("ann-2.yaml", "ann.yaml"), files());
  }
}
