package org.needlewise.review.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.review.book.RuleBook;
import org.needlewise.review.cases.CaseChange;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.review.proof.MutationReport;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;

/** A copy of the rules that git keeps, edited, and what a second person is shown of that. */
class ChangeReviewTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final String DEEP = "rules-drl/depth/professional-deep.drl";
  private static final String CASES = "test-cases/depth/professional-deep.yaml";

  @TempDir private Path folder;
  private RulesCopy copy;
  private GitFolder git;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
    git = new GitFolder(folder);
    git.commit("first");
  }

  private ChangeReview review() throws IOException, InterruptedException {
    return review(
        new ChangeReview.Earlier(
            RuleSource.of("HEAD", RuleHistory.files("HEAD", copy.rules())),
            RuleHistory.files("HEAD", copy.cases())));
  }

  private ChangeReview review(ChangeReview.Earlier earlier)
      throws IOException, InterruptedException {
    return ChangeReview.of(
        earlier,
        copy.scope(),
        new ChangeReview.Patients(
            "Six patients",
            "",
            List.of(
                    patient("shallow", "2.2", ""),
                    patient("deep", "2.21", ""),
                    patient("deeper", "2.5", ""),
                    patient("deepest", "2.51", ""),
                    patient("keloid", "2.5", ",\"conditions\":[{\"code\":\"keloid\"}]"),
                    patient("just-not", "2.0", ""))
                .iterator()),
        TODAY);
  }

  private static CaseFile patient(String id, String depth, String patient) {
    String json =
        """
        {"id":"%s","asOf":"2026-11-20","patient":{"birthDate":"1985-07-02",\
        "pertinentNegatives":["all-screening-questions"]%s},"proposed":{"date":"2026-11-20",\
        "area":"face","depthMm":%s}}
        """
            .formatted(id, patient, depth);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(RuleBase.prebuilt().vocabulary())
        .read(bytes, 0, bytes.length, Format.JSON, id);
  }

  /** Caution from 2.21 mm on, in place of 2.01: the rule alone is edited, its cases are not. */
  private void edit() {
    copy.edit(DEEP, "depthMm > 2.0", "depthMm > 2.2");
  }

  /** The same with all that belongs to it. */
  private void editWhole() {
    edit();
    copy.edit(DEEP, "@reviewed(\"2026-11-20\")", "@reviewed(\"2026-11-22\")");
    copy.edit(DEEP, "@evidence(\"L098\")", "@evidence(\"L098 L102\")");
    copy.edit(CASES, "evidence: [L098]", "evidence: [L098, L102]");
    copy.edit(CASES, "depthMm: 2.01", "depthMm: 2.21");
    copy.edit(CASES, "name: 1.99 mm", "name: 2.2 mm");
    copy.edit(CASES, "depthMm: 1.99", "depthMm: 2.2");
    copy.edit(
        "rules-drl/CHANGELOG.md",
        "## depth-professional-deep\n",
        "## depth-professional-deep\n\n- 2026-11-22, 2026.13: from 2.2 mm on, which L102 gives\n"
            + "  (P52).");
    copy.edit("rules-drl/definitions.yaml", "2026.12", "2026.13");
  }

  @Test
  void nothingChangedIsSaid() throws IOException, InterruptedException {
    ChangeReview review = review();
    assertEquals(List.of(), review.changes());
    assertEquals(List.of(), review.rules());
    assertEquals(List.of(), review.flips());
    assertEquals(List.of(), review.cases());
    assertEquals(List.of(), review.warnings());
    assertTrue(review.tests().sound());
    assertEquals(review.before().digest(), review.after().digest());
    String digest = review.after().digest();
    assertEquals(
        "HEAD: 2026.12 "
            + digest
            + "\nnow: 2026.12 "
            + digest
            + "\n\nBoth mean the same.\n\n113 rules, "
            + review.tests().cases()
            + " cases: all as expected.\n0 cases changed.\n",
        review.text());
    String html = review.html();
    assertTrue(html.contains("<p>Nothing has changed: both mean the same.</p>"));
    assertTrue(html.contains("<p>No case was changed.</p>"));
    assertFalse(html.contains("<article"));
    // A comment is no change in meaning, and another digest all the same.
    copy.edit(DEEP, "lies inside it.", "lies within it.");
    ChangeReview other = review();
    assertEquals(List.of(), other.changes());
    assertEquals(List.of(), other.warnings());
    assertFalse(other.after().digest().equals(digest));
  }

  @Test
  void aChangeWithAllThatBelongsToIt() throws IOException, InterruptedException {
    editWhole();
    ChangeReview review = review();
    assertEquals(
        List.of(
            "number: a number in \"the proposed depth is more than 2.2 mm\": 2.0 mm -> 2.2 mm"
                + "  (depth/professional-deep.drl:18)",
            "citation: a citation: now L102 ("
                + review.after().statements().get("L102").says()
                + ")  (depth/professional-deep.drl:13)",
            "review: the last review: 2026-11-20 -> 2026-11-22  (depth/professional-deep.drl:16)",
            "definition: the version of the rule set: 2026.12 -> 2026.13  (definitions.yaml)"),
        review.changes().stream().map(ChangeReviewTest::line).toList());
    assertEquals(1, review.rules().size());
    ChangeReview.ChangedRule rule = review.rules().get(0);
    assertEquals(
        List.of("2026-11-22, 2026.13: from 2.2 mm on, which L102 gives (P52)."), rule.changelog());
    assertEquals(
        List.of(
            "the setting is professional",
            "the proposed depth is more than 2.0 mm",
            "the proposed depth is at most 2.5 mm"),
        rule.before().conditions());
    assertEquals(
        List.of(
            "the setting is professional",
            "the proposed depth is more than 2.2 mm",
            "the proposed depth is at most 2.5 mm"),
        rule.after().conditions());
    assertEquals(
        List.of(
            new CaseChange(
                "depth/professional-deep.yaml",
                "2.01 mm",
                "another patient, expects otherwise",
                List.of(
                    "verdict: caution; because: /proposed/depthMm; evidence: L098; interval: none;"
                        + " earliestDate: none"),
                List.of(
                    "verdict: caution; because: /proposed/depthMm; evidence: L098 L102; interval:"
                        + " none; earliestDate: none")),
            new CaseChange(
                "depth/professional-deep.yaml", "2.2 mm", "new", List.of(), List.of("nothing")),
            new CaseChange(
                "depth/professional-deep.yaml", "1.99 mm", "gone", List.of("nothing"), List.of())),
        review.cases().stream()
            .filter(each -> List.of("2.01 mm", "2.2 mm", "1.99 mm").contains(each.name()))
            .toList());
    assertEquals(List.of(), review.warnings());
    assertEquals(
        List.of(new MutationReport.Scored("depth-professional-deep", 15, 15, List.of())),
        review.scores().stream().filter(each -> !each.rule().isEmpty()).toList());
    assertEquals(List.of(), review.newGaps());
    assertEquals(List.of(), review.closedGaps());
    String html = review.html();
    assertEquals(html, review().html());
    assertFalse(html.contains(folder.toString()), "where it was made");
    assertTrue(html.contains("default-src 'none'"));
    assertTrue(html.contains("script-src 'none'"));
    assertFalse(html.contains("<script"));
    assertFalse(html.matches("(?s).*(src|href)=\"(?!#).*"));
    assertTrue(html.contains("<dt>Signature</dt><dd></dd>"));
  }

  private static String line(Change change) {
    return change.kind()
        + ": "
        + change.words()
        + "  ("
        + change.file()
        + (change.line() > 0 ? ":" + change.line() : "")
        + ')';
  }

  @Test
  void whoIsToldOtherwise() throws IOException, InterruptedException {
    edit();
    ChangeReview review = review();
    assertEquals(
        List.of("The cases of the rules", "Six patients"),
        review.flips().stream().map(ChangeReview.Flips::name).toList());
    ChangeReview.Flips six = review.flips().get(1);
    assertEquals(
        "6 cases screened by both: 1 with another verdict or earliest date, 0 with other findings"
            + " alone.",
        six.summary().text());
    assertEquals(List.of("caution", "proceed"), six.verdicts());
    assertEquals(1, six.count("caution", "proceed"));
    assertEquals(0, six.count("proceed", "caution"));
    assertEquals(0, six.count("caution", "caution"));
    assertEquals(
        "caution -> proceed; by depth-professional-deep (as in shallow)",
        six.groups().get(0).text());
    ChangeReview.Flips own = review.flips().get(0);
    assertEquals(
        "caution -> proceed; by depth-professional-deep (as in depth/outside-frequency-table.yaml:"
            + " 2.01 mm)",
        own.groups().get(0).text());
    // The band is nobody's now, and the case of it fails.
    assertEquals(
        List.of("depth/professional-deep.yaml: 2.01 mm"),
        review.tests().failures().stream()
            .filter(each -> each.file().startsWith("depth/"))
            .map(each -> each.file() + ": " + each.name())
            .toList());
    assertEquals(List.of(), review.scores());
    assertEquals(
        List.of(
            "definitions.yaml: warning: found the version 2026.12, which has been released, of"
                + " rules that have changed, expected the next one",
            "depth/professional-deep.drl:11:1: warning: found a changed rule (a number in \"the"
                + " proposed depth is more than 2.2 mm\": 2.0 mm -> 2.2 mm) without a line at ##"
                + " depth-professional-deep in CHANGELOG.md, expected the day, the version, what"
                + " was changed and why",
            "depth/professional-deep.drl:16:16: warning: found a review of 2026-11-20, before the"
                + " rule was changed (a number in \"the proposed depth is more than 2.2 mm\": 2.0 mm"
                + " -> 2.2 mm), expected the day on which someone looked at the change"),
        review.warnings().stream().map(Diagnostic::toString).toList());
  }

  @Test
  void aHoleThatOpensAndOneThatCloses() throws IOException, InterruptedException {
    copy.edit(DEEP, "depthMm <= 2.5", "depthMm <= 2.4");
    ChangeReview opened = review();
    assertEquals(1, opened.newGaps().size(), opened.newGaps().toString());
    assertTrue(opened.newGaps().get(0).contains("2.41"), opened.newGaps().toString());
    assertEquals(List.of(), opened.closedGaps());
    git.commit("with a hole");
    copy.edit(DEEP, "depthMm <= 2.4", "depthMm <= 2.5");
    ChangeReview closed = review();
    assertEquals(List.of(), closed.newGaps());
    assertEquals(opened.newGaps(), closed.closedGaps());
  }

  @Test
  void aRuleThatIsNewAndOneThatIsCalledOtherwise() throws IOException, InterruptedException {
    copy.draft();
    Path old = copy.rules().resolve("expectation/unrealistic.drl");
    Files.move(old, copy.rules().resolve("expectation/hopes.drl"));
    Path cases = copy.cases().resolve("expectation/unrealistic.yaml");
    Files.move(cases, copy.cases().resolve("expectation/hopes.yaml"));
    copy.edit("rules-drl/expectation/hopes.drl", "expectation.unrealistic", "expectation.hopes");
    copy.edit(
        "rules-drl/expectation/hopes.drl",
        "@title(",
        "@formerly(\"expectation-unrealistic\")  @title(");
    copy.edit("test-cases/expectation/hopes.yaml", "expectation-unrealistic", "expectation-hopes");
    ChangeReview review = review();
    assertEquals(
        List.of("null -> timing-feast", "expectation-unrealistic -> expectation-hopes"),
        review.rules().stream()
            .map(each -> id(each.before()) + " -> " + id(each.after()))
            .sorted(Comparator.reverseOrder())
            .toList());
    assertTrue(review.html().contains("<p>No such rule.</p>"));
    // Of a draft nothing is asked yet; the other one has a line at its old name alone.
    assertEquals(
        List.of("definitions.yaml", "expectation/hopes.drl"),
        review.warnings().stream().map(Diagnostic::file).toList());
  }

  private static String id(RuleBook.Entry entry) {
    return entry == null ? "null" : entry.card().id();
  }

  @Test
  void withoutEarlierCasesItSaysSo() throws IOException, InterruptedException {
    ChangeReview.Earlier none =
        new ChangeReview.Earlier(
            RuleSource.of("HEAD", RuleHistory.files("HEAD", copy.rules())), null);
    assertTrue(review(none).html().contains("<p>What cases there were before is not known.</p>"));
  }

  @Test
  void brokenRulesAreToldAsTheCheckTellsThem() {
    copy.edit(DEEP, "setting", "setting2");
    BadRulesException broken = assertThrows(BadRulesException.class, this::review);
    assertEquals(copy.rules() + "/depth/professional-deep.drl", broken.problems().get(0).file());
  }
}
