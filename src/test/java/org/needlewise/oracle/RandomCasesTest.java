package org.needlewise.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.VocabularyReader;
import org.needlewise.oracle.PolicyOracle.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The random cases reach every row of the policy, and its edges. */
class RandomCasesTest {
  private static final int CASES = 20_000;
  private static final Path VOCABULARY = Path.of("rules-drl", "vocabulary.yaml");

  /** Every row, with each verdict that it can give. */
  private static final String ROWS =
      """
      P01 contraindicated, P02 caution, P03 contraindicated, P04 caution, P05 contraindicated, P06 caution,
      P07 contraindicated, P08 caution, P09 contraindicated, P10 caution, P11 contraindicated, P12 caution,
      P13 contraindicated, P14 caution, P14 incomplete, P14 defer, P15 contraindicated, P16 contraindicated, P17 caution, P18 contraindicated,
      P19 contraindicated, P1A contraindicated, P1B caution, P1B incomplete, P1C contraindicated, P1D caution, P1E caution,
      P1F caution, P1G caution, P1H defer, P1I caution, P1I incomplete, P1I defer, P1J contraindicated, P1K defer,
      P1L caution, P1M caution, P20 caution, P20 defer, P21 defer, P22 caution, P22 defer, P23 proceed, P23 defer, P24 defer,
      P25 proceed, P25 defer, P26 proceed, P26 defer, P27 proceed, P27 defer, P28 defer, P29 proceed, P29 defer,
      P30 proceed, P30 defer, P31 caution, P31 defer, P32 caution, P33 defer, P35 defer, P36 caution, P36 defer,
      P37 caution, P38 caution, P39 defer, P40 caution, P40 defer, P41 caution, P41 defer, P42 caution, P42 defer,
      P43 caution, P44 caution, P45 caution, P46 caution, P46 defer, P47 proceed, P50 defer, P51 caution, P52 caution,
      P53 caution, P53 defer, P54 defer, P55 defer, P56 caution, P57 caution, P58 defer, P59 proceed, P5A proceed,
      P5B defer, P5C proceed, P5D defer, P60 caution, P60 defer, P61 caution, P61 defer, P62 incomplete, P63 caution, P64 caution,
      P66 proceed, P66 caution, P67 caution, P67 defer, P68 caution, P68 defer, P69 caution, P69 defer, P6A caution,
      P6A defer, P6B defer, P6C caution, P6C defer, P6D incomplete, P70 caution, P71 caution, P72 proceed, P73 proceed, P74 caution, P75 caution, P76 caution,
      P77 caution, P78 caution, P79 caution, P7A proceed, P7B defer, P7C caution, P7D caution, P7E caution, P80 incomplete, P81 incomplete, P82 incomplete,
      P83 incomplete, P84 incomplete, P85 incomplete, P86 caution, P87 incomplete, P88 incomplete, P89 incomplete
      """;

  private static Set<String> all() {
    return Set.of(ROWS.strip().split(",\\s+"));
  }

  private static Set<String> fired(List<Found> findings) {
    return findings.stream().map(f -> f.policy() + " " + f.verdict()).collect(Collectors.toSet());
  }

  @Test
  void everyRowFiresWithEachOfItsVerdicts() {
    Map<String, Integer> times = new TreeMap<>();
    for (int seed = 0; seed < 5_000; seed++) {
      OracleCase c = OracleCase.of(RandomCases.of(seed));
      fired(new Reading(c, c.proposed().date()).findings())
          .forEach(row -> times.merge(row, 1, Integer::sum));
    }
    Set<String> seldom = new HashSet<>(all());
    seldom.removeIf(row -> times.getOrDefault(row, 0) < 20);
    assertEquals(all(), seldom, () -> "rows that fired: " + times);
    assertEquals(all(), times.keySet());
  }

