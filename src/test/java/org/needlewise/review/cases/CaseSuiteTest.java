package org.needlewise.review.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.rulebase.load.RuleBase;

/** What the suite says of cases that are wrong, run against the shipped rules. */
class CaseSuiteTest {
  private static final String KELOID =
      """
        - name: keloid
          case:
            id: k
            patient:
              birthDate: 1990-01-01
              conditions: [{code: keloid}]
              pertinentNegatives: [all-screening-questions]
            proposed: {date: 2026-11-20, area: face, depthMm: 1.0}
      """;

  private static RuleBase base;
  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    base = RuleBase.load(Path.of("rules-drl"));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<Outcome> outcomes(String file) throws IOException {
    return CaseSuite.read(folder, base.vocabulary()).run(base).stream()
        .filter(outcome -> outcome.file().equals(file))
        .toList();
  }

  private void keloid(String rest) throws IOException {
    write(
        "contraindication/keloid.yaml", "rule: contraindication-keloid\ncases:\n" + KELOID + rest);
  }

  @Test
  void passesWhatIsAsExpected() throws IOException {
    keloid("    expect: [{verdict: contraindicated, because: [/patient/conditions/0]}]\n");
    assertEquals(
        List.of(
            new Outcome("contraindication/keloid.yaml", "names its rule", ""),
            new Outcome("contraindication/keloid.yaml", "keloid", "")),
        outcomes("contraindication/keloid.yaml"));
  }

  @Test
  void showsExpectedBesideFound() throws IOException {
    keloid(
        """
            earliest: 2026-11-20
            expect:
              - verdict: caution
                because: [/patient/conditions/0]
                message: Keloid.
        """);
    assertEquals(
        """
          expected                       | found
          finding 1                      | finding 1
        * verdict: caution               | verdict: contraindicated
          because: /patient/conditions/0 | because: /patient/conditions/0
          evidence: L025                 | evidence: L025
          interval: none                 | interval: none
          earliestDate: none             | earliestDate: none
        * message: Keloid.               | message: Keloid scarring in the history, stated as
                                         |     active. Do not needle; refer to a dermatologist.
        * earliest: 2026-11-20           | earliest: none
        """,
        outcomes("contraindication/keloid.yaml").get(1).failure());
  }

  @Test
  void showsAFindingThatIsMissingOrOneTooMany() throws IOException {
    keloid(
        """
            expect:
              - {verdict: contraindicated, because: [/patient/conditions/0]}
              - {verdict: contraindicated, because: [/patient/conditions/1]}
        """);
    assertTrue(
        outcomes("contraindication/keloid.yaml")
            .get(1)
            .failure()
            .contains("* verdict: contraindicated       |"));
    keloid("    expect: []\n");
    String failure = outcomes("contraindication/keloid.yaml").get(1).failure();
    assertTrue(failure.contains("* no finding | verdict: contraindicated"), failure);
  }

  @Test
  void comparesTheQuestions() throws IOException {
    write(
        "contraindication/keloid.yaml",
        "rule: contraindication-keloid\ncases:\n"
            + KELOID.replace("birthDate: 1990-01-01", "sex: female")
            + "    questions: []\n"
            + "    expect: [{verdict: contraindicated, because: [/patient/conditions/0]}]\n");
    assertTrue(
        outcomes("contraindication/keloid.yaml")
            .get(1)
            .failure()
            .contains("* questions: []                  | questions: [birth-date]"));
  }

  @Test
  void wantsTheRuleToFireInItsCases() throws IOException {
    write(
        "contraindication/keloid.yaml",
        "rule: contraindication-keloid\ncases:\n"
            + KELOID.replace("keloid}", "psoriasis}")
            + "    expect: []\n");
    assertEquals(
        new Outcome("contraindication/keloid.yaml", "fires", "the rule fires in none of its cases"),
        outcomes("contraindication/keloid.yaml").get(2));
  }

  @Test
  void wantsTheCasesBesideTheirRule() throws IOException {
    String cases =
        "rule: contraindication-keloid\ncases:\n"
            + KELOID
            + "    expect: [{verdict: contraindicated, because: [/patient/conditions/0]}]\n";
    write("contraindication/scars.yaml", cases);
    assertEquals(
        "found cases of contraindication/keloid.drl, expected them in contraindication/keloid.yaml",
        outcomes("contraindication/scars.yaml").get(0).failure());
    write("contraindication/scars.yaml", cases.replace("contraindication-keloid", "no-such-rule"));
    assertEquals(
        "found the rule \"no-such-rule\", expected the id of an active rule",
        outcomes("contraindication/scars.yaml").get(0).failure());
  }

  @Test
  void wantsCasesOfEveryRule() throws IOException {
    keloid("    expect: [{verdict: contraindicated, because: [/patient/conditions/0]}]\n");
    assertEquals(
        "no cases of contraindication-rosacea, expected them in this file",
        outcomes("contraindication/rosacea.yaml").get(0).failure());
    assertEquals(
        base.cards().size() - 1,
        CaseSuite.read(folder, base.vocabulary()).run(base).stream()
            .filter(outcome -> outcome.name().equals("is there"))
            .count());
  }

  @Test
  void comparesTheWholeReportOfAScenario() throws IOException {
    write(
        "scenarios/keloid.yaml",
        """
        name: A keloid
        case:
          id: k
          patient:
            birthDate: 1990-01-01
            conditions: [{code: keloid}]
            pertinentNegatives: [all-screening-questions]
          proposed: {date: 2026-11-20, area: face, indication: wrinkles, depthMm: 1.0}
        expect:
          verdict: contraindicated
          earliestDate: none
          questions: []
          findings:
            - {policy: P15, category: contraindication, verdict: contraindicated,
               because: [/patient/conditions/0], evidence: [L025]}
        """);
    String failure = outcomes("scenarios/keloid.yaml").get(0).failure();
    assertTrue(failure.contains("* no finding                     | P72 indication"), failure);
  }

