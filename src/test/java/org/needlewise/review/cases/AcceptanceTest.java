package org.needlewise.review.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.RulesCopy;

/** What was found becomes what is expected, and nothing else of a case file changes. */
class AcceptanceTest {
  private static final String FACE = "rules-drl/interval/face.drl";
  private static final String CASES = "test-cases/interval/face.yaml";
  private static final String PATIENT =
      "asOf: 2026-11-20, patient: {birthDate: 1990-01-01, pertinentNegatives:"
          + " [all-screening-questions]}, proposed: {date: 2026-11-20, area: face, depthMm: 0.5}";

  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private Map<String, String> cases() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(copy.cases())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(
            copy.cases().relativize(file).toString(),
            new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return texts;
  }

  private void minimum(String from, String to) {
    copy.edit(FACE, "@minimumDays(\"" + from + "\")", "@minimumDays(\"" + to + "\")");
  }

  /** The cases of the face, in place of the shipped ones. */
  private void face(String text) throws IOException {
    Files.writeString(folder.resolve(CASES), text.replace("PATIENT", PATIENT));
  }

  private String face() throws IOException {
    return Files.readString(folder.resolve(CASES)).replace(PATIENT, "PATIENT");
  }

  /** Accepts all of the face, which is as expected afterwards. */
  private Acceptance acceptFace() throws IOException {
    RuleTestRun test = new RuleTestRun(copy.scope("interval-face"));
    Acceptance acceptance = test.acceptance();
    acceptance.write();
    assertTrue(test.run().failures().isEmpty(), test.run().text());
    assertTrue(test.acceptance().isEmpty());
    return acceptance;
  }

  @Test
  void aNumberThereAndBack() throws IOException {
    Map<String, String> before = cases();
    RuleTestRun test = new RuleTestRun(copy.scope());
    assertTrue(test.acceptance().isEmpty());
    minimum("28", "35");
    assertEquals(41, test.run().failures().size());
    Acceptance stricter = test.acceptance();
    assertFalse(stricter.isEmpty());
    assertEquals(
        "41 expectations to write in 13 files: 0 verdicts lower, 12 higher.\n", stricter.summary());
    stricter.write();
    RuleTestRun.Result result = test.run();
    assertTrue(result.sound(), result.text());
    String minimum =
        """
              - {verdict: defer, because: [/history/0], earliestDate: 2026-11-27, interval: {observedDays: 28, minimumDays: 35, idealDays: 42}}
          - name: a day after the minimum
        """;
    assertTrue(face().contains(minimum), face());
    minimum("35", "28");
    Acceptance looser = test.acceptance();
    assertTrue(
        looser.summary().startsWith("Lower than expected so far:\n    interval/face.yaml: "),
        looser.summary());
    assertTrue(
        looser.summary().contains("    interval/face.yaml: the minimum itself: defer -> proceed\n"),
        looser.summary());
    assertTrue(
        looser
            .summary()
            .endsWith("41 expectations to write in 13 files: 12 verdicts lower, 0 higher.\n"),
        looser.summary());
    looser.write();
    assertEquals(before, cases());
  }

  @Test
  void onlyWhatWasAskedFor() throws IOException {
    Map<String, String> before = cases();
    minimum("28", "35");
    acceptFace();
    Map<String, String> after = cases();
    before.put("interval/face.yaml", after.get("interval/face.yaml"));
    assertEquals(before, after);
  }

