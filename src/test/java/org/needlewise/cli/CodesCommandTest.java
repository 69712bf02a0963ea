package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.casefile.CaseSchema;
import org.needlewise.casefile.VocabularyReader;
import org.needlewise.cli.NeedlewiseProcess.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code needlewise codes}, on the shipped codes and some rules of the test's own. */
class CodesCommandTest {
  private static final Path SHIPPED = Path.of("rules-drl");

  @TempDir private Path folder;

  @BeforeEach
  void rules() throws IOException {
    Files.createDirectory(folder.resolve("care"));
    Files.createDirectory(folder.resolve("evidence"));
    for (String file :
        List.of(
            "definitions.yaml",
            "vocabulary.yaml",
            "standard-codes.yaml",
            "care/care.yaml",
            "care/expectations.yaml",
            "care/protocols.yaml",
            "care/recovery.yaml",
            "evidence/ledger.yaml",
            "evidence/external.yaml")) {
      Files.copy(SHIPPED.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("manifest.yaml"), "version: \"1\"\nrules: [depth-row-b]\n");
    rule("P01", "Condition", "code == \"keloid\", active");
    rule("P02", "Medication", "group == \"anticoagulant\", stopped");
    rule("P03", "Stated", "code in ( \"keloid\", \"aspirin\", \"nickel\" ), unresolved");
    rule("P04", "Medication", "active, !statusKnown");
    rule("P05", "Denied", "kind == \"allergy\" || ( kind == \"sign\" && overlapping )");
    rule("P06", "Proposal", "adjuncts not contains \"minoxidil\", area == \"scalp\"");
    rule("P07", "Gap", "role == \"proposed\", earlierClass == \"face\", laterFollowsProtocol");
    rule("P08", "Unanswered", "code != \"birth-date\"");
    rule(
        "P09",
        "Gap",
        "role == \"proposed\", laterIndicatedFor( \"scars\", \"striae\" ), eitherHasAdjunct( \"prp\" )");
  }

  private void rule(String row, String fact, String conditions) throws IOException {
    String slug = "row-" + "abcdefghij".charAt(row.charAt(2) - '0');
    String text =
        """
        /*
         * What it checks   A thing.
         * Why it matters   It may.
         * Stays silent     Else.
         */
        package depth.PACKAGE

        import org.needlewise.facts.FACT
        global org.needlewise.screening.Findings findings

        rule "Rule ROW"
            @id("depth-ROW")  @policy("UPPER")  @category("depth")  @title("Title ROW")
            @verdict("caution")  @evidence("L001")  @message("Look.")
            @reviewed("2026-11-20")  @reviewBy("2027-11-20")  @status("active")
          when
            $x : FACT( CONDITIONS )
          then
            findings.add( kcontext, $x );
        end
        """
            .replace("UPPER", row)
            .replace("ROW", slug)
            .replace("PACKAGE", slug.replace('-', '_'))
            .replace("FACT", fact)
            .replace("CONDITIONS", conditions);
    Files.createDirectories(folder.resolve("depth"));
    Files.writeString(folder.resolve("depth/" + slug + ".drl"), text);
  }

  private Result codes(int columns, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("codes", "--color", "never"));
    all.addAll(List.of("--rules", folder.toString()));
    all.addAll(List.of(arguments));
    return new NeedlewiseProcess()
        .java("-Dneedlewise.columns=" + columns)
        .run(all.toArray(String[]::new));
  }

  @Test
  void tellsAllOfACode() throws Exception {
    Result result = codes(80, "Coumadin");
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertEquals(
        """
        warfarin: a medication
          also        coumadin, marevan
          class       anticoagulant
          asked       Does the patient take a blood thinner, or has one been stopped in
                      the last three months?
          standard    RxNorm 11289
          rules       P02 Title row-c (by its class): depth-row-c
                      P04 Title row-e (any medication): depth-row-e
                      P08 Title row-i (any medication): depth-row-i

        """,
        result.out());
  }