  @Test
  void namesEveryMistakeOfAFile() throws IOException {
    write(
        "contraindication/keloid.yaml",
        """
        rule: contraindication-keloid
        kases: []
        cases:
          - name: keloid
            case: {id: k, patient: {conditions: [{code: keliod}]}, proposed: {date: 2026-11-20, area: face}}
            expect: [{verdict: stop, because: [/patient/conditions/0], interval: {observedDays: 7}}]
            earliest: tomorrow
          - name: keloid
            expect: {}
        """);
    write("contraindication/rosacea.yaml", "rule: [\n");
    write("contraindication/pregnancy.yaml", "rule: a\nrule: b\n");
    String file = "contraindication/keloid.yaml:";
    List<String> problems =
        assertThrows(InvalidInputException.class, () -> CaseSuite.read(folder, base.vocabulary()))
            .problems()
            .stream()
            .map(Diagnostic::toString)
            .toList();
    assertEquals(
        List.of(
            file
                + "2:1: /kases: found an unknown field, expected a field of a file of cases; did you"
                + " mean cases?",
            file
                + "5:49: /cases/0/case/patient/conditions/0/code: found \"keliod\", expected a condition"
                + " code (./needlewise codes --list conditions); did you mean keloid?",
            file
                + "5:70: /cases/0/case/proposed/depthMm: found nothing, expected the field depthMm, which"
                + " the proposed session must have",
            file
                + "6:24: /cases/0/expect/0/verdict: found \"stop\", expected one of proceed, caution,"
                + " incomplete, defer, contraindicated",
            file
                + "6:74: /cases/0/expect/0/interval/minimumDays: found nothing, expected the field"
                + " minimumDays, which an interval must have",
            file
                + "6:74: /cases/0/expect/0/interval/idealDays: found nothing, expected the field"
                + " idealDays, which an interval must have",
            file
                + "7:15: /cases/0/earliest: found \"tomorrow\", expected a date as YYYY-MM-DD, or none",
            file
                + "8:5: /cases/1/case: found nothing, expected the field case, which a case of a rule"
                + " must have",
            file + "8:11: /cases/1/name: found a second case \"keloid\", expected each name once",
            file + "9:13: /cases/1/expect: found an object, expected a list of findings"),
        problems.stream().filter(problem -> problem.startsWith(file)).toList());
    assertEquals(14, problems.size(), problems.toString());
  }

  /** Nothing that is no plain file in its place is opened, and none is passed over in silence. */
  @Test
  @Timeout(60)
  void onlyPlainFilesInTheirPlacesAreRead() throws Exception {
    keloid("    expect: []\n");
    Files.createSymbolicLink(
        folder.resolve("contraindication/linked.yaml"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("interval"), folder.resolve("contraindication"));
    write("contraindication/deeper/rosacea.yaml", "rule: x");
    write("scenarios/one.yml", "name: x");
    write("stray.yaml", "rule: x");
    write("contraindication/.keloid.yaml.swp", "left");
    write("examples/any/where.txt", "not looked at");
    write("invalid/any/where.txt", "not looked at");
    assumeTrue(
        new ProcessBuilder("mkfifo", folder + "/scenarios/pipe.yaml").start().waitFor() == 0);
    List<String> problems =
        assertThrows(InvalidInputException.class, () -> CaseSuite.read(folder, base.vocabulary()))
            .problems()
            .stream()
            .map(Diagnostic::toString)
            .sorted()
            .toList();
    String link =
        "found a link to another place, expected the file or folder itself, copied to here";
    String stray =
        "found a file that is not read, expected <category>/<name>.yaml, or no such file";
    assertEquals(
        List.of(
            "contraindication/deeper: found a folder within a folder, expected files alone, one level"
                + " down",
            "contraindication/linked.yaml: " + link,
            "interval: " + link,
            "scenarios/one.yml: " + stray,
            "scenarios/pipe.yaml: found something that is no file, expected a file",
            "stray.yaml: " + stray),
        problems);
  }

  @Test
  void aFormerIdNamesItsRule() throws IOException {
    RulesCopy copy = new RulesCopy(folder);
    Path file = copy.cases().resolve("interval/visage.yaml");
    Files.move(copy.cases().resolve("interval/face.yaml"), file);
    Files.move(
        copy.rules().resolve("interval/face.drl"), copy.rules().resolve("interval/visage.drl"));
    copy.edit("rules-drl/interval/visage.drl", "interval.face", "interval.visage");
    copy.edit("rules-drl/manifest.yaml", "  - interval-face\n", "");
    assertEquals(
        "interval/visage.yaml: names its rule: found the rule \"interval-face\","
            + " expected the id of an active rule",
        failures(copy).get(0));
    copy.edit("rules-drl/interval/visage.drl", "@title(", "@formerly(\"interval-face\")  @title(");
    assertEquals(List.of(), failures(copy));
  }

  private static List<String> failures(RulesCopy copy) throws IOException {
    RuleBase rules = RuleBase.load(copy.rules(), null);
    return CaseSuite.read(copy.cases(), rules.vocabulary())
        .run(rules, file -> file.equals("interval/visage.yaml"))
        .stream()
        .filter(outcome -> !outcome.passed())
        .map(outcome -> outcome.file() + ": " + outcome.name() + ": " + outcome.failure())
        .toList();
  }
}
