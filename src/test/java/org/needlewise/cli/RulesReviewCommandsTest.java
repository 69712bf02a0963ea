package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** diff, explain and book, as a reviewer calls them. */
class RulesReviewCommandsTest {
  private static final String CASE = "test-cases/examples/one-day-short.yaml";

  @TempDir Path temporary;

  private static Result run(String... arguments) throws Exception {
    return new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
        .run(arguments);
  }

  @Test
  void diffTellsTheEditAndThePatients() throws Exception {
    RulesCopy copy = new RulesCopy(temporary);
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    Path flips = temporary.resolve("flips.ndjson");
    Result result =
        run(
            "rules",
            "diff",
            "rules-drl",
            copy.rules().toString(),
            "--cases",
            CASE,
            "--flips",
            flips.toString());
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertTrue(
        result
            .out()
            .startsWith(
                "interval-face\n  number: the minimum: 28 days -> 35 days  (interval/face.drl:14)\n"),
        result.out());
    assertTrue(
        result.out().contains("still defer, earliest date 7 days later; by interval-face"),
        result.out());
    JsonNode flip = new JsonMapper().readTree(Files.readString(flips));
    assertEquals("2026-11-28", flip.path("earliestAfter").stringValue());
    Result same = run("rules", "diff", "rules-drl", "rules-drl", "--format", "json");
    assertEquals(0, new JsonMapper().readTree(same.out()).path("changes").size());
  }

  @Test
  void whatIsWrongIsALine() throws Exception {
    Result revision = run("rules", "diff", "no-such-revision", "rules-drl");
    assertEquals(3, revision.code());
    assertEquals(1, revision.err().lines().count(), revision.err());
    Result rule = run("rules", "explain", CASE, "P99");
    assertEquals(2, rule.code());
    assertTrue(rule.err().contains("no rule is called 'P99'"), rule.err());
    Result book = run("rules", "book", "-o", temporary.resolve("book.pdf").toString());
    assertEquals(2, book.code());
    RulesCopy copy = new RulesCopy(temporary);
    copy.edit("rules-drl/interval/face.drl", "earlierClass", "earlierClas");
    Result broken = run("rules", "diff", "rules-drl", copy.rules().toString());
    assertEquals(4, broken.code());
    assertTrue(broken.err().startsWith(copy.rules() + "/interval/face.drl:20:15: "), broken.err());
  }

  @Test
  void explainAndBook() throws Exception {
    Result explained = run("rules", "explain", CASE, "P22", "--near", "--format", "json");
    assertEquals("", explained.err());
    JsonNode json = new JsonMapper().readTree(explained.out());
    assertEquals("interval-shallow", json.path("explanations").path(0).path("rule").stringValue());
    assertEquals(false, json.path("explanations").path(0).path("spoke").booleanValue());
    assertEquals(10, json.path("near").size());
    Path page = temporary.resolve("book.html");
    Result book = run("rules", "book", "-o", page.toString());
    assertEquals("", book.err());
    assertEquals(0, book.code());
    assertTrue(Files.readString(page).contains("<article id=\"interval-face\""));
  }
}