  @Test
  void keepsCommentsAndLayout() throws IOException {
    face(
        """
        # all of the face
        rule: interval-face   # P25
        cases:
          - name: "a block"  # kept: é, 😀
            case: {id: a, PATIENT, history: [{date: 2026-10-23, area: face, depthMm: 0.5}]}
            expect:
              # above the finding
              - verdict: 'proceed'   # behind the verdict
                # above the place
                because:
                  - /history/0  # the only one
                interval:   # in days
                  observedDays: 28
                  minimumDays: 28  # the minimum
                  idealDays: 42
          - name: brackets over several lines
            case: {id: b, PATIENT, history: [{date: 2026-10-24, area: face, depthMm: 0.5}]}
            expect: [{
                "earliestDate": "2026-11-21",  # the day after
                verdict: defer, because: [ /history/0 ], # one
                interval: {observedDays: 27, minimumDays: 28, idealDays: 42 } } ]  # done
            earliest: 2026-11-21 # and the report's
            questions: []
        # the end""");
    minimum("28", "35");
    Acceptance acceptance = acceptFace();
    assertEquals(
        "2 expectations to write in 1 file: 0 verdicts lower, 1 higher.\n", acceptance.summary());
    assertEquals(
        """
        # all of the face
        rule: interval-face   # P25
        cases:
          - name: "a block"  # kept: é, 😀
            case: {id: a, PATIENT, history: [{date: 2026-10-23, area: face, depthMm: 0.5}]}
            expect:
              # above the finding
              - verdict: 'defer'   # behind the verdict
                # above the place
                because:
                  - /history/0  # the only one
                earliestDate: 2026-11-27
                interval:   # in days
                  observedDays: 28
                  minimumDays: 35  # the minimum
                  idealDays: 42
          - name: brackets over several lines
            case: {id: b, PATIENT, history: [{date: 2026-10-24, area: face, depthMm: 0.5}]}
            expect: [{
                "earliestDate": "2026-11-28",  # the day after
                verdict: defer, because: [ /history/0 ], # one
                interval: {observedDays: 27, minimumDays: 35, idealDays: 42 } } ]  # done
            earliest: 2026-11-28 # and the report's
            questions: []
        # the end""",
        face());
    minimum("35", "20");
    acceptance = acceptFace();
    assertEquals(
        """
        Lower than expected so far:
            interval/face.yaml: a block: defer -> proceed
            interval/face.yaml: brackets over several lines: defer -> proceed
        2 expectations to write in 1 file: 2 verdicts lower, 0 higher.
        """,
        acceptance.summary());
    assertEquals(
        """
        # all of the face
        rule: interval-face   # P25
        cases:
          - name: "a block"  # kept: é, 😀
            case: {id: a, PATIENT, history: [{date: 2026-10-23, area: face, depthMm: 0.5}]}
            expect:
              # above the finding
              - verdict: 'proceed'   # behind the verdict
                # above the place
                because:
                  - /history/0  # the only one
                interval:   # in days
                  observedDays: 28
                  minimumDays: 20  # the minimum
                  idealDays: 42
          - name: brackets over several lines
            case: {id: b, PATIENT, history: [{date: 2026-10-24, area: face, depthMm: 0.5}]}
            expect: [{
                # the day after
                verdict: proceed, because: [ /history/0 ], # one
                interval: {observedDays: 27, minimumDays: 20, idealDays: 42 } } ]  # done
            earliest: 2026-11-20 # and the report's
            questions: []
        # the end"""
            .replace("        # the day after", "          # the day after"),
        face());
  }

  @Test
  void findingsComeAndGo() throws IOException {
    String silent =
        """
        rule: interval-face
        cases:
          - name: fires
            case: {id: a, PATIENT, history: [{date: 2026-11-10, area: face, depthMm: 0.5}]}
            expect: [{verdict: defer, because: [/history/0], earliestDate: 2026-12-08, interval: {observedDays: 10, minimumDays: 28, idealDays: 42}}]
          - name: below
            case: {id: b, PATIENT, history: [{date: 2026-10-09, area: face, depthMm: 0.5}]}
            expect: []  # from the ideal on
          - {name: in brackets, case: {id: c, PATIENT, history: [{date: 2026-10-09, area: face, depthMm: 0.5}]}, expect: []}
        """;
    face(silent);
    copy.edit(FACE, "@idealDays(\"42\")", "@idealDays(\"43\")");
    acceptFace();
    String finding =
        "{verdict: proceed, because: [/history/0], interval: {observedDays: 42, minimumDays: 28,"
            + " idealDays: 43}}";
    assertEquals(
        silent
            .replace("idealDays: 42", "idealDays: 43")
            .replace(
                "expect: []  # from the ideal on",
                "expect:  # from the ideal on\n      - " + finding)
            .replace("expect: []}", "expect: [" + finding + "]}"),
        face());
    copy.edit(FACE, "@idealDays(\"43\")", "@idealDays(\"42\")");
    acceptFace();
    assertEquals(silent, face());
  }