  @Test
  void tellsOfEachListAndOfWhatIsUnsure() throws Exception {
    assertEquals(
        """
        local-anaesthetic: an allergy
          also        lidocaine, lignocaine, emla, anesthetic
          asked       Has a numbing cream or injection ever caused
                      an allergic reaction?
          standard    ICD-10-CM Z88.4, to any anaesthetic (not sure:
                      medium, memory)
          rules       P05 Title row-f (any allergy): depth-row-f
                      P08 Title row-i (any allergy): depth-row-i

        numbing-cream: an adjunct
          also        lidocaine cream, emla, topical anaesthetic
          standard    RxNorm 6387, lidocaine (not sure: verify,
                      memory)
          rules       none speaks of it

        """,
        codes(60, "emla").out());
  }

  @Test
  void tellsWhatElseIsCalledSo() throws Exception {
    assertEquals(
        """
        retinoid: an adjunct
          rules       none speaks of it

        See also: isotretinoin (oral retinoid), a medication; topical-retinoid, a
        medication
        """,
        codes(80, "retinoid").out());
  }

  @Test
  void tellsWhyARuleSpeaksOfIt() throws Exception {
    Map<String, String> found = new HashMap<>();
    for (JsonNode entry :
        new JsonMapper().readTree(codes(80, "--format", "json").out()).path("codes")) {
      List<String> rules = new ArrayList<>();
      for (JsonNode rule : entry.path("rules")) {
        rules.add(rule.path("policy").stringValue() + " " + rule.path("speaksOf").stringValue());
      }
      found.put(entry.path("code").stringValue(), String.join(", ", rules));
    }
    for (String line :
        List.of(
            "keloid | P01 code, P03 code, P08 any",
            "rosacea | P08 any",
            "vitiligo | ",
            "psoriasis | P08 any",
            "inflammatory-skin-disease | P08 any",
            "warfarin | P02 class, P04 any, P08 any",
            "anticoagulant | P02 class, P04 any, P08 any",
            "aspirin | P03 code, P04 any",
            "nickel | P03 code, P05 any",
            "latex | P05 any",
            "erythema | P05 any, P08 any",
            "filler | P08 any",
            "minoxidil | P06 code, P07 protocol",
            "scalp | P06 code, P07 protocol",
            "face | P07 class",
            "cheeks | P07 class",
            "eyelid | ",
            "scars | P09 code",
            "striae | P09 code",
            "wrinkles | ",
            "prp | P09 code",
            "instant-results | ")) {
      String[] expected = line.split(" \\| ", -1);
      assertEquals(expected[1], found.get(expected[0]), expected[0]);
    }
  }

  @Test
  void tellsPrograms() throws Exception {
    assertEquals(
        """
        {
          "codes" : [ {
            "code" : "tretinoin",
            "list" : "medications",
            "match" : {
              "how" : "also",
              "words" : "retin-a"
            },
            "also" : [ "retin-a" ],
            "class" : "topical-retinoid",
            "members" : [ ],
            "questions" : [ {
              "code" : "topical-retinoid",
              "ask" : "Is a retinoid used on the skin, and when was it last used?"
            } ],
            "standardCodes" : [ {
              "system" : "RxNorm",
              "code" : "10753",
              "sure" : "verify",
              "source" : "memory",
              "note" : ""
            } ],
            "rules" : [ {
              "id" : "depth-row-e",
              "policy" : "P04",
              "title" : "Title row-e",
              "speaksOf" : "any"
            }, {
              "id" : "depth-row-i",
              "policy" : "P08",
              "title" : "Title row-i",
              "speaksOf" : "any"
            } ]
          } ]
        }
        """,
        codes(80, "Retin", "A", "--format", "json").out());
  }

