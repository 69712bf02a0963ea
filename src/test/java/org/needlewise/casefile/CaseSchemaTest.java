package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shipped case schema has the codes of the shipped vocabulary, and takes what the reader takes.
 */
class CaseSchemaTest {
  private static final Path SHIPPED =
      Path.of("src/main/resources/org/needlewise/contract/case.schema.json");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(CaseSchema.of(Cases.VOCABULARY));
  private static final String CASE =
      """
      {"id": "a", "patient": {
        "conditions": [{"code": "keloid", "areas": ["chest"]}], "medications": [{"code": "isotretinoin"}],
        "allergies": ["nickel"], "procedures": [{"code": "filler"}], "skin": [{"sign": "tan"}],
        "pertinentNegatives": ["rosacea", "warfarin", "latex", "erythema", "procedure"]},
       "proposed": {"date": "2026-11-20", "area": "eyelid", "depthMm": 1, "indication": "striae",
        "adjuncts": ["prp"], "expectations": ["pore-erasure"]},
       "history": [{"date": "2026-01-01", "area": "face", "depthMm": 1, "indication": "scars",
        "adjuncts": ["minoxidil"], "reactions": [{"sign": "irritation"}]}]}
      """;

  private static List<Error> errors(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  @Test
  void shippedOneHasTheVocabularysCodes() throws IOException {
    assertEquals(
        CaseSchema.of(Cases.VOCABULARY),
        Files.readString(SHIPPED),
        () ->
            "The vocabulary has changed. Write the schema anew: ./needlewise codes --schema >"
                + " case.schema.json && mv case.schema.json "
                + SHIPPED
                + "\n");
  }

  @Test
  void anotherVocabularyGivesAnotherSchema() {
    Map<String, List<String>> lists = new LinkedHashMap<>(Cases.VOCABULARY.lists());
    lists.put("adjuncts", List.of("snake-oil"));
    String other =
        CaseSchema.of(new Vocabulary(lists, Map.of(), Map.of(), Cases.VOCABULARY.questions()));
    assertTrue(
        other.contains("    \"adjuncts\": {\n      \"enum\": [\n        \"snake-oil\"\n      ]\n"),
        other);
  }

  @Test
  void takesWhatTheReaderTakes() {
    assertEquals(List.of(), errors(CASE));
    Cases cases = new Cases(300);
    for (int i = 0; i < 300; i++) {
      String json = CaseFileWriter.json(cases.next());
      assertEquals(List.of(), errors(json), json);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "keloid, keloids, /patient/conditions/0/code",
    "isotretinoin, roaccutane, /patient/medications/0/code",
    "nickel, prp, /patient/allergies/0",
    "filler, botox, /patient/procedures/0/code",
    "tan, keloid, /patient/skin/0/sign",
    "procedure, filler, /patient/pertinentNegatives/4",
    "striae, stretch marks, /proposed/indication",
    "prp, PRP, /proposed/adjuncts/0",
    "pore-erasure, pores, /proposed/expectations/0",
    "scars, scar, /history/0/indication",
    "minoxidil, exosome, /history/0/adjuncts/0",
    "irritation, itch, /history/0/reactions/0/sign",
    "eyelid, eyelids, /proposed/area",
    "chest, breast, /patient/conditions/0/areas/0",
  })
  void refusesWhatTheReaderRefuses(String code, String other, String pointer) {
    List<Error> errors = errors(CASE.replace('"' + code + '"', '"' + other + '"'));
    assertEquals(
        List.of(pointer),
        errors.stream().map(error -> error.getInstanceLocation().toString()).toList());
  }
}
