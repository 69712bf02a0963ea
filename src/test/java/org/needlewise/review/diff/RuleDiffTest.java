package org.needlewise.review.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RulesFolder;

class RuleDiffTest {
  private static final Path SHIPPED = Path.of("rules-drl");

  @TempDir Path temporary;
  private RulesCopy copy;
  private Path rules;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(temporary);
    rules = copy.rules();
  }

  private List<String> changes() {
    return RuleDiff.of(OpenRules.read(SHIPPED), OpenRules.read(rules)).stream()
        .map(Change::text)
        .toList();
  }

  private void edit(String file, String old, String now) {
    copy.edit("rules-drl/" + file, old, now);
  }

  @Test
  void aNumberOnTheCard() throws IOException {
    edit("interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    assertEquals(
        List.of("number: the minimum: 28 days -> 35 days  (interval/face.drl:14)"), changes());
  }

  @Test
  void textAloneIsNoChange() throws IOException {
    edit("interval/face.drl", "Facial skin needs weeks to heal", "The face takes weeks to heal");
    edit(
        "interval/face.drl",
        "$g : Gap( earlierClass == \"face\", laterClass == \"face\", earlierTherapeutic )",
        "$pair : Gap(\n        earlierTherapeutic,\n        laterClass == \"face\" && earlierClass == \"face\" )");
    edit("interval/face.drl", "kcontext, $g", "kcontext, $pair");
    edit("over-treatment/annual-cap.drl", "$limit", "$cap");
    edit("over-treatment/annual-cap.drl", "{limit.", "{cap.");
    assertEquals(List.of(), changes());
  }

  @Test
  void anEntryOfTheCare() throws IOException {
    edit("care/protocols.yaml", "ageFromYears: 40", "ageFromYears: 45");
    edit("care/recovery.yaml", "mostHours: 72", "mostHours: 96");
    edit("care/expectations.yaml", "evidence: [L197, L201]", "evidence: [L197]");
    assertEquals(
        List.of(
            "care: results entry lasting: \"Results last about 6 to 12 months, by age, skin and care;"
                + " they are not permanent.\"; patient: \"Results last about 6 to 12 months. They do not"
                + " last for good.\" [L197 L201] -> \"Results last about 6 to 12 months, by age, skin and"
                + " care; they are not permanent.\"; patient: \"Results last about 6 to 12 months. They do"
                + " not last for good.\" [L197]  (care/expectations.yaml)",
            "care: maintenance entry touch-up-from-forty-or-photodamaged: 3 to 4 months; where age is 40"
                + " or more; or photodamage is heavy; \"From forty on, or where the sun has damaged the"
                + " skin heavily: a touch-up every 3 to 4 months.\" [L147] -> 3 to 4 months; where age is 45"
                + " or more; or photodamage is heavy; \"From forty on, or where the sun has damaged the"
                + " skin heavily: a touch-up every 3 to 4 months.\" [L147]  (care/protocols.yaml)",
            "care: limits entry gym-pool-sauna: day 0 to 3; \"No gym, pool or sauna for 48 to 72 hours.\";"
                + " patient: \"No gym, pool or sauna until the end of {toDate}.\" [L183] -> day 0 to 4; \"No"
                + " gym, pool or sauna for 48 to 96 hours.\"; patient: \"No gym, pool or sauna until the"
                + " end of {toDate}.\" [L183]  (care/recovery.yaml)"),
        changes());
  }

  @Test
  void numbersUnitsOperatorsAndCodesInConditions() throws IOException {
    edit("depth/professional-deep.drl", "depthMm > 2.0", "depthMm >= 2.25");
    edit("over-treatment/annual-cap.drl", "withinMonths( 12 )", "withinMonths( 11 )");
    edit("adjunct/irritating-topicals.drl", "\"acid\"", "\"growth-factors\"");
    edit("adjunct/exosomes.drl", "== \"exosomes\"", "!= \"exosomes\"");
    edit("contraindication/active-acne.drl", "active, overlapping", "active, !overlapping");
    edit("interval/home.drl", "deepestAtHomeMm > 0.5", "laterDepthMm > 0.5");
    edit("warning-sign/slow-redness.drl", ", days <= 5", "");
    assertEquals(
        List.of(
            "operator: how it is compared in \"it is not exosomes\": == -> !="
                + "  (adjunct/exosomes.drl:19)",
            "code: a code in \"it is vitamin-c, retinoid or growth-factors\": no longer acid"
                + "  (adjunct/irritating-topicals.drl:19)",
            "code: a code in \"it is vitamin-c, retinoid or growth-factors\": now growth-factors"
                + "  (adjunct/irritating-topicals.drl:19)",
            "operator: how it is compared in \"it does not touch the proposed area\": holds -> does"
                + " not hold  (contraindication/active-acne.drl:19)",
            "number: a number in \"the proposed depth is at least 2.25 mm\": 2.0 mm -> 2.25 mm"
                + "  (depth/professional-deep.drl:18)",
            "operator: how it is compared in \"the proposed depth is at least 2.25 mm\": > -> >="
                + "  (depth/professional-deep.drl:18)",
            "condition: a condition: the depth at home is more than 0.5 mm -> the depth of the later"
                + " session is more than 0.5 mm  (interval/home.drl:20)",
            "number: a number in \"the visits within 11 months before the proposed date (fewer than"
                + " 6 are allowed), in maintenance up to 3 months after the last visit, are too"
                + " many\": 12 months -> 11 months  (over-treatment/annual-cap.drl:22)",
            "condition: a condition less: no longer the days it lasted are at most 5 days"
                + "  (warning-sign/slow-redness.drl:21)"),
        changes());
  }

  @Test
  void aUnit() throws IOException {
    edit("regimen/too-frequent.drl", "everyDays < minimumDays", "everyDaysAtMost( 7 )");
    edit("data-quality/birth-date.drl", "birthDate > asOf", "birthDate >= asOf");
    edit("warning-sign/unresolved-reaction.drl", "withinMonthsOfAsOf", "withinMonthsOfProposed");
    List<String> changes = changes();
    assertEquals(3, changes.size(), () -> String.join("\n", changes));
    assertTrue(changes.get(0).startsWith("operator: how it is compared"), changes.get(0));
    assertTrue(
        changes.get(1).startsWith("condition: a condition: the days from one session to the next"),
        changes.get(1));
    assertEquals(
        "effect: what the rule hands on: withinMonthsOfAsOf(12) -> withinMonthsOfProposed(12)"
            + "  (warning-sign/unresolved-reaction.drl:27)",
        changes.get(2));
  }

  @Test
  void whatTheCardSays() throws IOException {
    edit("depth/home-upper-range.drl", "@verdict(\"caution\")", "@verdict(\"proceed\")");
    edit("depth/home-upper-range.drl", "L099 L101", "L099 L102");
    edit("depth/home-upper-range.drl", "@reviewed(\"2026-11-20\")", "@reviewed(\"2026-11-21\")");
    edit("interval/scalp-minoxidil.drl", "P28 P29", "P28 P29 P30");
    edit("warning-sign/unresolved-reaction.drl", "recent=defer", "recent=caution");
    edit("interval/superficial.drl", "@status(\"active\")", "@status(\"retired\")");
    List<String> changes = changes();
    assertEquals(
        List.of(
            "verdict: the verdict: caution -> proceed  (depth/home-upper-range.drl:13)",
            "citation: a citation: no longer L101",
            "citation: a citation: now L102",
            "review: the last review: 2026-11-20 -> 2026-11-21  (depth/home-upper-range.drl:16)",
            "effect: the rows that it sets aside: P22 P23 P24 P25 P26 P27 P28 P29 -> P22 P23 P24 P25"
                + " P26 P27 P28 P29 P30  (interval/scalp-minoxidil.drl:15)",
            "status: the status: active -> retired  (interval/superficial.drl:18)",
            "verdict: the verdict for recent: defer -> caution"
                + "  (warning-sign/unresolved-reaction.drl:15)"),
        changes.stream()
            .map(c -> c.startsWith("citation") ? c.replaceFirst(" \\(.*", "") : c)
            .toList());
  }

  @Test
  void rulesAddedRemovedAndRenamed() throws IOException {
    Files.delete(rules.resolve("depth/periorbital-home.drl"));
    String text = Files.readString(rules.resolve("interval/face.drl"));
    Files.delete(rules.resolve("interval/face.drl"));
    edit("manifest.yaml", "  - depth-periorbital-home\n", "");
    edit("manifest.yaml", "  - interval-face\n", "");
    Files.writeString(
        rules.resolve("interval/visage.drl"), text.replace("interval.face", "interval.visage"));
    String keloid = Files.readString(rules.resolve("contraindication/keloid.drl"));
    Files.writeString(
        rules.resolve("contraindication/vitiligo.drl"),
        keloid
            .replace("contraindication.keloid", "contraindication.vitiligo")
            .replaceFirst("rule \"[^\"]*\"", "rule \"Vitiligo\"")
            .replaceFirst("@policy\\(\"[^\"]*\"\\)", "@policy(\"P1X\")")
            .replace("\"keloid\"", "\"vitiligo\""));
    List<Change> changes = RuleDiff.of(OpenRules.read(SHIPPED), OpenRules.read(rules));
    assertEquals(
        List.of(
            "rule added contraindication-vitiligo",
            "rule removed depth-periorbital-home",
            "rule renamed interval-visage"),
        changes.stream().map(change -> change.kind() + " " + change.rule()).toList());
  }

  @Test
  void aFormerIdTellsARuleThatIsNewInAllElse() throws IOException {
    edit("manifest.yaml", "  - interval-face\n", "");
    Path visage = rules.resolve("interval/visage.drl");
    Files.move(rules.resolve("interval/face.drl"), visage);
    String text =
        Files.readString(visage)
            .replace("interval.face", "interval.visage")
            .replace("P25", "P2X")
            .replace("The face", "The visage")
            .replace("earlierTherapeutic", "!earlierTherapeutic");
    List<String> seen = new ArrayList<>();
    for (String former : List.of("", "@formerly(\"interval-face\")  ")) {
      Files.writeString(visage, text.replace("@title(", former + "@title("));
      RuleDiff.of(OpenRules.read(SHIPPED), OpenRules.read(rules)).stream()
          .map(change -> change.kind() + " " + change.rule())
          .filter(change -> change.startsWith("rule "))
          .forEach(seen::add);
    }
    assertEquals(
        List.of(
            "rule removed interval-face",
            "rule added interval-visage",
            "rule renamed interval-visage"),
        seen);
  }

  @Test
  void theWordsThatAllRulesShare() throws IOException {
    edit("definitions.yaml", "{row: R05, belowMm: 1.0}", "{row: R05, belowMm: 1.2}");
    edit("definitions.yaml", "toMm: 1.0", "toMm: 0.9");
    edit(
        "vocabulary.yaml",
        "  - {code: vitiligo}\n",
        "  - {code: vitiligo}\n  - {code: ichthyosis}\n");
    edit("evidence/ledger.yaml", "Melasma: limited/insufficient", "Melasma: insufficient");
    List<String> changes = changes();
    assertEquals(
        List.of(
            "definition: depth row R05: below 1.0 mm -> below 1.2 mm  (definitions.yaml)",
            "definition: minoxidil protocol: greatest depth: 1.0 mm -> 0.9 mm  (definitions.yaml)"),
        changes.subList(0, 2));
    assertTrue(
        changes.get(2).startsWith("evidence: statement L005: Melasma: limited"), changes.get(2));
    assertEquals(
        "vocabulary: code ichthyosis among the conditions: now listed  (vocabulary.yaml)",
        changes.get(3));
    assertEquals(4, changes.size());
  }

  // Git

  @Test
  void revisionsOfARepository() throws IOException {
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    edit("interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    git.commit("The face needs five weeks");
    edit("interval/face.drl", "@minimumDays(\"35\")", "@minimumDays(\"36\")");
    OpenRules second = at("HEAD:rules-drl");
    assertEquals(
        "number: the minimum: 28 days -> 35 days  (interval/face.drl:14)",
        only(RuleDiff.of(at("HEAD~1"), second)));
    assertEquals(
        "number: the minimum: 35 days -> 36 days  (interval/face.drl:14)",
        only(RuleDiff.of(second, OpenRules.read(rules))));
  }

  private OpenRules at(String revision) {
    return OpenRules.of(RulesFolder.of(RuleHistory.files(revision, rules)), Card::isActive);
  }

  private static String only(List<Change> changes) {
    assertEquals(1, changes.size());
    return changes.get(0).text();
  }

  /** A stranger's repository names programs for git to run; here they would leave a mark. */
  @Test
  void aRepositoryRunsNothing() throws IOException {
    Path mark = temporary.resolve("ran");
    Path program = temporary.resolve("program");
    Files.writeString(program, "#!/bin/sh\ntouch " + mark + "\ncat\n");
    assertTrue(program.toFile().setExecutable(true));
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    Files.writeString(rules.resolve(".gitattributes"), "* filter=mark diff=mark\n");
    git.commit("A filter");
    for (String key :
        List.of(
            "gpg.program",
            "core.fsmonitor",
            "core.sshCommand",
            "core.hooksPath",
            "core.pager",
            "core.alternateRefsCommand",
            "filter.mark.smudge",
            "filter.mark.clean",
            "filter.mark.process",
            "diff.mark.textconv",
            "diff.external",
            "credential.helper",
            "remote.origin.uploadpack",
            "uploadpack.packObjectsHook")) {
      git.git("config", key, program.toString());
    }
    git.git("config", "log.showSignature", "true");
    git.git("config", "remote.origin.url", temporary.toString());
    git.git("config", "remote.origin.promisor", "true");
    git.git("config", "extensions.partialClone", "origin");
    try (RuleHistory history = RuleHistory.of(rules)) {
      assertEquals(List.of(), RuleDiff.of(at("HEAD~1"), OpenRules.read(rules)));
      assertEquals("A filter", history.edits().get(".gitattributes").get(0).subject());
    }
    assertFalse(Files.exists(mark));
    new ProcessBuilder(program.toString())
        .redirectInput(ProcessBuilder.Redirect.from(program.toFile()))
        .start()
        .onExit()
        .join();
    assertTrue(Files.exists(mark), "the program leaves a mark where it is run");
  }

  @Test
  void aRepositoryThatLeadsElsewhere() throws IOException {
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    Files.createSymbolicLink(rules.resolve("depth/link.drl"), Path.of("/etc/passwd"));
    git.commit("A link");
    assertEquals(
        "HEAD:rules-drl: found depth/link.drl, expected plain files", message("HEAD:rules-drl"));
    git.git("config", "include.path", "/etc/passwd");
    String unreadable =
        rules + ": found a git repository that cannot be read, expected a sound one";
    assertEquals(unreadable, message("HEAD~1"));
    Files.delete(temporary.resolve(".git/config"));
    Files.createSymbolicLink(temporary.resolve(".git/config"), Path.of("/dev/zero"));
    assertEquals(unreadable, message("HEAD~1"));
  }

  @Test
  void whatIsNoRevision() throws IOException {
    String none = message("HEAD~1");
    assertTrue(none.endsWith(rules + " is in no git working tree"), none);
    GitFolder git = new GitFolder(temporary);
    git.commit("As shipped");
    assertEquals(
        "HEAD~7: found no such folder, and git knows no revision HEAD~7", message("HEAD~7"));
    assertEquals("HEAD:drl: the revision HEAD holds no folder drl", message("HEAD:drl"));
    assertEquals("-x: found neither a folder nor a git revision", message("-x"));
  }

  private String message(String name) {
    return assertThrows(InvalidInputException.class, () -> RuleHistory.files(name, rules))
        .getMessage();
  }

  // Patients

  @Test
  void whichPatientsAreToldOtherwise() throws IOException {
    edit("interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    edit("contraindication/keloid.drl", "@verdict(\"contraindicated\")", "@verdict(\"caution\")");
    String form =
        "{\"id\":\"%s\",\"asOf\":\"2026-11-20\",\"patient\":{\"birthDate\":\"1985-07-02\","
            + "\"pertinentNegatives\":[\"all-screening-questions\"]%s},\"proposed\":{\"date\":"
            + "\"2026-11-20\",\"area\":\"face\",\"depthMm\":0.5},\"history\":[{\"date\":\"%s\","
            + "\"area\":\"face\",\"depthMm\":0.5}]}\n";
    String keloid = ",\"conditions\":[{\"code\":\"keloid\"}]";
    Path cases = temporary.resolve("cases.ndjson");
    Files.writeString(
        cases,
        form.formatted("thirty", "", "2026-10-21")
            + form.formatted("thirty-four", "", "2026-10-17")
            + form.formatted("thirty-five", "", "2026-10-16")
            + form.formatted("long-ago", "", "2020-10-16")
            + "{\"id\": 7}\n"
            + form.formatted("twenty", "", "2026-10-31")
            + form.formatted("keloid", keloid, "2020-10-16"),
        StandardCharsets.UTF_8);
    java.util.List<VerdictChanges.Flip> flips = new java.util.ArrayList<>();
    VerdictChanges.Summary summary =
        VerdictChanges.of(
            org.needlewise.rulebase.load.RuleBase.load(SHIPPED),
            org.needlewise.rulebase.load.RuleBase.load(rules, null),
            cases,
            2,
            flips::add);
    assertEquals(
        List.of("thirty", "thirty-four", "twenty", "keloid"),
        flips.stream().map(VerdictChanges.Flip::caseId).toList());
    assertEquals(
        List.of(
            new VerdictChanges.ByRule(
                "interval-face",
                "P25",
                "proceed",
                "defer until 2026-11-25",
                "the session of 2026-10-21 (face, 0.5 mm, /history/0); the minimum: 28 days -> 35 days")),
        flips.get(0).by());
    assertEquals(1, summary.unreadable());
    String text = VerdictChanges.text(summary);
    assertTrue(
        text.startsWith("6 cases screened by both: 4 with another verdict or earliest date, "),
        text);
    assertTrue(
        text.contains(
            "       2  proceed -> defer, earliest date 1 to 5 days later; by interval-face (as in thirty)\n"),
        text);
    assertTrue(
        text.contains(
            "       1  still defer, earliest date 7 days later; by interval-face (as in twenty)\n"),
        text);
    assertTrue(
        text.contains(
            "       1  contraindicated -> caution, an earliest date where there was none; by"
                + " contraindication-keloid (as in keloid)\n"),
        text);
    assertTrue(text.contains("1 record could not be read:\n"), text);
  }
}
