package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    Cases cases = new Cases(1);
    for (int i = 0; i < 3000; i++) {
      CaseFile caseFile = cases.next();
      String json = CaseFileWriter.json(caseFile);
      assertEquals(caseFile, Cases.read(json, Format.JSON), json);
      if (json.indexOf('\u007f') < 0) {
        // All JSON but this one character, which YAML wants escaped, is YAML.
        assertEquals(caseFile, Cases.read(json, Format.YAML), json);
      }
      String yaml = CaseFileWriter.yaml(caseFile);
      assertEquals(caseFile, Cases.read(yaml, Format.YAML), yaml);
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      CaseFileWriter.writeLine(caseFile, line);
      assertEquals(json + "\n", line.toString(StandardCharsets.UTF_8));
      assertEquals(-1, json.indexOf('\n'));
    }
  }

  @Test
  void theCanonicalForms() {
    String json =
        """
        {"id":"t","asOf":"2026-11-20","patient":{"conditions":[{"code":"keloid","status":"resolved",\
        "areas":["chest"]}]},"proposed":{"date":"2026-11-20","area":"face","depthMm":1.0,\
        "device":"1.0"},"history":[{"date":"2026-10-24","area":"face","depthMm":0.25,\
        "reactions":[{"sign":"erythema","days":2}]}]}""";
    CaseFile caseFile = Cases.read(json, Format.JSON);
    assertEquals(json, CaseFileWriter.json(caseFile));
    assertEquals(
        """
        id: t
        asOf: 2026-11-20
        patient:
          conditions:
            - code: keloid
              status: resolved
              areas:
                - chest
        proposed:
          date: 2026-11-20
          area: face
          depthMm: 1.0
          device: "1.0"
        history:
          - date: 2026-10-24
            area: face
            depthMm: 0.25
            reactions:
              - sign: erythema
                days: 2
        """,
        CaseFileWriter.yaml(caseFile));
  }
}
