package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases and overlays in a batch, and a folder of releases, of which each case has its own. */
class ReleasesTest {
  @TempDir Path folder;
  private RulesCopy copy;

  /** In effect from 2026-11-01 and, with five weeks on the face, from 2026-11-21. */
  private Path sets;

  @BeforeEach
  void release() throws IOException {
    copy = new RulesCopy(folder);
    sets = Files.createDirectory(folder.resolve("sets"));
    copy.release(sets.resolve("b-first.tar"), LocalDate.of(2026, 11, 1));
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    copy.edit("rules-drl/definitions.yaml", "\"2026.12\"", "\"2026.13\"");
    copy.edit(
        "rules-drl/vocabulary.yaml",
        "\nconditions:\n",
        "\nconditions:\n  - {code: hidradenitis}\n");
    copy.release(sets.resolve("a-second.tar"), LocalDate.of(2026, 11, 21));
  }

  /** 29 days after a session on the face: four weeks have gone by, five have not. */
  private static String line(String asOf, String patient) {
    return """
        {"id":"%s","asOf":"%s","patient":{"birthDate":"1985-07-02",\
        "pertinentNegatives":["all-screening-questions"]%s},"proposed":{"date":"2026-11-22",\
        "area":"face","depthMm":0.5},"history":[{"date":"2026-10-24","area":"face","depthMm":0.5}]}
        """
        .formatted(asOf + patient.length(), asOf, patient);
  }

  private Path cases(String... lines) throws IOException {
    return Files.writeString(folder.resolve("cases.ndjson"), String.join("", lines));
  }

  /** Day, verdict, version, whether in effect. */
  private static List<String> told(String rows) {
    List<String> told = new ArrayList<>();
    for (String row : rows.lines().toList()) {
      JsonNode report = new JsonMapper().readTree(row);
      JsonNode rules = report.get("ruleSet");
      told.add(
          String.join(
              " ",
              report.get("asOf").stringValue(),
              report.get("verdict").stringValue(),
              rules.get("version").stringValue(),
              rules.path("inEffect").asString("true")));
    }
    return told;
  }

  /** The rows of a batch, which are those of single screenings. */
  private String batch(Path cases, String... options) throws Exception {
    Path out = folder.resolve("out.ndjson");
    List<String> command =
        new ArrayList<>(List.of("batch", cases.toString(), "-o", out.toString(), "--force", "-q"));
    command.addAll(List.of(options));
    Result done = run(command.toArray(String[]::new));
    assertEquals("", done.err());
    assertEquals(ExitCode.DONE, done.code());
    List<String> one = new ArrayList<>(List.of("screen", "--format", "json", cases.toString()));
    one.addAll(List.of(options));
    Result screened = run(one.toArray(String[]::new));
    String rows = Files.readString(out);
    assertEquals(screened.out(), rows);
    return rows;
  }

