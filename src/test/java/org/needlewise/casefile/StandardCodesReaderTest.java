package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.StandardCodes.StandardCode;

class StandardCodesReaderTest {
  private static final String GOOD =
      """
      standardCodes:
        - {for: keloid, system: SNOMED CT, code: "33659008", sure: high, source: seen}
        - {for: keloid, system: ICD-10-CM, code: "L91.0", sure: high, source: seen, note: a scar}
        - {for: hypertrophic-scar, system: ICD-10-CM, code: "L91.0", sure: medium, source: memory}
        - {for: warfarin, system: RxNorm, code: "11289", sure: high, source: seen}
        - {for: isotretinoin, system: ATC, code: "D10BA01", sure: high, source: seen}
        - {for: pregnancy, system: LOINC, code: "82810-3", sure: verify, source: seen}
        - {for: scalp, system: SNOMED CT, code: "41695006", sure: high, source: seen}
        - {for: melasma, system: ICD-10-CM, code: "L81.1", sure: high, source: seen}
        - {for: melasma-disease, system: ICD-10-CM, code: "L81.1", sure: high, source: seen}
      """;

  private static StandardCodes read(String yaml) {
    return StandardCodesReader.read(
        yaml.getBytes(StandardCharsets.UTF_8), "s.yaml", Cases.VOCABULARY);
  }

  private static String errors(String yaml) {
    return assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void standardCodes() {
    StandardCodes codes = read(GOOD);
    assertEquals(
        List.of(
            new StandardCode("SNOMED CT", "33659008", "high", "seen", ""),
            new StandardCode("ICD-10-CM", "L91.0", "high", "seen", "a scar")),
        codes.of("keloid"));
    assertEquals(
        List.of(new StandardCode("SNOMED CT", "41695006", "high", "seen", "")), codes.of("scalp"));
    assertEquals(List.of(), codes.of("rosacea"));
    assertEquals(8, codes.of().size());
    assertEquals(Map.of(), read("standardCodes: []").of());
  }

  @Test
  void theProjectsOwn() throws IOException {
    Path file = Path.of("rules-drl", "standard-codes.yaml");
    StandardCodes codes =
        StandardCodesReader.read(Files.readAllBytes(file), file.toString(), Cases.VOCABULARY);
    assertEquals(
        List.of(
            new StandardCode("RxNorm", "6064", "medium", "seen", ""),
            new StandardCode("ATC", "D10BA01", "high", "seen", "by mouth")),
        codes.of("isotretinoin"));
    assertTrue(codes.of("isotretinoin").get(1).isSure());
    assertFalse(codes.of("isotretinoin").get(0).isSure());
    assertEquals(2, codes.of("face").size());
  }

  /** Each wrong in one place, the line and column of which are exact. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for: scalp | for: skalp | 8:11: /standardCodes/6/for: found \"skalp\", expected a code of the"
            + " vocabulary, or an area; did you mean scalp?",
        "system: RxNorm | system: rxnorm | 5:29: /standardCodes/3/system: found \"rxnorm\", expected one of"
            + " SNOMED CT, ICD-10-CM, RxNorm, ATC, LOINC; did you mean RxNorm?",
        "\"11289\" | 11289 | 5:43: /standardCodes/3/code: found the number 11289, expected a code in"
            + " quotes",
        "33659008 | 33659080 | 2:44: /standardCodes/0/code: found \"33659080\", expected the id of a"
            + " SNOMED CT concept, whose last digit checks the others",
        "33659008 | 33569008 | 2:44: /standardCodes/0/code: found \"33569008\", expected the id of a"
            + " SNOMED CT concept, whose last digit checks the others",
        "41695006 | 4169500 | 8:43: /standardCodes/6/code: found \"4169500\", expected the id of a"
            + " SNOMED CT concept, whose last digit checks the others",
        "82810-3 | 82810-4 | 7:43: /standardCodes/5/code: found \"82810-4\", expected a LOINC code, whose"
            + " last digit checks the others",
        "D10BA01 | D10BA1 | 6:44: /standardCodes/4/code: found \"D10BA1\", expected as in B01AF or D10BA01",
        "11289 | 11289a | 5:43: /standardCodes/3/code: found \"11289a\", expected digits, as in 11289",
        "\"L91.0\", sure: high | \"L910\", sure: high | 3:44: /standardCodes/1/code: found \"L910\", expected"
            + " as in L40 or L40.9",
        "\"L91.0\", sure: medium | \"L91.0\", sure: high | 4:55: /standardCodes/2/code: found ICD-10-CM L91.0"
            + " for hypertrophic-scar and for keloid, expected one meaning among the conditions of a"
            + " code that is sure",
        "for: hypertrophic-scar | for: keloid | 4:44: /standardCodes/2/code: found ICD-10-CM L91.0 a second"
            + " time for keloid, expected each once",
        "sure: verify | sure: maybe | 7:60: /standardCodes/5/sure: found \"maybe\", expected one of high,"
            + " medium, verify",
        "source: memory | source: heard | 4:86: /standardCodes/2/source: found \"heard\", expected one of"
            + " seen, memory",
        "note: a scar | note: \"\" | 3:85: /standardCodes/1/note: found an empty text, expected text of 1"
            + " to 10000 characters",
        "sure: verify, | '' | 7:5: /standardCodes/5/sure: found nothing, expected the field sure, which a"
            + " standard code must have",
        "for: scalp | fore: scalp | 8:6: /standardCodes/6/fore: found an unknown field, expected a field"
            + " of a standard code; did you mean for?",
      })
  void wrong(String old, String now, String error) {
    String errors = errors(GOOD.replace(old, now));
    assertEquals("s.yaml:" + error, errors.lines().findFirst().orElseThrow());
  }

  @Test
  void allErrorsAtOnce() {
    assertEquals(
        """
        s.yaml:2:11: /standardCodes/0/for: found "keliod", expected a code of the vocabulary, or an area; \
        did you mean keloid?
        s.yaml:6:44: /standardCodes/4/code: found "d10ba01", expected as in B01AF or D10BA01
        s.yaml:7:43: /standardCodes/5/code: found "82810", expected a LOINC code, whose last digit checks \
        the others""",
        errors(
            GOOD.replaceFirst("keloid", "keliod")
                .replace("D10BA01", "d10ba01")
                .replace("82810-3", "82810")));
    assertEquals(
        "s.yaml:1:1: found a list, expected an object: the standard codes", errors("- keloid\n"));
  }
}
