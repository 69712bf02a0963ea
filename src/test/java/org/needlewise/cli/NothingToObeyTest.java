package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.Echo;

/**
 * Whatever somebody writes into a case: no command prints, and none writes into a file, what a
 * terminal would obey or what turns the reading direction round.
 */
class NothingToObeyTest {
  /** A red word, a title of the window, C1's begin of a command, DEL, and right to left. */
  private static final String OBEYED = "\u001b[31m\u001b]0;x\u0007\u009b2J\u007f\u202e\u2066\u2028";

  private static final String IN_JSON = escaped(OBEYED);

  private static final Path RULES = Path.of("rules-drl").toAbsolutePath();

  @TempDir private Path dir;
  private Path file;

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  private static String line(String id, String more) {
    return """
        {"id":"@ID","asOf":"2026-11-20","patient":{"sex":"female"@MORE},"proposed":{"date":"2026-11-24",\
        "area":"face","depthMm":1.5,"setting":"home","device":"Qure @X","regimen":{"everyDays":7,"sessions":2},\
        "event":{"date":"2026-11-30","name":"ball @X"}},"history":[{"date":"2026-11-02","area":"face",\
        "depthMm":1.0,"device":"pen @X","reactions":[{"sign":"erythema","days":9}]}]}
        """
        .replace("@ID", id)
        .replace("@MORE", more)
        .replace("@X", IN_JSON);
  }

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(dir.resolve("one.ndjson"), line("one " + IN_JSON, ""));
  }

  private static NeedlewiseProcess.Result holdsNothing(int code, Object... arguments)
      throws Exception {
    NeedlewiseProcess.Result result =
        new NeedlewiseProcess()
            .run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    assertEquals(code, result.code(), result::err);
    nothingIn(result.out(), List.of(arguments).toString());
    nothingIn(result.err(), List.of(arguments).toString());
    return result;
  }

  private static void nothingIn(String text, String of) {
    text.chars()
        .filter(c -> "\r\n\t".indexOf(c) < 0 && Echo.isCommand(c))
        .findFirst()
        .ifPresent(c -> assertEquals("nothing", "%04x".formatted(c), of + "\n" + text));
  }

  @Test
  void aPractitioners() throws Exception {
    assertTrue(holdsNothing(0, "screen", file).out().contains("one \\u001b[31m"));
    holdsNothing(0, "screen", "--table", file);
    holdsNothing(0, "screen", "--short", file);
    holdsNothing(0, "screen", "--with", "all", "--evidence", file);
    holdsNothing(0, "screen", "--on", "2026-12-24", file);
    String json = holdsNothing(0, "screen", "--with", "all", "--format", "json", file).out();
    assertTrue(
        json.startsWith("{\"caseId\":\"one \\u001B[31m\\u001B]0;x\\u0007\\u009B2J\\u007F\\u202E"));
    for (String format : List.of("text", "json", "ics", "svg", "html")) {
      holdsNothing(0, "plan", "--format", format, file);
      holdsNothing(0, "plan", "--check", "regimen", "--format", format, file);
    }
    for (String format : List.of("text", "json", "svg", "html")) {
      holdsNothing(0, "recovery", "--format", format, file);
    }
    Path sheet = dir.resolve("sheet.html");
    holdsNothing(0, "sheet", file, "-o", sheet);
    nothingIn(Files.readString(sheet), "the sheet");
  }

  @Test
  void aReviewers() throws Exception {
    for (String format : List.of("text", "json")) {
      holdsNothing(
          0, "rules", "explain", "--rules", RULES, "--format", format, file, "timing-event");
      holdsNothing(0, "rules", "explain", "--rules", RULES, "--format", format, "--near", file);
      holdsNothing(0, "rules", "diff", "--format", format, "--cases", file, RULES, RULES);
    }
    holdsNothing(2, "rules", "explain", "--rules", RULES, file, "x" + OBEYED);
    holdsNothing(4, "screen", "--rules", "x" + OBEYED, file);
  }

  @Test
  void aBatchs() throws Exception {
    String lines =
        line("one " + IN_JSON, "")
            + line("one " + IN_JSON, "")
            + line("two " + IN_JSON, ",\"x" + IN_JSON + "\":1")
            + "{\"id\":\"three "
            + IN_JSON
            + "\" oops\n";
    Path many = Files.writeString(dir.resolve("many.ndjson"), lines);
    Path out = dir.resolve("out.ndjson");
    holdsNothing(0, "batch", many, "-o", out, "--with", "holds", "--report", dir.resolve("page"));
    holdsNothing(0, "batch", many, "-o", "-", "--fields", "caseId,source,verdict");
    holdsNothing(0, "batch", many, "-o", dir.resolve("slim.ndjson"), "--fields", "caseId,source");
    holdsNothing(0, "batch", many, "-o", dir.resolve("changed.ndjson"), "--only-changed-from", out);
    holdsNothing(3, "screen", "--format", "json", many);
    try (Stream<Path> written = Files.walk(dir)) {
      for (Path each : written.filter(Files::isRegularFile).toList()) {
        nothingIn(Files.readString(each, StandardCharsets.UTF_8), each.toString());
      }
    }
  }
}
