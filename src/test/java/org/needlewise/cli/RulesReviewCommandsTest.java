package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.EditedRules;
import org.needlewise.review.GitFolder;
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
  void reviewIsAPageToSign() throws Exception {
    RulesCopy copy = new RulesCopy(temporary);
    NeedlewiseProcess there = new NeedlewiseProcess().java("-Dneedlewise.home=" + temporary);
    Result nothing = there.run("rules", "review");
    assertEquals(2, nothing.code());
    assertTrue(
        nothing.err().contains("is in no git working tree; name what to compare with"),
        nothing.err());
    GitFolder git = new GitFolder(temporary);
    git.commit("first");
    Path page = temporary.resolve("review.html");
    Result none = there.run("rules", "review", "-o", page.toString());
    assertEquals("", none.err());
    assertEquals(0, none.code());
    assertTrue(none.out().contains("\nBoth mean the same.\n"), none.out());
    assertTrue(Files.readString(page).contains("Nothing has changed: both mean the same."));
    Result unknown = there.run("rules", "review", "v9");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("git knows no revision v9"), unknown.err());

    copy.edit(
        "rules-drl/depth/professional-deep.drl", "@verdict(\"caution\")", "@verdict(\"proceed\")");
    Result edited = there.run("rules", "review", "--today", "2026-11-22", "-o", page.toString());
    assertEquals("", edited.err());
    assertEquals(0, edited.code());
    assertTrue(
        edited
            .out()
            .contains(
                "depth-professional-deep\n  verdict: the verdict: caution -> proceed"
                    + "  (depth/professional-deep.drl:13)\n1 change in meaning.\n"),
        edited.out());
    assertTrue(edited.out().contains("\nGenerated cases: 20000 cases screened by both: "));
    assertTrue(edited.out().contains("\n0 cases changed.\n"));
    String html = Files.readString(page);
    assertTrue(html.contains("<tr><td>verdict: the verdict</td><td>caution</td><td>proceed</td>"));
    assertTrue(html.contains("generate --seed 1 --count 20000"));
    // Against a folder that has no cases beside it: the same change, and no word of cases.
    Path bare = temporary.resolve("bare");
    Files.createDirectory(bare);
    new EditedRules(bare.resolve("rules-drl"));
    Result folder = there.run("rules", "review", "bare/rules-drl", "--today", "2026-11-22");
    assertEquals(2, folder.code()); // not below where the command runs
    folder = there.run("rules", "review", bare + "/rules-drl", "--today", "2026-11-22");
    assertEquals(
        edited.out().replaceFirst("HEAD", bare + "/rules-drl").replace("0 cases changed", "What"),
        folder.out().replace("What cases there were is not known", "What"));

    copy.edit("rules-drl/depth/professional-deep.drl", "setting ==", "setting2 ==");
    Result broken = there.run("rules", "review");
    Result check = there.run("rules", "check");
    assertEquals(4, broken.code());
    assertEquals("", broken.out());
    assertEquals(
        check.out().lines().filter(line -> !line.contains(" rules checked ")).toList(),
        broken.err().lines().toList());
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
