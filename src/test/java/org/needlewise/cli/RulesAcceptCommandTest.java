package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;

/** {@code rules test --accept}, as a reviewer calls it. */
class RulesAcceptCommandTest {
  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
    minimum("28", "35");
  }

  private void minimum(String from, String to) {
    copy.edit(
        "rules-drl/interval/face.drl",
        "@minimumDays(\"" + from + "\")",
        "@minimumDays(\"" + to + "\")");
  }

  private String face() throws IOException {
    return Files.readString(copy.cases().resolve("interval/face.yaml"));
  }

  /**
   * @param answer what is typed; null where standard input is no terminal
   */
  private Result test(String answer, String... arguments) throws Exception {
    NeedlewiseProcess process = new NeedlewiseProcess().in(folder);
    process.java("-Dneedlewise.home=" + folder);
    if (answer != null) {
      process.java("-Dneedlewise.typed=true").input(answer);
    }
    return process.run(
        Stream.concat(Stream.of("rules", "test"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** As rules-drl/README.md walks through it. */
  @Test
  void aNumberIsChangedAndAccepted() throws Exception {
    Result accepted = test(null, "--accept", "--yes");
    assertEquals("", accepted.err());
    assertEquals(0, accepted.code(), accepted.out());
    assertTrue(accepted.out().startsWith("FAILED "), accepted.out());
    assertTrue(
        accepted
            .out()
            .matches(
                """
                (?s).*
                41 expectations to write in 13 files: 0 verdicts lower, 12 higher\\.
                Written; run again:
                113 rules, \\d+ cases in .* s: all as expected\\.
                """),
        accepted.out());
    Result again = test(null);
    assertEquals(0, again.code(), again.out());
  }

  @Test
  void anythingButYesLeavesAllUntouched() throws Exception {
    String before = face();
    for (String answer : List.of("n\n", "\n", "", "yep\n")) {
      Result left = test(answer, "--accept", "interval-face");
      assertEquals("", left.err());
      assertEquals(4, left.code());
      assertTrue(left.out().endsWith(" higher.\nWrite them? [y/N] Nothing written.\n"), left.out());
      assertEquals(before, face());
    }
    Result written = test("Y\n", "--accept", "interval-face");
    assertEquals(0, written.code());
    assertTrue(
        written.out().contains("Write them? [y/N] Written; run again:\n1 rule, 24 cases in "),
        written.out());
    Result nothing = test("", "--accept", "interval-face");
    assertEquals(0, nothing.code());
    assertEquals(1, nothing.out().lines().count(), nothing.out());
  }

  @Test
  void whatDoesNotGoTogetherIsTold() throws Exception {
    String before = face();
    wrong(
        "--accept asks before it writes, and standard input is no terminal: add --yes", "--accept");
    wrong("--accept runs once: it has no --watch", "--accept", "--yes", "--watch");
    wrong(
        "--accept is for people: it has no --format json", "--accept", "--yes", "--format", "json");
    wrong("--yes answers --accept", "--yes");
    assertEquals(before, face());
  }

  private void wrong(String message, String... arguments) throws Exception {
    Result wrong = test(null, arguments);
    assertEquals(2, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains(message), wrong.err());
  }

  /** A rule that no longer fires in any case is for a person to see. */
  @Test
  void whatStillFailsIsTold() throws Exception {
    minimum("35", "28");
    copy.edit("rules-drl/depth/home-maximum.drl", "depthMm > 1.0", "depthMm > 99.0");
    Result silent = test(null, "--accept", "--yes", "depth-home-maximum");
    assertEquals(4, silent.code());
    assertTrue(silent.out().contains("Lower than expected so far:\n"), silent.out());
    String after = silent.out().substring(silent.out().indexOf("Written; run again:\n"));
    assertTrue(
        after.startsWith(
            """
            Written; run again:
            FAILED depth/home-maximum.yaml: fires
                the rule fires in none of its cases
            """),
        after);
    Result nothing = test(null, "--accept", "--yes", "depth-home-maximum");
    assertEquals(4, nothing.code());
    assertTrue(
        nothing.out().endsWith("Nothing to accept: this is not for a case file to say.\n"),
        nothing.out());
  }
}