  private Result run(String... arguments) throws Exception {
    return new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + folder, "-Dneedlewise.cache=" + folder.resolve("cache"))
        .run(arguments);
  }

  @Test
  void eachCaseHasTheSetThatIsInEffectOnItsDay() throws Exception {
    Path cases =
        cases(
            line("2026-11-22", ""),
            line("2026-11-20", ""),
            line("2026-11-21", ""),
            line("2026-11-01", ""),
            line("2026-10-31", ""));
    assertEquals(
        List.of(
            "2026-11-22 defer 2026.13 true",
            "2026-11-20 proceed 2026.12 true",
            "2026-11-21 defer 2026.13 true",
            "2026-11-01 proceed 2026.12 true",
            "2026-10-31 proceed 2026.12 false"),
        told(batch(cases, "--rules", sets.toString())));
    // On one day all have the same.
    assertEquals(
        List.of("2026-11-20 proceed 2026.12 true"),
        told(batch(cases, "--rules", sets.toString(), "--as-of", "2026-11-20")).stream()
            .distinct()
            .toList());
    Result page = run("screen", "--evidence", "--rules", sets.toString(), cases.toString());
    assertTrue(page.out().contains("\nRule set 2026.12 "), page.out());
    assertTrue(page.out().contains("\nRule set 2026.13 "), page.out());
  }

  /** Each case is read with the words of its own day. */
  @Test
  void aCodeThatOnlyOneOfThemKnows() throws Exception {
    String has = ",\"conditions\":[{\"code\":\"hidradenitis\"}]";
    assertEquals(
        List.of("2026-11-21 defer 2026.13 true"),
        told(batch(cases(line("2026-11-21", has)), "--rules", sets.toString())));
    Result unknown =
        run(
            "screen",
            "--rules",
            sets.toString(),
            cases(line("2026-11-20", has), line("2026-11-20", ""), "{\n").toString());
    assertEquals(ExitCode.BAD_INPUT, unknown.code());
    assertTrue(
        unknown.err().contains("/patient/conditions/0/code: found \"hidradenitis\""),
        unknown.err());
    assertTrue(unknown.out().contains("Rule set 2026.12 "), unknown.out());
  }

  @Test
  void whatIsRefused() throws Exception {
    Path cases = cases(line("2026-11-20", ""));
    Result one = run("rules", "check", "--rules", sets.toString());
    assertEquals(ExitCode.BAD_RULES, one.code());
    assertEquals(sets + ": found a folder of releases, expected one of them\n", one.err());
    Files.copy(sets.resolve("a-second.tar"), sets.resolve("c.tar"));
    Files.writeString(sets.resolve("third.tar.gz"), "");
    Files.writeString(sets.resolve("a-second.tar.anna.sig"), "");
    Result two = run("screen", "--rules", sets.toString(), cases.toString());
    assertEquals(ExitCode.BAD_RULES, two.code());
    assertEquals(
        """
        c.tar: found rules in effect from 2026-11-21, as a-second.tar is, expected a release for each day of effect, and signatures
        third.tar.gz: found neither an archive SET.tar nor a signature of one, expected a release for each day of effect, and signatures
        """,
        two.err().replace(sets + "/", ""));
    Files.delete(sets.resolve("c.tar"));
    Files.delete(sets.resolve("third.tar.gz"));
    byte[] bytes = Files.readAllBytes(sets.resolve("b-first.tar"));
    bytes[600] ^= 1;
    Files.write(sets.resolve("b-first.tar"), bytes);
    // Though the case is of the other one's day.
    Result altered =
        run("batch", cases.toString(), "--rules", sets.toString(), "-o", folder + "/o.ndjson");
    assertEquals(ExitCode.BAD_RULES, altered.code());
    assertTrue(altered.err().startsWith(sets + "/b-first.tar: found "), altered.err());
  }

  @Test
  void aReleaseAndAnOverlayInABatch() throws Exception {
    Path cases = cases(line("2026-11-20", ""), line("2026-11-21", ""));
    String second = sets.resolve("a-second.tar").toString();
    assertEquals(
        List.of("2026-11-20 defer 2026.13 false", "2026-11-21 defer 2026.13 true"),
        told(batch(cases, "--rules", second)));
    String first = sets.resolve("b-first.tar").toString();
    assertEquals(
        List.of("2026-11-20 proceed 2026.12 true", "2026-11-21 proceed 2026.12 true"),
        told(batch(cases, "--rules", first)));
    Path overlay = folder.resolve("clinic.yaml");
    Files.writeString(
        overlay,
        """
        name: clinic
        base: "%s"
        changes:
          - rule: interval-face
            parameter: minimumDays
            from: 28
            to: 30
            reason: Our patients heal slowly.
            evidence: [L073]
        """
            .formatted(digest(batch(cases, "--rules", first))));
    String overlaid = batch(cases, "--rules", first, "--overlay", overlay.toString());
    assertEquals(
        List.of("2026-11-20 defer 2026.12 true", "2026-11-21 defer 2026.12 true"), told(overlaid));
    assertTrue(
        overlaid.lines().allMatch(row -> row.matches(".*\"overlay\":\"clinic [0-9a-f]{8}\".*")),
        overlaid);
    // Upon each of a folder, or upon none of them.
    Result conflict =
        run(
            "batch",
            cases.toString(),
            "--rules",
            sets.toString(),
            "--overlay",
            overlay.toString(),
            "-o",
            folder + "/o.ndjson");
    assertEquals(ExitCode.BAD_RULES, conflict.code());
    assertTrue(conflict.err().contains("clinic.yaml:4:5: /changes/0: found a conflict"));
  }

  private static String digest(String rows) {
    return new JsonMapper()
        .readTree(rows.lines().toList().get(0))
        .get("ruleSet")
        .get("digest")
        .stringValue()
        .substring(0, 8);
  }
}