  @Test
  void listsOneList() throws Exception {
    assertEquals(
        """
        allergies (5)
          nickel
          stainless-steel
          local-anaesthetic  also lidocaine, lignocaine, emla,
                             anesthetic
          latex
          other-allergy

        More on one of them: needlewise codes CODE
        """,
        codes(60, "--list", "allergies").out());
    assertEquals(
        """
        negatives (3)
          and every code of conditions, medications, signs and allergies
          inflammatory-skin-disease
          procedure
          all-screening-questions

        More on one of them: needlewise codes CODE
        """,
        codes(80, "--list", "negatives").out());
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80})
  void listsThemAllInTheWindow(int columns) throws Exception {
    Result result = codes(columns);
    assertEquals(0, result.code());
    for (String line : result.out().lines().toList()) {
      assertTrue(line.length() <= columns && line.equals(line.stripTrailing()), line);
    }
    assertEquals(
        List.of(
            "conditions (35)",
            "medications (31)",
            "allergies (5)",
            "procedures (7)",
            "signs (13)",
            "indications (16)",
            "adjuncts (9)",
            "expectations (6)",
            "negatives (3)",
            "areas (21)"),
        result.out().lines().filter(line -> line.endsWith(")") && !line.startsWith(" ")).toList());
    JsonNode all = new JsonMapper().readTree(codes(columns, "--format", "json").out());
    assertEquals(35 + 31 + 5 + 7 + 13 + 16 + 9 + 6 + 3 + 21, all.path("codes").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "botx | '' | found 'botx', expected a word for a code; near it: botulinum-toxin (botox), a procedure",
        "warfrin | '' | found 'warfrin', expected a word for a code; near it: warfarin, a medication",
        "xylophone | '' | found 'xylophone', expected a word for a code; without a word, all are listed",
        "prp | medications | found 'prp', expected a word for a code of the medications; near it: prp, an adjunct",
        "''  | '' | found '', expected a word for a code; without a word, all are listed",
      })
  void namesWhatIsNear(String word, String list, String expected) throws Exception {
    Result result = list.isEmpty() ? codes(80, word) : codes(80, word, "--list", list);
    assertEquals("needlewise codes: " + expected + "\n", result.err());
    assertEquals("", result.out());
    assertEquals(3, result.code());
  }

  @Test
  void refusesWrongUsage() throws Exception {
    Result list = codes(80, "--list", "condition");
    assertEquals(
        "needlewise codes: 'condition' is no list; expected one of conditions, medications, allergies,"
            + " procedures, signs, indications, adjuncts, expectations, negatives, areas; did you mean"
            + " conditions?\nTry 'needlewise codes --help'.\n",
        list.err());
    assertEquals(2, list.code());
    Result schema = codes(80, "--schema", "keloid");
    assertEquals(
        """
        needlewise codes: --schema has all codes in it; give it without --list or a word
        Try 'needlewise codes --help'.
        """,
        schema.err());
    assertEquals(2, schema.code());
  }

  @Test
  void tellsWhatIsWrongWithTheStandardCodes() throws Exception {
    Path file = folder.resolve("standard-codes.yaml");
    Files.writeString(file, "standardCodes:\n  - {for: keliod}\n");
    Result result = codes(80, "keloid");
    assertTrue(
        result
            .err()
            .startsWith(
                file
                    + ":2:5: /standardCodes/0/system: found nothing, expected the field system, which a"
                    + " standard code must have\n"),
        result.err());
    assertEquals(4, result.code());
  }

  @Test
  void printsTheSchema() throws Exception {
    Result result = codes(80, "--schema");
    assertEquals(0, result.code());
    assertEquals(
        CaseSchema.of(VocabularyReader.read(SHIPPED.resolve("vocabulary.yaml"))), result.out());
  }

  /** What the errors of a case file tell to type works. */
  @Test
  void isWhatErrorsNameIt() throws Exception {
    Path file = folder.resolve(".case.yaml");
    Files.writeString(
        file,
        "{id: a, patient: {conditions: [{code: flu}]}, proposed: {date: 2026-11-20, area: face,"
            + " depthMm: 1}}");
    Result screened = new NeedlewiseProcess().run("screen", file.toString());
    assertEquals(
        file
            + ":1:39: /patient/conditions/0/code: found \"flu\", expected a condition code (./needlewise"
            + " codes --list conditions)\n",
        screened.err());
    assertEquals(3, screened.code());
    assertFalse(codes(80, "--list", "conditions").out().isEmpty());
  }
}