  /**
   * One step of the date, of a depth or of asOf is all that parts many cases from another answer of
   * the row.
   */
  @Test
  void everyLimitIsMetToTheDayAndToTheHundredth() {
    Map<String, Integer> byDate = new TreeMap<>();
    Map<String, Integer> byDepth = new TreeMap<>();
    Map<String, Integer> byAsOf = new TreeMap<>();
    for (int seed = 0; seed < CASES; seed++) {
      ObjectNode json = RandomCases.of(seed);
      OracleCase c = OracleCase.of(json);
      LocalDate date = c.proposed().date();
      List<Found> before = new Reading(c, date).findings();
      changed(before, new Reading(c, date.plusDays(1)).findings(), byDate);

      ObjectNode later = json.deepCopy();
      later.put("asOf", c.asOf().plusDays(1).toString());
      changed(before, new Reading(OracleCase.of(later), date).findings(), byAsOf);

      ObjectNode deeper = json.deepCopy();
      ObjectNode proposed = (ObjectNode) deeper.path("proposed");
      proposed.put("depthMm", (c.proposed().depth() + 1) / 100.0);
      changed(before, new Reading(OracleCase.of(deeper), date).findings(), byDepth);
    }
    assertMet(
        "P14 P1B P1F P1G P1H P1I P20 P21 P22 P23 P24 P25 P26 P27 P28 P29 P30 P31 P32 P33 P37 P38 P40 P41 P42 P44 P45"
            + " P46 P47 P58 P60 P61 P63 P64 P67 P68 P69 P6A P6B P6C P81 P85 P86",
        byDate);
    // a day on, these no longer hold: the minimum or the ideal is met
    assertMet(
        "P14 defer, P14 caution, P1B caution, P1F caution, P1G caution, P1H defer, P1I caution, P1I defer, P40 defer,"
            + " P60 defer, P61 defer, P67 caution, P67 defer, P68 caution, P68 defer, P69 caution, P69 defer,"
            + " P6A caution, P6A defer, P6B defer, P6C caution, P6C defer",
        byDate);
    assertMet(
        "P20 P21 P22 P23 P24 P31 P40 P41 P42 P46 P47 P50 P51 P52 P53 P54 P55 P58 P59 P5A P66 P78 P79",
        byDepth);
    assertMet("P36 P60 P61 P80 P81 P82 P84", byAsOf);
  }

  /** Counts each row that changes, and each row with the verdict that goes. */
  private static void changed(List<Found> before, List<Found> after, Map<String, Integer> counts) {
    Set<String> rows = new HashSet<>(rowsAndVerdicts(before, after));
    rowsAndVerdicts(before, after).forEach(row -> rows.add(row.substring(0, 3)));
    rowsAndVerdicts(after, before).forEach(row -> rows.add(row.substring(0, 3)));
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
  }

  private static List<String> rowsAndVerdicts(List<Found> these, List<Found> those) {
    List<String> left = new ArrayList<>();
    these.forEach(f -> left.add(f.policy() + " " + f.verdict()));
    those.forEach(f -> left.remove(f.policy() + " " + f.verdict()));
    return left;
  }

  private static void assertMet(String rows, Map<String, Integer> counts) {
    List<String> seldom =
        List.of(rows.split(",? (?=P)")).stream()
            .filter(row -> counts.getOrDefault(row, 0) < 10)
            .toList();
    assertEquals(
        List.of(), seldom, () -> "rows at whose limit fewer than 10 cases stand, of " + counts);
  }

  @Test
  void theStrictReaderTakesEachCase() throws IOException {
    CaseFileReader reader = new CaseFileReader(VocabularyReader.read(VOCABULARY));
    for (int seed = 0; seed < CASES; seed++) {
      byte[] json = RandomCases.of(seed).toString().getBytes(StandardCharsets.UTF_8);
      CaseFile read = reader.read(json, 0, json.length, Format.JSON, "random");
      assertEquals("random-" + seed, read.id());
    }
  }

  @Test
  void oneSeedGivesOneCase() {
    assertEquals(RandomCases.of(7).toString(), RandomCases.of(7).toString());
  }

  @Test
  void theListsAreTheVocabularysOwn() {
    JsonNode vocabulary = new YAMLMapper().readTree(VOCABULARY.toFile());
    assertEquals(codes(vocabulary, "conditions"), RandomCases.CONDITIONS);
    assertEquals(codes(vocabulary, "medications"), RandomCases.MEDICATIONS);
    assertEquals(codes(vocabulary, "allergies"), RandomCases.ALLERGIES);
    assertEquals(codes(vocabulary, "procedures"), RandomCases.PROCEDURES);
    assertEquals(codes(vocabulary, "signs"), RandomCases.SIGNS);
    assertEquals(codes(vocabulary, "indications"), RandomCases.INDICATIONS);
    assertEquals(codes(vocabulary, "adjuncts"), RandomCases.ADJUNCTS);
    assertEquals(codes(vocabulary, "expectations"), RandomCases.EXPECTATIONS);
    assertEquals(codes(vocabulary, "negatives"), RandomCases.CLASS_NEGATIVES);
    assertEquals(codes(vocabulary, "questions"), Words.QUESTIONS);
    for (String list : List.of("conditions", "medications")) {
      for (JsonNode entry : vocabulary.path(list)) {
        String code = entry.path("code").stringValue();
        assertEquals(
            entry.has("class") ? entry.path("class").stringValue() : code, Words.classOf(code));
      }
    }
  }

  private static List<String> codes(JsonNode vocabulary, String list) {
    List<String> codes = new ArrayList<>();
    vocabulary.path(list).forEach(entry -> codes.add(entry.path("code").stringValue()));
    return codes;
  }
}
