package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** check, test, new, coverage, mutate and gaps as processes: exit codes, and what is said first. */
class RulesKeepingCommandsTest {
  private static final String NO_RULES =
      "none: found no such folder, expected a folder with all that rules-drl holds";

  private static final String FEAST = "timing-feast";

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    new RulesCopy(folder);
  }

  /** In the folder of the copy, so that paths are short and told as they are given. */
  private Result rules(String arguments) throws Exception {
    return new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + folder)
        .in(folder)
        .run(("rules " + arguments).split(" "));
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }

  /**
   * @param out the first line, in which # stands for any digits, points and units of time
   */
  private static void assertDone(String out, Result result) {
    assertEquals("", result.err());
    assertEquals(out, first(result.out()).replaceAll("in [0-9.]+ s", "in # s"));
    assertEquals(0, result.code());
  }

  /** Wrong usage: two lines on standard error, nothing else. */
  private static void assertUsage(String command, String what, Result result) {
    assertEquals(
        "needlewise rules %s: %s\nTry 'needlewise rules %s --help'.\n"
            .formatted(command, what, command),
        result.err());
    assertEquals("", result.out());
    assertEquals(2, result.code());
  }

  private static void assertErr(int code, String err, Result result) {
    assertEquals(err + "\n", result.err());
    assertEquals("", result.out());
    assertEquals(code, result.code());
  }

  private String unknown(String name) {
    return "found '%s', expected a file or a folder of %s or %s, or the id of a rule"
        .formatted(name, folder.resolve("rules-drl"), folder.resolve("test-cases"));
  }

  /** A copy of the shipped rules with one slip, seen by each command at the same place. */
  private String slip() throws IOException {
    Path file = folder.resolve("rules-drl/interval/face.drl");
    Files.writeString(file, Files.readString(file).replace("earlierClass", "earlierClas"));
    return "rules-drl/interval/face.drl:20:15: found the unknown field 'earlierClas' of Gap,"
        + " expected a field; did you mean earlierClass?";
  }

  /** A rule that is lost must not look like a rule that has nothing to say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "screen --rules rules-drl test-cases/examples/one-day-short.yaml",
        "screen test-cases/examples/one-day-short.yaml",
        "batch --rules rules-drl cases.ndjson -o out.ndjson",
        "codes --rules rules-drl keloid",
        "ask --rules rules-drl -o new.yaml",
        "rules check --rules rules-drl",
        "rules check --rules rules-drl depth",
        "rules test --rules rules-drl",
        "rules test --rules rules-drl depth",
        "rules coverage --rules rules-drl",
        "rules mutate --rules rules-drl",
        "rules gaps --rules rules-drl",
        "rules diff rules-drl rules-drl",
        "rules book --rules rules-drl -o book.html",
        "rules evidence --rules rules-drl",
        "rules explain --rules rules-drl test-cases/examples/one-day-short.yaml interval-face",
      })
  void noCommandDoesWithoutALostRule(String command) throws Exception {
    Files.writeString(folder.resolve("cases.ndjson"), "{}\n");
    Path rules = folder.resolve("rules-drl");
    Files.delete(rules.resolve("contraindication/pregnancy.drl"));
    String lost = "found no file of the rule \"contraindication-pregnancy\"";
    assertRefused(lost, command);
  }

  @Test
  void aLinkedFolderIsNoneThatIsEmpty() throws Exception {
    Path rules = folder.resolve("rules-drl");
    Path away = folder.resolve("away");
    Files.move(rules.resolve("contraindication"), away);
    Files.createSymbolicLink(rules.resolve("contraindication"), away);
    for (String part : List.of("", " depth")) {
      assertRefused(
          "contraindication: found a link to another place",
          "rules check --rules rules-drl" + part);
    }
  }

  private void assertRefused(String why, String command) throws Exception {
    Result result =
        new NeedlewiseProcess()
            .java("-Dneedlewise.home=" + folder)
            .in(folder)
            .run(command.split(" "));
    assertTrue((result.out() + result.err()).contains(why), result.out() + result.err());
    assertEquals(4, result.code(), command);
  }

  @Test
  void check() throws Exception {
    assertDone("113 rules checked in # s: nothing wrong.", rules("check --rules rules-drl"));
    Result due = rules("check --rules rules-drl interval-face --today 2027-11-21");
    assertDone(
        "rules-drl/interval/face.drl:18:41: warning: found a review that was due by 2027-11-20, expected a"
            + " look at the rule, then new dates in @reviewed and @reviewBy",
        due);
    assertUsage("check", unknown("no-such"), rules("check no-such"));
    assertUsage(
        "check", "unknown option '--formt'; did you mean --format?", rules("check --formt json"));
    Result none = rules("check --rules none");
    assertEquals(NO_RULES, first(none.out()));
    assertEquals(4, none.code());
    String slip = slip();
    Result wrong = rules("check --rules rules-drl");
    assertEquals(slip, first(wrong.out()));
    assertEquals(4, wrong.code());
  }

  @Test
  void test() throws Exception {
    assertDone(
        "1 rule, 24 cases in # s: all as expected.", rules("test --rules rules-drl interval-face"));
    assertUsage(
        "test",
        "--watch is for people: it has no --format json",
        rules("test --watch --format json"));
    Result none = rules("test --cases none");
    assertEquals(
        """
        none: found no such folder, expected the cases of the rules
        No case ran: 1 mistake in the case files.
        """,
        none.out());
    assertEquals(3, none.code());
    Path file = folder.resolve("rules-drl/timing/event.drl");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("latestLeavingDays( 14 )", "latestLeavingDays( 10 )"));
    Result failed = rules("test --rules rules-drl timing-event --format json");
    assertEquals(4, failed.code());
    assertTrue(new JsonMapper().readTree(failed.out()).path("failures").size() > 0, failed.out());
    Files.writeString(file, text);
    String slip = slip();
    Result wrong = rules("test --rules rules-drl");
    assertEquals(slip + "\nNo case ran: 1 mistake in the rules.\n", wrong.out());
    assertEquals(4, wrong.code());
  }

  @Test
  void begin() throws Exception {
    String slug = "contraindication severe-eczema";
    Path rule = folder.resolve("rules-drl/contraindication/severe-eczema.drl");
    assertDone(rule.toString(), rules("new " + slug + " --today 2026-11-20"));
    assertTrue(Files.readString(rule).contains("@reviewed(\"2026-11-20\")"));
    assertUsage(
        "new", "found " + rule + ", expected a name that is not taken", rules("new " + slug));
    assertUsage(
        "new",
        "found the name 'Eczema', expected lower-case words joined by hyphens, as in"
            + " severe-eczema",
        rules("new contraindication Eczema"));
    assertUsage("new", "found no folder none, expected one", rules("new --rules none " + slug));
    assertTrue(Files.notExists(folder.resolve("none")));
    Result open = rules("check --rules rules-drl contraindication-severe-eczema");
    assertEquals(
        "rules-drl/contraindication/severe-eczema.drl:2:4: found the heading 'What it checks' without a"
            + " sentence, expected a sentence behind it",
        first(open.out()));
    assertEquals(4, open.code());
  }

  @Test
  void coverage() throws Exception {
    assertDone(
        "1 rule, 2278 cases in # s: 1 fire.", rules("coverage --rules rules-drl interval-face"));
    assertErr(
        3,
        "none: found no such folder, expected the cases of the rules",
        rules("coverage --cases none"));
    assertErr(4, slip(), rules("coverage --rules rules-drl"));
  }

  @Test
  void mutate() throws Exception {
    assertDone(
        "13 changes tried in # s: 13 noticed, 0 not noticed, 0 that cannot be noticed, 0 that rules"
            + " check refuses.",
        rules("mutate --rules rules-drl timing-event"));
    assertUsage(
        "mutate",
        "Invalid value for option '--at-least': 'many' is not a double",
        rules("mutate --at-least many"));
    Files.delete(folder.resolve("test-cases/timing/event.yaml"));
    Result missed = rules("mutate --rules rules-drl timing-event --format json");
    JsonNode json = new JsonMapper().readTree(missed.out());
    assertEquals(13, json.path("changes").intValue());
    assertEquals(false, json.path("sound").booleanValue());
    assertEquals(4, missed.code());
  }

  @Test
  void draftsAreTriedWhereAskedFor() throws Exception {
    new RulesCopy(folder.resolve("other")).draft();
    Path other = folder.resolve("other/rules-drl");
    String at = " --rules other/rules-drl ";
    String untried = "1 draft not tried: timing-feast (--drafts tries it).\n";
    assertOut(
        0, "0 rules, 0 cases in # s: all as expected.\n" + untried, rules("test" + at + FEAST));
    assertOut(0, "1 rule, 2 cases in # s: all as expected.\n", rules("test --drafts" + at + FEAST));
    Result json = rules("test --format json" + at + "timing-event timing-feast");
    assertEquals(
        "[\"timing-feast\"]",
        new JsonMapper().readTree(json.out()).path("draftsNotTried").toString());
    assertOut(
        0,
        """
        0 rules, 2278 cases in # s: 0 fire.
        Conditions: 0 seen to hold and to fail; 0 not, 0 that cannot be.
        Evidence: 0 statements, 0 cited by rules, 0 by the care alone; 0 open (meant for a rule, or shown by no case).
        """
            + untried,
        rules("coverage" + at + FEAST));
    assertOut(
        4,
        """
        other/rules-drl/timing/feast.drl:17:36: never false: withinDays(20)
        1 rule, 2280 cases in # s: 1 fire.
        Conditions: 1 seen to hold and to fail; 1 not, 0 that cannot be.
        Evidence: 1 statement, 1 cited by rules, 0 by the care alone; 0 open (meant for a rule, or shown by no case).
        """,
        rules("coverage --drafts" + at + FEAST));
    assertOut(
        0,
        """
        0 changes tried in # s: 0 noticed, 0 not noticed, 0 that cannot be noticed, 0 that rules check refuses.
        Score: 100.0 % of the changes that can be noticed; at least 95 % is asked for.
        """
            + untried,
        rules("mutate" + at + FEAST));
    assertDone(
        "other/rules-drl/timing/feast.drl:17:36: without withinDays(20)",
        rules("mutate --drafts --at-least 70" + at + FEAST));
    assertOut(
        0, "0 situations tried in # s: nothing wrong.\n" + untried, rules("gaps" + at + FEAST));
    Result gaps = rules("gaps --drafts --bands" + at + FEAST);
    assertTrue(gaps.out().contains("    15 to 20 days   Event in the third week\n"), gaps.out());
    String file = "other/case.yaml";
    Files.writeString(
        folder.resolve(file),
        """
        id: f1
        asOf: 2026-11-20
        patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
        proposed: {date: 2026-11-20, area: face, depthMm: 0.5, event: {date: 2026-12-05}}
        """);
    Result idle = rules("explain" + at + file + " P99");
    assertEquals(
        "It is no active rule (its status is draft), so it says nothing. --drafts tries it.",
        idle.out().lines().skip(1).findFirst().orElse(""));
    Result tried = rules("explain --drafts" + at + file + " P99");
    assertEquals(
        "It found: caution. The event is on 2026-12-05.",
        tried.out().lines().skip(1).findFirst().orElse(""));
    String diff = "diff rules-drl other/rules-drl --cases " + file;
    String added =
        """
        timing-feast
          rule added: Event in the third week: now row P99, caution, draft  (timing/feast.drl:11)
        1 change in meaning.

        1 case screened by both: %d with another verdict or earliest date, 0 with other findings alone.
        """;
    assertOut(0, added.formatted(0), rules(diff));
    assertOut(
        0,
        added.formatted(1)
            + "       1  proceed -> caution; by timing-feast (as in f1)\n"
            + "          timing-feast: /proposed/event\n",
        rules(diff + " --drafts"));
    Path rule = other.resolve("timing/feast.drl");
    Files.writeString(rule, Files.readString(rule).replace("( 14 )", "( 15 )"));
    assertOut(
        0, "0 rules, 0 cases in # s: all as expected.\n" + untried, rules("test" + at + FEAST));
    Result failed = rules("test --drafts" + at + FEAST);
    assertEquals("FAILED timing/feast.yaml: the first day of the week", first(failed.out()));
    assertEquals(4, failed.code());
  }

  /** Its cases stay and fail nothing. */
  @Test
  void aRetiredRuleKeepsItsCases() throws Exception {
    Path file = folder.resolve("rules-drl/timing/event.drl");
    Files.writeString(file, Files.readString(file).replace("(\"active\")", "(\"retired\")"));
    for (String drafts : List.of("", " --drafts")) {
      assertOut(
          0,
          "0 rules, 0 cases in # s: all as expected.\n",
          rules("test --rules rules-drl timing-event" + drafts));
    }
  }

  private static void assertOut(int code, String out, Result result) {
    assertEquals("", result.err());
    assertEquals(out, result.out().replaceAll("in [0-9.]+ s", "in # s"));
    assertEquals(code, result.code());
  }

  @Test
  void gaps() throws Exception {
    String found =
        """
        Not moved by any axis, so nothing is said of these:
            rules-drl/timing/event.drl:19: date >= proposedDate (never false)

        1123 situations tried in # s: nothing wrong.
        """;
    Result timing = rules("gaps --rules rules-drl timing");
    assertDone("Not moved by any axis, so nothing is said of these:", timing);
    assertEquals(found, timing.out().replaceAll("in [0-9.]+ s", "in # s"));
    Result bands = rules("gaps --rules rules-drl timing --bands");
    assertEquals(0, bands.code());
    assertEquals(
        found
            + """

              timing, by the days to an event
                  0 to 13 days    Event too near to the session
                  14 to 366 days  no rule

              timing, by the time since another procedure
                  0 to 13 days                      Ablative laser not long ago; Botulinum toxin not long ago; Deep peel or dermabrasion not long ago; Filler not long ago; Light or laser not long ago; Surgery not long ago (no rule in 12 of 24 combinations: on back)
                  14 to 20 days                     Ablative laser not long ago; Deep peel or dermabrasion not long ago; Filler not long ago; Light or laser not long ago; Surgery not long ago (no rule in 14 of 24 combinations: on back; procedure botulinum-toxin)
                  21 to 41 days                     Ablative laser not long ago; Deep peel or dermabrasion not long ago; Filler not long ago; Surgery not long ago (no rule in 16 of 24 combinations: on back; procedure botulinum-toxin or light-or-laser)
                  42 to 83 days                     Ablative laser not long ago; Deep peel or dermabrasion not long ago; Filler not long ago; Surgery not long ago (no rule in 17 of 24 combinations: on back; procedure botulinum-toxin or light-or-laser; procedure surgery with indication stated)
                  84 days to just under 3 months    Deep peel or dermabrasion not long ago; Filler not long ago; Surgery not long ago (no rule in 19 of 24 combinations: procedure ablative-laser or botulinum-toxin or light-or-laser; on back; procedure surgery with indication stated)
                  3 months to just under 6 months   Filler not long ago; Surgery not long ago (no rule in 21 of 24 combinations: procedure not filler or surgery; on back; procedure surgery with indication stated)
                  6 months to just under 12 months  Surgery not long ago (no rule in 23 of 24 combinations: procedure not surgery; indication stated; on back)
                  12 months and more                no rule
              """,
        bands.out().replaceAll("in [0-9.]+ s", "in # s"));
    Result without = rules("gaps --rules rules-drl adjunct --format json");
    JsonNode json = new JsonMapper().readTree(without.out());
    assertEquals("[\"adjunct\"]", json.path("without").toString());
    assertEquals("[]", json.path("axes").toString());
    assertErr(4, NO_RULES, rules("gaps --rules none"));
    assertErr(4, slip(), rules("gaps --rules rules-drl timing"));
  }
}
