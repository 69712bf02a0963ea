package org.needlewise.review.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.Limits;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.cases.SideBySide.Row;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.VerdictChanges;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.source.RuleSource;

class TrialsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final String FACE = "interval/face.drl";
  private static final String FACE_CASES = "interval/face.yaml";

  private static boolean never() {
    return false;
  }

  private static Trials trials;

  @TempDir Path temporary;

  @BeforeAll
  static void hold() {
    CaseGenerator generator = new CaseGenerator(1);
    trials =
        Trials.of(
            new Scope(RuleSource.of(Path.of("rules-drl")), Path.of("test-cases"), Set.of()),
            LongStream.range(0, 500).mapToObj(generator::caseAt).toList());
  }

  private static Trial tried(String from, String to) {
    return trials.of(
        FACE, edited(trials.rule(FACE), from, to), trials.casesOf(FACE), TODAY, TrialsTest::never);
  }

  private static String edited(String text, String from, String to) {
    assertTrue(text.contains(from), from);
    return text.replace(from, to);
  }

  private static List<String> told(Trial trial) {
    return trial.problems().stream().map(Diagnostic::toString).toList();
  }

  @Test
  void nothingEdited() {
    Trial trial =
        trials.of(FACE, trials.rule(FACE), trials.casesOf(FACE), TODAY, TrialsTest::never);
    assertEquals(List.of(), trial.problems());
    assertEquals(List.of(), trial.tests().failures());
    assertEquals(List.of(), trial.tests().others());
    assertEquals(trials.cases().checks().size(), trial.tests().cases());
    assertEquals(List.of(), trial.changes());
    assertEquals(0, trial.cases().flipped());
    assertEquals(0, trial.patients().flipped());
    assertEquals(500, trial.patients().cases());
    assertEquals("", trial.patch());
  }

  @Test
  void fiveWeeksInPlaceOfFour() {
    Trial trial = tried("@minimumDays(\"28\")", "@minimumDays(\"35\")");
    assertEquals(
        List.of(
            "definitions.yaml: warning: found the version 2026.12",
            "interval/face.drl:11:1: warning: found a changed rule (the minimum: 28 days -> 35"
                + " days) without a line at ## interval-face in CHANGELOG.md",
            "interval/face.drl:18:16: warning: found a review of 2026-11-20"),
        told(trial).stream().map(each -> each.replaceFirst(", .*", "")).toList());
    Outcome minimum =
        trial.tests().failures().stream()
            .filter(each -> each.name().equals("the minimum itself"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(
            new Row("verdict: proceed", "verdict: defer"),
            new Row(
                "interval: 28 days, 28 at least, 42 ideally",
                "interval: 28 days, 35 at least, 42 ideally"),
            new Row("earliestDate: none", "earliestDate: 2026-11-27")),
        minimum.sides().stream().filter(Row::differs).toList());
    assertTrue(minimum.why().endsWith("the minimum: 28 days -> 35 days"), minimum.why());
    assertTrue(minimum.failure().endsWith(minimum.why()));
    assertFalse(
        trial.tests().failures().stream().anyMatch(each -> each.name().startsWith("the ideal")));
    assertTrue(
        trial.tests().others().stream()
            .anyMatch(each -> each.file().equals("scenarios/one-day-short.yaml")));
    assertEquals(
        List.of(
            new Change(
                Change.Kind.NUMBER,
                "interval-face",
                FACE,
                14,
                "the minimum",
                "28 days",
                "35 days")),
        trial.changes());
    VerdictChanges.Group own =
        trial.cases().groups().stream()
            .filter(group -> group.example().equals("interval/face.yaml: the minimum itself"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("interval-face"), own.rules());
    assertEquals("proceed", own.verdictBefore());
    assertEquals("defer", own.verdictAfter());
    assertTrue(trial.patients().flipped() > 0);
  }

  @Test
  void aSlipOfThePen() {
    Trial trial = tried("@minimumDays(\"28\")", "@minimumDays(\"4 weeks\")");
    assertFalse(trial.ran());
    assertEquals(1, trial.problems().size(), () -> told(trial).toString());
    Diagnostic problem = trial.problems().get(0);
    assertEquals(List.of(14, 19), List.of(problem.line(), problem.column()));
    assertEquals("'4 weeks'", problem.found());
    assertTrue(trial.patch().contains("\n+    @minimumDays(\"4 weeks\")"));
  }

  @Test
  void theCasesAreTriedToo() {
    String cases = trials.casesOf(FACE);
    Trial wrong =
        trials.of(
            FACE,
            trials.rule(FACE),
            cases.replaceFirst("area: face, depthMm: 0.5}\n", "area: fase, depthMm: 0.5}\n"),
            TODAY,
            TrialsTest::never);
    assertEquals(
        List.of(
            "interval/face.yaml:8:42: /cases/0/case/proposed/area: found \"fase\", expected an area"
                + " (./needlewise codes --list areas); did you mean face?"),
        told(wrong));
    assertEquals(List.of(), wrong.tests().failures());
    Trial moved =
        trials.of(
            FACE,
            trials.rule(FACE),
            cases.replaceFirst("earliestDate: 2026-11-21", "earliestDate: 2026-11-22"),
            TODAY,
            TrialsTest::never);
    assertEquals(List.of(), told(moved));
    assertEquals(
        List.of("one day short of the minimum"),
        moved.tests().failures().stream().map(Outcome::name).toList());
    assertEquals(List.of(), moved.changes());
  }

  /** With the bytes that the files have: carriage returns, a byte-order mark. */
  @Test
  void thePatchIsForGit() throws IOException {
    RulesCopy copy = new RulesCopy(temporary);
    Path cases = copy.cases().resolve(FACE_CASES);
    Files.writeString(copy.rules().resolve(FACE), '\uFEFF' + trials.rule(FACE));
    Files.writeString(cases, trials.casesOf(FACE).replace("\n", "\r\n"));
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    Trials written = Trials.of(copy.scope(), List.of());
    Trial trial =
        written.of(
            FACE,
            edited(written.rule(FACE), "28", "35"),
            edited(written.casesOf(FACE), "one day short of the minimum", "a day short of it")
                .stripTrailing(),
            TODAY,
            TrialsTest::never);
    Path patch = temporary.resolve("edit.patch");
    Files.writeString(patch, trial.patch());
    git.git("apply", "--check", "edit.patch");
    git.git("apply", "edit.patch");
    assertEquals(
        '\uFEFF' + edited(trials.rule(FACE), "28", "35"),
        Files.readString(copy.rules().resolve(FACE)));
    assertEquals(
        edited(trials.casesOf(FACE), "one day short of the minimum", "a day short of it")
            .stripTrailing()
            .replace("\n", "\r\n"),
        Files.readString(cases));
    assertEquals(
        List.of("diff --git a/rules-drl/interval/face.drl b/rules-drl/interval/face.drl")
            .toString(),
        trial.patch().lines().limit(1).toList().toString());
  }

  @Test
  void casesThatNobodyHasWrittenYet() throws IOException {
    RulesCopy copy = new RulesCopy(temporary);
    Files.delete(copy.cases().resolve(FACE_CASES));
    Trials without = Trials.of(copy.scope(), List.of());
    assertEquals("", without.casesOf(FACE));
    Trial trial =
        without.of(FACE, without.rule(FACE), trials.casesOf(FACE), TODAY, TrialsTest::never);
    assertEquals(List.of(), trial.tests().failures());
    GitFolder git = new GitFolder(temporary);
    Files.writeString(temporary.resolve("edit.patch"), trial.patch());
    git.git("apply", "edit.patch");
    assertEquals(trials.casesOf(FACE), Files.readString(copy.cases().resolve(FACE_CASES)));
    assertEquals(
        List.of("no cases of interval-face, expected them in this file"),
        without
            .of(FACE, without.rule(FACE), "", TODAY, TrialsTest::never)
            .tests()
            .failures()
            .stream()
            .map(Outcome::failure)
            .toList());
  }

  /** What a draft would say, and to whom. */
  @Test
  void aDraftIsTriedAsIfItWereNone() throws IOException {
    RulesCopy copy = new RulesCopy(temporary);
    copy.draft();
    String file = "timing/feast.drl";
    Trials drafts = Trials.of(copy.scope(), List.of());
    Trial trial =
        drafts.of(file, drafts.rule(file), drafts.casesOf(file), TODAY, TrialsTest::never);
    assertEquals(
        List.of("names its rule", "the first day of the week", "the day before it"),
        trial.tests().own().stream().map(Outcome::name).toList());
    assertEquals(List.of(), trial.tests().failures());
    assertEquals(
        List.of("timing-feast"),
        trial.cases().groups().stream()
            .flatMap(group -> group.rules().stream())
            .distinct()
            .toList());
    Trial later =
        drafts.of(
            file,
            edited(drafts.rule(file), "!withinDays( 14 )", "!withinDays( 15 )"),
            drafts.casesOf(file),
            TODAY,
            TrialsTest::never);
    assertEquals(
        List.of("the first day of the week", "fires"),
        later.tests().failures().stream().map(Outcome::name).toList());
  }

  @Test
  void nothingIsWrittenAnywhere() throws IOException {
    RulesCopy copy = new RulesCopy(temporary);
    Trials held = Trials.of(copy.scope(), List.of());
    String before = RulesFolder.read(copy.rules()).fingerprint();
    Path cache = Path.of(System.getProperty("needlewise.cache"));
    List<Path> kept = listed(cache);
    held.of(FACE, edited(held.rule(FACE), "28", "31"), "", TODAY, TrialsTest::never);
    assertEquals(before, RulesFolder.read(copy.rules()).fingerprint());
    assertEquals(kept, listed(cache));
    // What becomes of the files later is another moment's.
    copy.edit("rules-drl/interval/face.drl", "28", "29");
    assertEquals(trials.rule(FACE), held.rule(FACE));
    Trial trial = held.of(FACE, held.rule(FACE), held.casesOf(FACE), TODAY, TrialsTest::never);
    assertEquals(List.of(), trial.changes());
  }

  private static List<Path> listed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** A rule that multiplies facts ends where a case's bound is, and says so. */
  @Test
  @EnabledIfSystemProperty(named = "needlewise.slow", matches = "true")
  void moreWorkThanACaseMayMake() {
    byte[] many =
        """
        {"id": "many", "asOf": "2026-11-20", "patient": {"birthDate": "1990-01-01",
          "conditions": [%s], "medications": [%s]},
         "proposed": {"date": "2026-11-20", "area": "cheeks", "depthMm": 0.5}}
        """
            .formatted(
                String.join(", ", Collections.nCopies(1100, "{\"code\": \"rosacea\"}")),
                IntStream.range(0, 1000)
                    .mapToObj(
                        i ->
                            "{\"code\": \"retinol\", \"status\": \"stopped\", \"lastTaken\": \"%s\"}"
                                .formatted(TODAY.minusDays(i + 3)))
                    .collect(Collectors.joining(", ")))
            .getBytes(StandardCharsets.UTF_8);
    Trials large =
        Trials.of(
            new Scope(RuleSource.of(Path.of("rules-drl")), temporary, Set.of()),
            List.of(
                new CaseFileReader(trials.rules().vocabulary())
                    .read(many, 0, many.length, Format.JSON, "")));
    String file = "depth/home-maximum.drl";
    Trial trial =
        large.of(
            file,
            edited(
                    large.rule(file),
                    "$p : Proposal( setting == \"home\", depthMm > 1.0 )",
                    """
                $p : Proposal( setting != "home" )
                    $c : Condition()
                    $m : Medication( code != $c.code )""")
                .replace(
                    "import org.needlewise.facts.Proposal",
                    """
                    import org.needlewise.facts.Condition
                    import org.needlewise.facts.Medication
                    import org.needlewise.facts.Proposal"""),
            "",
            TODAY,
            TrialsTest::never);
    assertFalse(trial.ran());
    assertEquals(
        List.of(
            "depth/home-maximum.drl: many: not evaluated: found … before its end, expected at most"
                + " 1,000,000 of them together"),
        told(trial).stream()
            .filter(each -> each.contains("not evaluated"))
            .map(each -> each.replaceFirst("found .*? before", "found … before"))
            .toList());
  }

  @Test
  void tooLongAndStopped() {
    String most = "x".repeat(Limits.DOCUMENT_BYTES);
    assertEquals(
        List.of("interval/face.drl: found a file of 1048577 bytes, expected at most 1048576 bytes"),
        told(trials.of(FACE, most + 'x', "", TODAY, TrialsTest::never)));
    assertEquals(
        List.of(
            "interval/face.yaml: found a file of 1048577 bytes, expected at most 1048576 bytes"),
        told(trials.of(FACE, trials.rule(FACE), most + 'x', TODAY, TrialsTest::never)));
    assertEquals(
        List.of("interval/face.drl:1:1"),
        told(trials.of(FACE, most, "", TODAY, TrialsTest::never)).stream()
            .filter(each -> each.startsWith(FACE))
            .map(each -> each.replaceFirst(": .*", ""))
            .toList());
    assertThrows(
        CancellationException.class,
        () -> trials.of(FACE, trials.rule(FACE), trials.casesOf(FACE), TODAY, () -> true));
  }
}