  @Test
  void foldsAMessageAsItWasFolded() throws IOException {
    String text =
        """
        rule: interval-face
        cases:
          - name: narrow
            case: {id: a, PATIENT, history: [{date: 2026-10-24, area: face, depthMm: 0.5}]}
            expect:
              - verdict: defer
                because: [/history/0]
                earliestDate: 2026-11-21
                interval: {observedDays: 27, minimumDays: 28, idealDays: 42}
                message: >-   # as the report says it
                  Day 27 after the session of 2026-10-24 (face,
                  0.5 mm). The face needs 28 days at least,
                  ideally 42: not before 2026-11-21. Book for
                  2026-11-21 or later.
          - name: on a line
            case: {id: b, PATIENT, history: [{date: 2026-10-24, area: face, depthMm: 0.5}]}
            expect:
              - verdict: defer
                because: [/history/0]
                message: "Day 27 after the session of 2026-10-24 (face, 0.5 mm). The face needs 28 days at least, ideally 42: not before 2026-11-21. Book for 2026-11-21 or later."
                earliestDate: 2026-11-21
                interval: {observedDays: 27, minimumDays: 28, idealDays: 42}
        """
            .replace("\n", "\r\n");
    face(text);
    assertTrue(new RuleTestRun(copy.scope("interval-face")).run().failures().isEmpty());
    minimum("28", "30");
    acceptFace();
    assertEquals(
        text.replace("needs 28", "needs 30")
            .replace("2026-11-21", "2026-11-23")
            .replace("minimumDays: 28", "minimumDays: 30"),
        face());
    minimum("30", "27");
    acceptFace();
    assertEquals(
        """
                message: >-   # as the report says it
                  Day 27 after the session of 2026-10-24 (face,
                  0.5 mm). The face: the 27 days needed have
                  passed; ideal is 42, from 2026-12-05. Prefer
                  2026-12-05 or later.
          - name: on a line
        """
            .replace("\n", "\r\n"),
        face()
            .substring(face().indexOf("        message: >-"), face().indexOf("    case: {id: b")));
  }

  /** A finding that changes its place takes its comment and its message with it. */
  @Test
  void aScenarioIsPutInItsNewOrder() throws IOException {
    String file = "test-cases/scenarios/deeper-and-sooner-at-home.yaml";
    copy.edit(file, "    - policy: P25\n", "    # the face\n    - policy: P25  # its row\n");
    String before = Files.readString(folder.resolve(file));
    minimum("28", "35");
    Acceptance acceptance = new RuleTestRun(copy.scope("scenarios")).acceptance();
    acceptance.write();
    String after = Files.readString(folder.resolve(file));
    String moved =
        """
            # the face
            - policy: P25  # its row
              category: interval
              verdict: defer
              earliestDate: 2026-11-25
              because: [/history/1]
              evidence: [L073]
              interval: {observedDays: 30, minimumDays: 35, idealDays: 42}
            - policy: P46
        """;
    assertTrue(after.contains(moved), after);
    assertTrue(new RuleTestRun(copy.scope("scenarios")).run().sound());
    minimum("35", "28");
    new RuleTestRun(copy.scope("scenarios")).acceptance().write();
    assertEquals(before, Files.readString(folder.resolve(file)));
  }

  @Test
  void leavesAloneWhatNoExpectationCanSay() throws IOException {
    minimum("28", "35");
    copy.edit(CASES, "id: t1\n      asOf:", "id: t1\n      asof:");
    RuleTestRun test = new RuleTestRun(copy.scope("interval-face"));
    assertFalse(test.run().failures().isEmpty());
    assertTrue(test.acceptance().isEmpty(), "one of its cases cannot be read");
    copy.edit(CASES, "asof:", "asOf:");
    copy.edit(CASES, "rule: interval-face", "rule: interval-nose");
    assertTrue(test.acceptance().isEmpty(), "it has no rule");
  }

  @Test
  void writesAllOrNothing() throws IOException {
    minimum("28", "35");
    RuleTestRun test = new RuleTestRun(copy.scope());
    Acceptance acceptance = test.acceptance();
    Map<String, String> before = cases();
    Path file = folder.resolve(CASES);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    refused(acceptance, file + ": found a file that is read-only");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.writeString(file, "\n# edited meanwhile\n", UTF_8, StandardOpenOption.APPEND);
    refused(acceptance, file + ": found a file that has been changed since it was read");
    Files.delete(file);
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, before.get("interval/face.yaml"));
    Files.createSymbolicLink(file, other);
    refused(acceptance, file + ": found a link");
    Files.delete(file);
    Files.move(other, file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(before, cases());
    acceptance.write();
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(before.keySet(), cases().keySet(), "nothing lies beside them");
    assertTrue(test.run().sound());
  }

  private static void refused(Acceptance acceptance, String message) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, acceptance::write);
    assertEquals(
        message + ", expected a file to write to; no file has been written",
        refused.problems().get(0).toString());
  }
}
