package org.needlewise.rulebase.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Limits;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Definitions.DepthRow;
import org.needlewise.facts.Definitions.MinoxidilProtocol;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.load.RuleBase;

/** The files of a rules folder that hold no rule, and the facts that rules speak of. */
class KnowledgeTest {

  @Test
  void shippedDefinitions() throws IOException {
    Definitions definitions = read(RuleCorpusTest.knowledge()).definitions();
    assertEquals(
        List.of(
            new DepthRow("R025", 25, true),
            new DepthRow("R05", 100, false),
            new DepthRow("R10", 200, true),
            new DepthRow("R20", 0, false)),
        definitions.depthRows());
    assertEquals(
        new MinoxidilProtocol("scalp", "minoxidil", "professional", "radiofrequency", 50, 100),
        definitions.minoxidilProtocol());
    assertEquals("periorbital", definitions.areaClasses().get("eyebrow"));
    assertEquals("periorbital", definitions.areaClasses().get("eyelid"));
    assertEquals("body", definitions.otherAreasAre());
    assertEquals(
        Set.of("forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow", "eyelid"),
        definitions.overlaps().get("face"));
    assertEquals(5, definitions.earliestDateWithinYears());
  }

  @Test
  void shippedEvidence() throws IOException {
    var evidence = read(RuleCorpusTest.knowledge()).evidence();
    assertEquals(222 + 67, evidence.size());
    EvidenceStatement l055 = evidence.get("L055");
    assertEquals("frequency-guide", l055.source());
    assertEquals("rule", l055.use());
    assertEquals("0.5-1.0 mm; 14-28 days", l055.parameters());
    assertTrue(evidence.get("E25").beyondTheSources());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upToMm: 0.25 | upToMm: 0.255 | 7:25: /depthRows/0/upToMm: found the number 0.255,"
            + " expected a depth in millimetres above 0, at most 10, in steps of 0.01",
        "upToMm: 0.25 | upToMm: -1 | 7:25: /depthRows/0/upToMm: found the number -1,"
            + " expected a depth in millimetres above 0, at most 10, in steps of 0.01",
        "upToMm: 0.25 | upToMm: 1.5 | 8:5: /depthRows/1: found a bound no deeper than the row before,"
            + " expected rows from the shallowest to the deepest",
        "{row: R20} | {row: R20, upToMm: 3.0} | 10:5: /depthRows/3: found a depth row with the wrong bounds,"
            + " expected upToMm or belowMm on each row, and neither on the last, which has no bound",
        "{row: R20} | {row: R10} | 10:5: /depthRows/3: found a second row \"R10\", expected each row once",
        "superficialRow: R025 | superficialRow: R25 | 12:17: /superficialRow: found \"R25\","
            + " expected a depth row: one of R025, R05, R10, R20",
        "superficialRow: R025 | superficialRows: R025 | 12:1: /superficialRows: found an unknown field,"
            + " expected a field of the definitions; did you mean superficialRow?",
        "toMm: 1.0 | toMm: 0.4 | 20:9: /minoxidilProtocol/toMm: found a greatest depth below the least,"
            + " expected toMm at or above fromMm",
        "setting: professional | setting: clinic | 17:12: /minoxidilProtocol/setting: found \"clinic\","
            + " expected one of professional, home",
        "scalp: [scalp] | scalp: [scalp, chin] | 25:18: /areaClasses/scalp/1: found \"chin\" in a second"
            + " class, expected each area in one class",
        "face: [forehead, | face: [forehead, forehead, | 29:20: /overlaps/face/1: found \"forehead\" a second"
            + " time, expected each entry once",
        "face: [forehead, | chins: [forehead, | 29:3: /overlaps/chins: found an unknown field,"
            + " expected a field of the areas that take in others; did you mean chin?",
        "scalp: [scalp] | face: [scalp] | 25:3: /areaClasses/face: found a second field of this name,"
            + " expected each field once",
        "Years: 5 | Years: five | 31:26: /earliestDateWithinYears: found the text \"five\","
            + " expected a whole number from 1 to 20",
        "Years: 5 | Years: 50 | 31:26: /earliestDateWithinYears: found the number 50,"
            + " expected a whole number from 1 to 20",
        "otherAreasAre: body | otherAreasAre: | 26:15: /otherAreasAre: found null,"
            + " expected text: the class of all other areas",
        "area: scalp | area: &a scalp | 15:9: found the YAML anchor &a,"
            + " expected plain values; anchors, aliases, tags and merge keys are not read",
        "version: | other: [ | 4:1: /other: found an unknown field, expected one of"
            + " version, depthRows, radiofrequencyRow, superficialRow, minoxidilProtocol, areaClasses, otherAreasAre,"
            + " overlaps, earliestDateWithinYears",
        "\"2026.12\" | \"2026\\u200b\" | 4:10: /version: found \"2026\\u200b\","
            + " expected text: a version, on one line, of characters that can be seen",
      })
  void wrongDefinitions(String old, String now, String problem) throws IOException {
    assertEquals("definitions.yaml:" + problem, firstProblem("definitions.yaml", old, now));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: L002 | {id: L001 | 9:10: /statements/1/id: found a second \"L001\", expected each id once",
        "{id: L002 | {id: X2 | 9:10: /statements/1/id: found \"X2\", expected L and three digits",
        "use: rule, says: \"Photoaging | use: rules, says: \"Photoaging | 9:77: /statements/1/use: found"
            + " \"rules\", expected one of rule, planner, forecast, expectation, report-text; did you mean rule?",
        "statements: | claims: | 6:1: /claims: found an unknown field, expected one of statements",
      })
  void wrongLedger(String old, String now, String problem) throws IOException {
    assertEquals("evidence/ledger.yaml:" + problem, firstProblem("evidence/ledger.yaml", old, now));
  }

  @Test
  void wrongVocabularyIsNamedWithItsPlace() throws IOException {
    assertEquals(
        "vocabulary.yaml:5:6: /conditions/1/cod: found an unknown field, expected a field of a code; did you mean code?",
        firstProblem("vocabulary.yaml", "{code: skin-infection}", "{cod: skin-infection}"));
  }

  @Test
  void wrongStandardCodeIsNamedWithItsPlace() throws IOException {
    assertEquals(
        "standard-codes.yaml:10:49: /standardCodes/0/code: found \"88616001\", expected the id of a SNOMED CT"
            + " concept, whose last digit checks the others",
        firstProblem("standard-codes.yaml", "code: \"88616000\"", "code: \"88616001\""));
  }

  @Test
  void missingFileIsNamed() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    files.remove("vocabulary.yaml");
    assertEquals(
        List.of(
            "vocabulary.yaml: found no such file, expected the files of rules-drl in the rules folder"),
        problems(files));
  }

  @Test
  void fileThatWouldNotBeReadIsNamed() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    for (String name :
        List.of(
            "interval/face.drl.txt", "face.drl", "interval/deeper/face.drl", "interval/face.DRL")) {
      files.put(name, new byte[0]);
    }
    assertEquals(
        new TreeSet<>(files.keySet())
            .stream()
                .filter(name -> !RulesFolder.KNOWLEDGE.contains(name))
                .map(
                    name ->
                        name
                            + ": found a file that is not read, expected <category>/<name>.drl, or no such file")
                .toList(),
        problems(files));
  }

  @Test
  void ruleInAFolderThatIsNoCategory() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    String text =
        Files.readString(Path.of("rules-drl/interval/face.drl"))
            .replace("package interval.face", "package intervals.face")
            .replace("\"interval-face\"", "\"intervals-face\"")
            .replace("@category(\"interval\")", "@category(\"intervals\")")
            .replace("findings.interval", "findings.interval");
    files.put("intervals/face.drl", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of(
            "intervals: found rules in a folder of this name, expected a folder named as a category;"
                + " did you mean interval?"),
        problems(files));
  }

  @ParameterizedTest
  @CsvSource({"Face", "new", "face_2", "-face", "face--two"})
  void ruleInAFileOfAWrongName(String slug) throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    files.put(
        "interval/" + slug + ".drl", Files.readAllBytes(Path.of("rules-drl/interval/face.drl")));
    assertEquals(
        "interval/"
            + slug
            + ".drl:6:9: found a rule in a file named '"
            + slug
            + ".drl',"
            + " expected small letters, words joined by hyphens, no word that Java reserves",
        problems(files).get(0));
  }

  @Test
  void duplicatesAcrossFiles() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    byte[] rule = Files.readAllBytes(Path.of("rules-drl/interval/face.drl"));
    files.put("interval/face.drl", rule);
    files.put("interval/faces.drl", rule);
    assertEquals(
        List.of(
            "interval/faces.drl:6:9: found the package interval.face, expected interval.faces,"
                + " as the folder and the file are named"),
        problems(files));
    String own =
        new String(rule, StandardCharsets.UTF_8).replace("interval.face", "interval.faces");
    files.put("interval/faces.drl", own.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of(
            "interval/faces.drl:11:7: found the name \"Face at therapeutic depth\" a second time"
                + " (interval/face.drl has it), expected a name of its own"),
        problems(files));
  }

  @Test
  void formerIdsOfAnotherRule() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    for (String slug : List.of("face", "body")) {
      String rule = Files.readString(Path.of("rules-drl/interval/" + slug + ".drl"));
      files.put(
          "interval/" + slug + ".drl",
          rule.replace(
                  "@title(",
                  "@formerly(\"interval-x interval-"
                      + (slug.equals("face") ? "cheeks" : "face")
                      + "\")  @title(")
              .getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        List.of(
            "interval/body.drl:13:16: found the id interval-face, which interval/face.drl has or had,"
                + " expected ids that no other rule has or had",
            "interval/face.drl:13:16: found the id interval-x, which interval/body.drl has or had,"
                + " expected ids that no other rule has or had"),
        problems(files));
  }

  @Test
  void folderThatIsNone(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none");
    String message =
        assertThrows(BadRulesException.class, () -> RuleBase.load(none, null)).getMessage();
    assertEquals(
        none + ": found no such folder, expected a folder with all that rules-drl holds", message);
    Path link = folder.resolve("definitions.yaml");
    Files.createSymbolicLink(link, Path.of("/dev/zero"));
    assertEquals(
        "definitions.yaml: found a link to another place, expected the file or folder itself, copied to here",
        assertThrows(BadRulesException.class, () -> RuleBase.load(folder, null)).getMessage());
    Files.delete(link);
    Files.write(folder.resolve("x.yaml"), new byte[Limits.DOCUMENT_BYTES + 1]);
    assertEquals(
        "x.yaml: found a file of 1048577 bytes, expected at most 1048576 bytes",
        assertThrows(BadRulesException.class, () -> RuleBase.load(folder, null)).getMessage());
  }

  /** A number that a rule compares says what it counts. */
  @Test
  void numbersOfFactsHaveUnits() {
    List<String> without = new ArrayList<>();
    for (FactType type : FactTypes.patterns().values()) {
      assertNotNull(type.members().get("proposedDate"), type.name());
      type.members().values().stream()
          .filter(member -> member.value().kind().isNumber() && !FactTypes.hasUnit(member.name()))
          .forEach(member -> without.add(type.name() + '.' + member.name()));
    }
    assertEquals(List.of(), without);
    assertEquals(
        Kind.DATE, FactTypes.patterns().get("Gap").members().get("laterDate").value().kind());
  }

  private static String firstProblem(String file, String old, String now) throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    assertTrue(text.contains(old), old);
    int at = text.indexOf(old);
    String edited = text.substring(0, at) + now + text.substring(at + old.length());
    files.put(file, edited.getBytes(StandardCharsets.UTF_8));
    return problems(files).get(0);
  }

  private static Knowledge read(SortedMap<String, byte[]> files) {
    Problems problems = new Problems();
    Knowledge knowledge = Knowledge.read(new RulesFolder(files), problems);
    assertEquals(List.of(), problems.sorted());
    return knowledge;
  }

  private static List<String> problems(SortedMap<String, byte[]> files) {
    return CheckedRules.of(new RulesFolder(files)).problems().sorted().stream()
        .map(Diagnostic::toString)
        .toList();
  }
}
