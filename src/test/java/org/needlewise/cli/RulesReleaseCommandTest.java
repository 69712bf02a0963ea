package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;

/** A release from the folder to the report. */
class RulesReleaseCommandTest {
  private static final String CASE = "test-cases/examples/one-day-short.yaml";
  private static final String[] RELEASE = {
    "rules", "release", "-o", "SET.tar", "--effective", "2026-11-21", "--author", "otto"
  };

  @TempDir Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private Result run(String... arguments) throws Exception {
    return new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + folder, "-Dneedlewise.cache=" + folder.resolve("cache"))
        .in(folder)
        .run(arguments);
  }

  private void raiseVersion() {
    copy.edit("rules-drl/definitions.yaml", "version: \"2026.12\"", "version: \"2027.01\"");
  }

  @Test
  void whatIsRefused() throws Exception {
    copy.edit("rules-drl/preparation/sun.drl", "@status(\"active\")", "@status(\"draft\")");
    copy.edit("rules-drl/manifest.yaml", "  - preparation-sun\n", "");
    copy.edit("test-cases/interval/face.yaml", "verdict: defer", "verdict: caution");
    Result result = run(RELEASE);
    assertEquals(ExitCode.BAD_RULES, result.code());
    assertEquals(
        """
        rules-drl/definitions.yaml: found the version 2026.12, which has been released, expected the next one
        rules-drl/preparation/sun.drl: found a draft, expected an active rule, or --with-drafts
        test-cases: found cases that are not as expected (./needlewise rules test shows them), expected all as expected
        """,
        result.err().replace(folder + "/", ""));
    assertFalse(Files.exists(folder.resolve("SET.tar")));
  }

  @Test
  void madeSignedAndUsed() throws Exception {
    raiseVersion();
    String before = Files.readString(copy.rules().resolve("manifest.yaml"));
    Result made = run(RELEASE);
    assertEquals("", made.err());
    assertTrue(
        made.out()
            .matches(
                "SET\\.tar: version 2027\\.01, in effect from 2026-11-21, \\d+ rules, \\d+ cases,"
                    + " all as expected\\.\n"),
        made.out());
    assertFalse(Files.readString(copy.rules().resolve("manifest.yaml")).equals(before));
    assertTrue(run(RELEASE).err().contains("SET.tar: found exists already"));
    byte[] bytes = Files.readAllBytes(folder.resolve("SET.tar"));
    Files.move(folder.resolve("SET.tar"), folder.resolve("first.tar"));
    assertTrue(run(RELEASE).err().contains("which has been released"), "the same version again");
    Files.writeString(copy.rules().resolve("manifest.yaml"), before);
    assertEquals(ExitCode.DONE, run(RELEASE).code());
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("SET.tar")), "the same bytes");

    Result unsigned = run("screen", "--rules", "SET.tar", CASE);
    assertEquals("", unsigned.err());
    assertTrue(
        unsigned.out().startsWith("These rules are in effect from 2026-11-21, which is not"));
    assertTrue(unsigned.out().contains("Rule set 2027.01 "), unsigned.out());
    assertTrue(unsigned.out().endsWith(", unsigned rules\n"), unsigned.out());

    Path trust = Files.createDirectory(folder.resolve("trust"));
    Files.writeString(trust.resolve("policy.yaml"), "approvals: 1\n");
    Path key = folder.resolve("key");
    assumeTrue(runs("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    Files.writeString(
        trust.resolve("allowed_signers"), "anna " + Files.readString(folder.resolve("key.pub")));
    Result missing = run("screen", "--rules", "SET.tar", "--trust", "trust", CASE);
    assertEquals(ExitCode.BAD_RULES, missing.code());
    assertEquals(
        "SET.tar: found no signature, expected signatures beside it: SET.tar.NAME.sig\n",
        missing.err());
    assertTrue(
        runs(
            "ssh-keygen",
            "-q",
            "-Y",
            "sign",
            "-n",
            "needlewise-rules",
            "-f",
            key.toString(),
            folder.resolve("SET.tar").toString()));
    Files.move(folder.resolve("SET.tar.sig"), folder.resolve("SET.tar.anna.sig"));
    Result page = run("screen", "--rules", "SET.tar", "--trust", "trust", CASE);
    assertTrue(page.out().endsWith(", signed\n"), page.out() + page.err());
    Result json =
        run(
            "screen",
            "--rules",
            "SET.tar",
            "--trust",
            "trust",
            "--format",
            "json",
            "--as-of",
            "2026-11-21",
            CASE);
    assertTrue(json.out().contains("\",\"signed\":true},\"advisory\""), json.out());
    Result early =
        run("screen", "--rules", "SET.tar", "--trust", "trust", "--format", "json", CASE);
    assertTrue(early.out().contains("\"signed\":true,\"inEffect\":false},"), early.out());
    Result foreign = run("screen", "--rules", "rules-drl", "--trust", "trust", CASE);
    assertEquals(ExitCode.BAD_RULES, foreign.code());
    assertEquals(
        "rules-drl: found rules that nobody can sign, expected an archive SET.tar\n",
        foreign.err());
  }

  /** The manifest of the folder tells of each file, so that what has changed since is known. */
  @Test
  void aRuleThatChangedHasItsLine() throws Exception {
    raiseVersion();
    assertEquals(ExitCode.DONE, run(RELEASE).code());
    copy.edit("rules-drl/definitions.yaml", "version: \"2027.01\"", "version: \"2027.02\"");
    copy.edit("rules-drl/interval/face.drl", "Facial skin", "The skin of a face");
    Files.delete(folder.resolve("SET.tar"));
    assertEquals(
        "rules-drl/CHANGELOG.md: found no line of 2027.02 at ## interval-face, which has changed,"
            + " expected what has changed of it, and why\n",
        run(RELEASE).err().replace(folder + "/", ""));
    copy.edit(
        "rules-drl/CHANGELOG.md",
        "## interval-face\n",
        "## interval-face\n\n- 2027-01-15, 2027.02: other words\n  in its \"head\".\n");
    Result made = run(RELEASE);
    assertEquals("", made.err());
    String manifest = Files.readString(copy.rules().resolve("manifest.yaml"));
    assertTrue(
        manifest.contains("  - \"interval-face: other words in its \\\"head\\\".\"\n"), manifest);
    assertTrue(manifest.matches("(?s).*\nsupersedes: \"[0-9a-f]{64}\"\n.*"), manifest);
  }

  private static boolean runs(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
