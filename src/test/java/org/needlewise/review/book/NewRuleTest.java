package org.needlewise.review.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportJson;
import org.needlewise.report.Verdict;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.CheckReport;
import org.needlewise.review.cases.RuleTestRun;
import org.needlewise.review.cases.Scope;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.screening.Screener;
import tools.jackson.databind.json.JsonMapper;

class NewRuleTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final String SLUG = "hidradenitis";
  private static final String RULE = "rules-drl/contraindication/hidradenitis.drl";
  private static final String CASES = "test-cases/contraindication/hidradenitis.yaml";

  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private NewRule rules() {
    return new NewRule(copy.rules(), copy.cases());
  }

  /** What the README tells a reviewer to do, for a condition that nobody has thought of. */
  @Test
  void beginsARuleThatFiresOnceItIsFilledIn() throws IOException {
    NewRule.Begun begun = rules().begin("contraindication", SLUG, TODAY);
    assertEquals("contraindication-hidradenitis", begun.id());
    assertEquals(folder.resolve(RULE), begun.rule());
    assertEquals(folder.resolve(CASES), begun.cases());
    copy.edit(
        "rules-drl/vocabulary.yaml",
        "  - {code: vitiligo}\n",
        "  - {code: vitiligo}\n  - {code: hidradenitis}\n");
    copy.edit(
        "rules-drl/evidence/external.yaml",
        "external:\n",
        "external:\n  - {id: E90, source: \"A review\", says: \"needling spreads it\", effect: \"-\"}\n");
    copy.edit(RULE, "What it checks\n", "What it checks   Active hidradenitis on the area.\n");
    copy.edit(RULE, "Why it matters\n", "Why it matters   Needling spreads it.\n");
    copy.edit(RULE, "Stays silent\n", "Stays silent     Other areas; while it is quiet.\n");
    copy.edit(RULE, "rule \"\"", "rule \"Active hidradenitis on the area\"");
    copy.edit(RULE, "@policy(\"\")", "@policy(\"P99\")");
    copy.edit(RULE, "@title(\"\")", "@title(\"Hidradenitis on the area\")");
    copy.edit(RULE, "@verdict(\"\")", "@verdict(\"contraindicated\")");
    copy.edit(RULE, "@evidence(\"\")", "@evidence(\"E90\")");
    copy.edit(RULE, "@message(\"\")", "@message(\"Active {name} on the area.\")");
    copy.edit(RULE, "@action(\"\")", "@action(\"Refer.\")");
    copy.edit(RULE, "code == TODO, active", "code == \"hidradenitis\", active, overlapping");
    copy.edit(CASES, "{code: TODO}", "{code: hidradenitis, areas: [face]}");
    copy.edit(CASES, "verdict: TODO", "verdict: contraindicated");
    Path rule = folder.resolve(RULE);
    Files.writeString(rule, withoutSteps(Files.readString(rule)));

    CheckReport check = CheckReport.of(copy.scope(), TODAY);
    assertEquals(List.of(), check.problems());
    RuleTestRun.Result result = new RuleTestRun(copy.scope()).run();
    assertTrue(result.sound(), result.text());

    RuleBase base = RuleBase.load(copy.rules());
    List<Finding> there = findings(base, "face");
    assertEquals(
        List.of("contraindication-hidradenitis"), there.stream().map(Finding::rule).toList());
    assertEquals(Verdict.CONTRAINDICATED, there.get(0).verdict());
    assertEquals("Beyond the sources: Active hidradenitis on the area.", there.get(0).message());
    assertEquals(List.of("E90"), there.get(0).evidence());
    assertEquals(List.of(), findings(base, "scalp"));
  }

  private static List<Finding> findings(RuleBase base, String where) {
    String text =
        """
        id: new
        asOf: 2026-11-20
        patient:
          birthDate: 1990-01-01
          conditions: [{code: hidradenitis, areas: [%s]}]
          pertinentNegatives: [all-screening-questions]
        proposed: {date: 2026-11-20, area: face, depthMm: 1.0}
        """
            .formatted(where);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CaseFile caseFile =
        new CaseFileReader(base.vocabulary()).read(bytes, 0, bytes.length, Format.YAML, "new");
    try (Screener screener = new Screener(base)) {
      AdvisoryReport report = screener.screen(caseFile);
      return report.findings().stream().filter(f -> f.policy().equals("P99")).toList();
    }
  }

  private static String withoutSteps(String rule) {
    return rule.replaceAll("// Next step: .*\n", "");
  }

  /** With what to fill each blank of the card, and each TODO of both files, in their order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contraindication | caution       | "vitiligo" vitiligo                    | caution
          warning-sign     | caution       | "erythema" erythema                    | caution
          interval         | 14 28 caution | "face" "face" 14 28                    | defer, earliestDate: 2026-11-24
          over-treatment   | caution       | 6 1                                    | caution
          depth            | caution       | "face" 1.25 1.5                        | caution
          preparation      | caution       | "aspirin" aspirin                      | caution
          indication       | caution       | "melasma" melasma                      | caution
          device           | caution       | "stamp" stamp                          | caution
          adjunct          | caution       | "acid" acid                            | caution
          regimen          | caution       | 5 4                                    | caution
          expectation      | caution       | "pore-erasure" pore-erasure            | caution
          timing           | caution       | 9 2026-11-29                           | caution
          data-quality     | caution       | "onset-after-asOf" vitiligo 2026-11-21 | caution
          """)
  void filledInItPassesCheckAndTest(String category, String blanks, String todo, String verdict)
      throws IOException {
    NewRule.Begun begun = rules().begin(category, "filled-in", TODAY);
    String rule =
        withoutSteps(Files.readString(begun.rule()))
            .replaceAll("(What it checks|Why it matters|Stays silent)\n", "$1 A sentence.\n")
            .replace("rule \"\"", "rule \"Filled in\"")
            .replace("@policy(\"\")", "@policy(\"P99\")")
            .replace("@title(\"\")", "@title(\"Filled in\")")
            .replace("@evidence(\"\")", "@evidence(\"L033\")")
            .replace("@message(\"\")", "@message(\"Found.\")")
            .replace("@action(\"\")", "@action(\"Look.\")");
    for (String blank : blanks.split(" ")) {
      assertTrue(rule.contains("\"\""), blank);
      rule = rule.replaceFirst("\"\"", '"' + blank + '"');
    }
    assertFalse(rule.contains("\"\""), rule);
    String cases = Files.readString(begun.cases()).replace("verdict: TODO", "verdict: " + verdict);
    for (String each : todo.split(" ")) {
      if (rule.contains("TODO")) {
        rule = rule.replaceFirst("TODO", each);
      } else {
        assertTrue(cases.contains("TODO"), each);
        cases = cases.replaceFirst("TODO", each);
      }
    }
    assertFalse((rule + cases).contains("TODO"), rule + cases);
    Files.writeString(begun.rule(), rule);
    Files.writeString(begun.cases(), cases);

    assertEquals(List.of(), CheckReport.of(copy.scope(begun.id()), TODAY).problems());
    RuleTestRun.Result result = new RuleTestRun(copy.scope(begun.id())).run();
    assertTrue(result.sound(), result.text());
    assertEquals(2, result.cases());
  }

  /** What cannot be read in the cases is what is still to do, and the fields are right. */
  @ParameterizedTest
  @MethodSource("categories")
  void itsCasesLackNothingElse(String category) throws IOException {
    NewRule.Begun begun = rules().begin(category, "not-yet", TODAY);
    InvalidInputException bad =
        assertThrows(
            InvalidInputException.class,
            () -> CaseSuite.read(copy.cases(), RuleBase.prebuilt().vocabulary()));
    long left = Files.readString(begun.cases()).split("TODO", -1).length - 1L;
    assertEquals(left, bad.problems().size(), bad::toString);
    for (Diagnostic problem : bad.problems()) {
      assertEquals(category + "/not-yet.yaml", problem.file());
      assertTrue(problem.pointer().startsWith("/cases/0/"), problem::toString);
      assertTrue(problem.found().matches("(the text )?\"TODO\""), problem::toString);
    }
  }

  /** The lines of the check are the list of what to do: each in the new file, none elsewhere. */
  @ParameterizedTest
  @MethodSource("categories")
  void namesWhatIsLeftToDo(String category) throws IOException {
    NewRule.Begun begun = rules().begin(category, "not-yet", TODAY);
    String file = copy.rules() + "/" + category + "/not-yet.drl";
    CheckReport check = CheckReport.of(copy.scope(), TODAY);
    assertFalse(check.sound());
    List<String> said = check.problems().stream().map(Diagnostic::found).toList();
    assertTrue(check.problems().stream().allMatch(p -> p.file().equals(file)), check.text());
    for (String entry : List.of("policy", "title", "evidence", "message", "action")) {
      assertTrue(said.contains("an empty @" + entry), check.text());
    }
    assertTrue(said.stream().anyMatch(what -> what.startsWith("TODO")), check.text());
    for (String heading : List.of("What it checks", "Why it matters", "Stays silent")) {
      assertTrue(said.contains("the heading '" + heading + "' without a sentence"), check.text());
    }
    List<String> lines = Files.readAllLines(begun.rule());
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      if (lines.get(i).contains("Next step: ")
          || lines.get(i).contains("TODO")
          || lines.get(i).contains("\"\"")) {
        assertTrue(
            check.problems().stream().anyMatch(p -> p.line() == line),
            () -> line + " is not among\n" + check.text());
      }
    }
  }

  /** A step that was left alone is a warning where it stands. */
  @Test
  void namesAStepThatIsLeft() throws IOException {
    copy.edit(
        "rules-drl/interval/face.drl",
        "rule \"Face",
        "// Note: seen.\n  // Next step: Add the rule to rules-drl/CHANGELOG.md.\nrule \"Face");
    CheckReport check = CheckReport.of(copy.scope(), TODAY);
    assertTrue(check.sound());
    assertEquals(
        List.of(
            copy.rules()
                + "/interval/face.drl:12:3: warning: found a next step, expected it done, and its"
                + " line taken out"),
        check.problems().stream().map(Diagnostic::toString).toList());
  }

  @Test
  void beginsARuleOfEachCategoryOfTheReport() throws IOException {
    try (InputStream schema =
        ReportJson.class.getResourceAsStream("/org/needlewise/contract/report.schema.json")) {
      List<String> categories = new ArrayList<>();
      new JsonMapper()
          .readTree(schema)
          .findValue("category")
          .get("enum")
          .forEach(each -> categories.add(each.stringValue()));
      assertEquals(13, categories.size());
      assertEquals(categories, NewRule.categories());
    }
  }

  static List<String> categories() {
    return NewRule.categories();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          skin             | eczema   | found the category 'skin', expected one of contraindication,
          contraindication | Eczema   | found the name 'Eczema', expected lower-case words joined by hyphens,
          contraindication | two_words| found the name 'two_words', expected lower-case
          contraindication | ../up    | found the name '../up', expected lower-case
          contraindication | new      | found the name 'new', expected another one
          contraindication | rosacea  | rosacea.drl, expected a name that is not taken
          """)
  void refuses(String category, String slug, String why) throws IOException {
    List<String> before = Scope.ruleFiles(RuleSource.of(copy.rules()));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> rules().begin(category, slug, TODAY));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertEquals(before, Scope.ruleFiles(RuleSource.of(copy.rules())));
  }

  @Test
  void leavesCasesThatAreThereAsTheyAre() throws IOException {
    Path cases = folder.resolve(CASES);
    Files.writeString(cases, "mine");
    assertThrows(
        IllegalArgumentException.class, () -> rules().begin("contraindication", SLUG, TODAY));
    assertEquals("mine", Files.readString(cases));
    assertFalse(Files.exists(folder.resolve(RULE)));
  }
}
