package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;

class CaseFileReaderTest {
  private static final String LEAST =
      "{\"id\":\"t\",\"patient\":{},\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"face\",\"depthMm\":%s}}";

  private static CaseFile least(int depthHundredths) {
    return new CaseFile(
        "t",
        null,
        new Patient(
            null, "unknown", null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of()),
        new Proposed(
            LocalDate.of(2026, 11, 20),
            "face",
            null,
            depthHundredths,
            "professional",
            null,
            "unknown",
            List.of(),
            "initial-series",
            null,
            null,
            null,
            List.of(),
            null),
        List.of());
  }

  @Test
  void whatIsNotStatedHasItsDefault() {
    assertEquals(least(100), Cases.read(LEAST.formatted("1"), Format.JSON));
  }

  @Test
  void yamlWithQuotedAndBareScalars() {
    String yaml =
        """
        # a case
        id: "yes"
        asOf: 2026-11-20
        patient:
          sex: 'female'
          conditions:
          - code: keloid
            status: resolved
            areas: [chest, back]
            impairsHealing: False
        proposed: {date: 2026-11-20, area: face, depthMm: .5, device: no}
        history:
          - date: "2024-02-29"
            area: under-eye
            depthMm: 10
            reactions: [{sign: erythema, days: 0}]
            completesSeries: true
        """;
    CaseFile read = Cases.read(yaml, Format.YAML);
    assertEquals("yes", read.id());
    assertEquals("female", read.patient().sex());
    assertEquals(
        List.of(new Condition("keloid", "resolved", List.of("chest", "back"), null, null, false)),
        read.patient().conditions());
    assertEquals(50, read.proposed().depthHundredths());
    assertEquals("no", read.proposed().device());
    assertEquals(
        List.of(
            new PastSession(
                LocalDate.of(2024, 2, 29),
                "under-eye",
                1000,
                null,
                "professional",
                null,
                "unknown",
                List.of(),
                List.of(new Reaction("erythema", 0, null)),
                true,
                null)),
        read.history());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100", "1.0, 100", "1.00, 100", "1.000, 100", "1e0, 100", "0.1E1, 100", "10, 1000",
        "10.0, 1000",
    "1e1, 1000", "0.01, 1", "1e-2, 1", "9.99, 999", "0.250, 25", "0.29, 29", "1.15, 115",
        "100e-2, 100"
  })
  void depthInAnyWayToWriteIt(String written, int hundredths) {
    assertEquals(least(hundredths), Cases.read(LEAST.formatted(written), Format.JSON));
    assertEquals(least(hundredths), Cases.read(LEAST.formatted(written), Format.YAML));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7.0, 7",
    "7e0, 7",
    "70e-1, 7",
    "2147483647, 2147483647",
    "1E3, 1000",
    "1234567890, 1234567890"
  })
  void wholeNumberInAnyWayToWriteIt(String written, int value) {
    String json =
        LEAST.formatted(
            "1,\"regimen\":{\"everyDays\":" + written + ",\"sessions\":" + written + "}");
    for (Format format : Format.values()) {
      CaseFile read = Cases.read(json, format);
      assertEquals(value, read.proposed().regimen().everyDays());
      assertEquals(value, read.proposed().regimen().sessions());
    }
  }

  @Test
  void equalCodesAreTheSameString() {
    String json =
        """
        {"id":"t","patient":{"conditions":[{"code":"keloid","areas":["fa\\u0063e"]}],\
        "pertinentNegatives":["keloid"]},\
        "proposed":{"date":"2026-11-20","area":"face","depthMm":1}}""";
    CaseFile read = Cases.read(json, Format.JSON);
    assertSame(
        read.patient().conditions().get(0).code(), read.patient().pertinentNegatives().get(0));
    assertSame("keloid", read.patient().conditions().get(0).code());
    assertSame(read.proposed().area(), read.patient().conditions().get(0).areas().get(0));
  }

  @Test
  void readsAStretchOfABuffer() {
    byte[] bytes = ("}}xx" + LEAST.formatted("1") + "{\"").getBytes(StandardCharsets.UTF_8);
    assertEquals(least(100), Cases.READER.readRecord(bytes, 4, bytes.length - 6, "records", 3));
    byte[] bad =
        ("}}x\n" + LEAST.formatted("\"é\",\"x\":0") + "{\"").getBytes(StandardCharsets.UTF_8);
    try {
      Cases.READER.readRecord(bad, 4, bad.length - 6, "records", 3);
      throw new AssertionError("no error");
    } catch (InvalidInputException e) {
      assertEquals(
          """
          records:3:80: /proposed/depthMm: found the text "é", expected a depth in millimetres \
          above 0, at most 10, in steps of 0.01
          records:3:84: /proposed/x: found an unknown field, expected one of date, area, indication, \
          depthMm, setting, device, modality, adjuncts, phase, improvementDocumented, regimen, event, \
          expectations, operator""",
          e.getMessage());
      assertEquals(3, e.problems().get(0).record());
      assertEquals(1, e.problems().get(0).line());
      assertEquals(0, e.getStackTrace().length);
      assertNull(e.getCause());
    }
  }

  @Test
  void aByteOrderMarkAndBlanksAround() {
    assertEquals(
        least(100), Cases.read("\ufeff \r\n" + LEAST.formatted("1") + "\n\n", Format.JSON));
    assertEquals(
        least(100), Cases.read("\ufeff---\n" + LEAST.formatted("1") + "\n...\n", Format.YAML));
  }

  @Test
  void aMillionLevels() {
    String expected = "lists and objects nested deeper, expected at most 32 within each other";
    for (Format format : Format.values()) {
      List<String> errors = Cases.errors("{\"x\":" + "[".repeat(1_000_000), format);
      assertEquals(
          "case:1:37: found " + expected, errors.get(errors.size() - 1).replace(":35:", ":37:"));
    }
  }

  @Test
  void aDocumentOfTheGreatestLengthAndOneMore() {
    String json = LEAST.formatted("1");
    int fill = Limits.DOCUMENT_BYTES - json.length();
    for (Format format : Format.values()) {
      assertEquals(least(100), Cases.read(json + " ".repeat(fill), format));
      assertEquals(
          List.of(
              "case:1:1: found a document of more than 1048576 bytes, expected at most 1048576 bytes"),
          Cases.errors(json + " ".repeat(fill + 1), format));
    }
  }

  @Test
  void idsCountCodePoints() {
    String json = LEAST.formatted("1").replace("\"t\"", "\"%s\"");
    assertEquals("😀".repeat(128), Cases.read(json.formatted("😀".repeat(128)), Format.JSON).id());
    assertEquals(
        List.of(
            "case:1:7: /id: found a text of 129 characters, expected text of 1 to 128 characters"),
        Cases.errors(json.formatted("😀".repeat(129)), Format.JSON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: x|YAML",
        "{id: x}|YAML",
        "{ # c|YAML",
        "{\"id\":1}|JSON",
        "{}|JSON",
        "{|JSON",
        "[]|JSON",
        "{\"a\":1}\\n{\"b\"|NDJSON",
        "{\"a\":1}\\r\\n\\n \\t{|NDJSON",
        "{\\n\"a\":{}}|JSON",
        "{\\n{|NDJSON",
        "\\n\\n  {\"a\"|JSON",
        "''|YAML",
        "---\\n{\"a\"|YAML",
        "# {|YAML"
      })
  void formatByContent(String content, Format format) {
    byte[] bytes = content.translateEscapes().getBytes(StandardCharsets.UTF_8);
    assertEquals(format, Format.detect(bytes, 0, bytes.length));
    byte[] marked = ("\ufeff" + content.translateEscapes()).getBytes(StandardCharsets.UTF_8);
    assertEquals(format, Format.detect(marked, 0, marked.length));
  }

  @ParameterizedTest
  @CsvSource({
    "a.json,JSON",
    "a.YAML,YAML",
    "b/a.yml,YAML",
    "a.ndjson,NDJSON",
    "a.jsonl,NDJSON",
    "a.ndjson.gz,NDJSON",
    "a.json.zst,JSON",
    "a.txt,",
    "json,JSON"
  })
  void formatByName(String name, Format format) {
    assertEquals(format, Format.ofName(name).orElse(null));
  }
}
