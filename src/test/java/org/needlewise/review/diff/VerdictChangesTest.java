package org.needlewise.review.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.load.RuleBase;

/** By how many days earliest dates move, at least and at most. */
class VerdictChangesTest {
  @TempDir private Path folder;
  private RulesCopy copy;
  private Path cases;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    copy.edit(
        "rules-drl/contraindication/keloid.drl",
        "@verdict(\"contraindicated\")",
        "@verdict(\"caution\")");
    copy.edit(
        "rules-drl/depth/professional-deep.drl", "@verdict(\"caution\")", "@verdict(\"proceed\")");
    cases = folder.resolve("cases.ndjson");
    Files.writeString(
        cases,
        // What proceeded and now defers: the first and the last such day, and between.
        line("thirty", "2026-10-21", "0.5", "")
            + line("thirty-four", "2026-10-17", "0.5", "")
            + line("twenty-eight", "2026-10-23", "0.5", "")
            + line("thirty-one", "2026-10-20", "0.5", "")
            + line("thirty-five", "2026-10-16", "0.5", "")
            // Deferred by both.
            + line("twenty-seven", "2026-10-24", "0.5", "")
            + line("twenty", "2026-10-31", "0.5", "")
            + line("keloid", "2020-10-16", "0.5", ",\"conditions\":[{\"code\":\"keloid\"}]")
            + line("deep", "2020-10-16", "2.01", ""));
  }

  private static String line(String id, String last, String depth, String patient) {
    return """
        {"id":"%s","asOf":"2026-11-20","patient":{"birthDate":"1985-07-02",\
        "pertinentNegatives":["all-screening-questions"]%s},"proposed":{"date":"2026-11-20",\
        "area":"face","depthMm":%s},"history":[{"date":"%s","area":"face","depthMm":0.5}]}
        """
        .formatted(id, patient, depth, last);
  }

  private VerdictChanges.Summary flips(Path before, Path after) throws IOException {
    return VerdictChanges.of(
        RuleBase.load(before, null), RuleBase.load(after, null), cases, 2, new ArrayList<>()::add);
  }

  @Test
  void theLeastAndTheMostDaysOfAGroup() throws IOException {
    Path shipped = Path.of("rules-drl");
    List<String> face = List.of("interval-face");
    List<String> keloid = List.of("contraindication-keloid");
    List<String> deep = List.of("depth-professional-deep");
    VerdictChanges.Summary forth = flips(shipped, copy.rules());
    assertEquals(
        List.of(
            new VerdictChanges.Group(
                "proceed",
                "defer",
                "later",
                face,
                4,
                1,
                7,
                "thirty",
                List.of(
                    "interval-face: the session of 2026-10-21 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days")),
            new VerdictChanges.Group(
                "defer",
                "defer",
                "later",
                face,
                2,
                7,
                7,
                "twenty-seven",
                List.of(
                    "interval-face: the session of 2026-10-24 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days")),
            new VerdictChanges.Group(
                "caution",
                "proceed",
                "same",
                deep,
                1,
                0,
                0,
                "deep",
                List.of("depth-professional-deep: /proposed/depthMm")),
            new VerdictChanges.Group(
                "contraindicated",
                "caution",
                "gained",
                keloid,
                1,
                0,
                0,
                "keloid",
                List.of("contraindication-keloid: /patient/conditions/0"))),
        forth.groups());
    assertEquals(
        """
        9 cases screened by both: 8 with another verdict or earliest date, 1 with other findings alone.
               4  proceed -> defer, earliest date 1 to 7 days later; by interval-face (as in thirty)
                  interval-face: the session of 2026-10-21 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days
               2  still defer, earliest date 7 days later; by interval-face (as in twenty-seven)
                  interval-face: the session of 2026-10-24 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days
               1  caution -> proceed; by depth-professional-deep (as in deep)
                  depth-professional-deep: /proposed/depthMm
               1  contraindicated -> caution, an earliest date where there was none; by \
        contraindication-keloid (as in keloid)
                  contraindication-keloid: /patient/conditions/0
        """,
        VerdictChanges.text(forth));
    VerdictChanges.Summary back = flips(copy.rules(), shipped);
    assertEquals(
        List.of(
            new VerdictChanges.Group(
                "defer",
                "proceed",
                "earlier",
                face,
                4,
                1,
                7,
                "thirty",
                List.of(
                    "interval-face: the session of 2026-10-21 (face, 0.5 mm, /history/0); the minimum: 35 days -> 28 days")),
            new VerdictChanges.Group(
                "defer",
                "defer",
                "earlier",
                face,
                2,
                7,
                7,
                "twenty-seven",
                List.of(
                    "interval-face: the session of 2026-10-24 (face, 0.5 mm, /history/0); the minimum: 35 days -> 28 days")),
            new VerdictChanges.Group(
                "caution",
                "contraindicated",
                "lost",
                keloid,
                1,
                0,
                0,
                "keloid",
                List.of("contraindication-keloid: /patient/conditions/0")),
            new VerdictChanges.Group(
                "proceed",
                "caution",
                "same",
                deep,
                1,
                0,
                0,
                "deep",
                List.of("depth-professional-deep: /proposed/depthMm"))),
        back.groups());
    // One alone, and by one day.
    Files.writeString(cases, line("thirty-four", "2026-10-17", "0.5", ""));
    assertEquals(
        List.of(
            new VerdictChanges.Group(
                "proceed",
                "defer",
                "later",
                face,
                1,
                1,
                1,
                "thirty-four",
                List.of(
                    "interval-face: the session of 2026-10-17 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days"))),
        flips(shipped, copy.rules()).groups());
  }

  /** In a folder; a file that is named itself may be anything that can be read. */
  @Test
  @Timeout(60)
  void ofAFolderPlainFilesAloneAreRead() throws Exception {
    Path all = Files.createDirectory(folder.resolve("all"));
    Files.copy(cases, all.resolve("cases.ndjson"));
    Files.createSymbolicLink(all.resolve("linked.ndjson"), cases);
    Files.createSymbolicLink(all.resolve("more"), folder);
    assumeTrue(new ProcessBuilder("mkfifo", all + "/pipe.yaml").start().waitFor() == 0);
    cases = all;
    VerdictChanges.Summary summary = flips(copy.rules(), copy.rules());
    assertEquals(9, summary.cases());
    assertEquals(3, summary.unreadable());
    assertEquals(
        all + "/linked.ndjson: found no plain file, expected a file of cases",
        summary.errors().get(0));
  }

  /** Of two sessions of different depths the one that governs is named, and the number. */
  @Test
  void ofTwoSessionsTheOneThatGoverns() throws IOException {
    Files.writeString(
        cases,
        """
        {"id":"two","asOf":"2026-11-20","patient":{"birthDate":"1985-07-02",\
        "pertinentNegatives":["all-screening-questions"]},"proposed":{"date":"2026-11-20",\
        "area":"face","depthMm":0.5},"history":[{"date":"2026-09-01","area":"face","depthMm":1.25},\
        {"date":"2026-10-22","area":"face","depthMm":0.5}]}
        """);
    assertEquals(
        """
        1 case screened by both: 1 with another verdict or earliest date, 0 with other findings alone.
               1  proceed -> defer, earliest date 6 days later; by interval-face (as in two)
                  interval-face: the session of 2026-10-22 (face, 0.5 mm, /history/1); the minimum: 28 days -> 35 days
        """,
        VerdictChanges.text(flips(Path.of("rules-drl"), copy.rules())));
  }
}
