package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader's fields, choices and defaults are those of the schema. */
class ContractTest {
  private static final JsonNode SCHEMA = schema();

  private static JsonNode schema() {
    try (InputStream in =
        ContractTest.class.getResourceAsStream("/org/needlewise/contract/case.schema.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void fields(Fields fields, String pointer) {
    JsonNode node = pointer.isEmpty() ? SCHEMA : SCHEMA.at(pointer);
    assertEquals(List.copyOf(node.get("properties").propertyNames()), fields.names, pointer);
    List<String> required = new ArrayList<>();
    for (int i = 0; i < fields.names.size(); i++) {
      if ((fields.required & 1 << i) != 0) {
        required.add(fields.names.get(i));
      }
    }
    assertEquals(texts(node.path("required")), required, pointer);
    assertEquals("false", node.path("additionalProperties").toString(), pointer);
  }

  private static void choices(List<String> choices, String byDefault, String pointer) {
    JsonNode node = SCHEMA.at(pointer);
    assertEquals(texts(node.get("enum")), choices, pointer);
    assertEquals(node.path("default").asString(null), byDefault, pointer);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void fields() {
    fields(CaseFileReader.CASE, "");
    fields(CaseFileReader.PATIENT, "/properties/patient");
    String patient = "/properties/patient/properties/";
    fields(CaseFileReader.CONDITION, patient + "conditions/items");
    fields(CaseFileReader.MEDICATION, patient + "medications/items");
    fields(CaseFileReader.SKIN_SIGN, patient + "skin/items");
    fields(CaseFileReader.PROPOSED, "/properties/proposed");
    fields(CaseFileReader.REGIMEN, "/properties/proposed/properties/regimen");
    fields(CaseFileReader.EVENT, "/properties/proposed/properties/event");
    fields(CaseFileReader.PAST_SESSION, "/properties/history/items");
    fields(CaseFileReader.REACTION, "/properties/history/items/properties/reactions/items");
  }

  @Test
  void choices() {
    String patient = "/properties/patient/properties/";
    String proposed = "/properties/proposed/properties/";
    String past = "/properties/history/items/properties/";
    choices(Areas.ALL, null, "/$defs/area");
    choices(Choices.SEX, Choices.DEFAULT_SEX, patient + "sex");
    choices(Choices.FITZPATRICK, null, patient + "fitzpatrick");
    choices(Choices.PHOTODAMAGE, null, patient + "photodamage");
    choices(
        Choices.CONDITION_STATUS,
        Choices.DEFAULT_CONDITION_STATUS,
        patient + "conditions/items/properties/status");
    choices(Choices.MEDICATION_STATUS, "active", patient + "medications/items/properties/status");
    choices(Choices.ROUTE, null, patient + "medications/items/properties/route");
    choices(Choices.PHASE, Choices.DEFAULT_PHASE, proposed + "phase");
    choices(Choices.ORIGIN, null, proposed + "regimen/properties/origin");
    choices(Choices.OPERATOR, null, proposed + "operator");
    choices(Choices.AFTERCARE, null, past + "aftercare");
    for (String session : List.of(proposed, past)) {
      choices(Choices.SETTING, Choices.DEFAULT_SETTING, session + "setting");
      choices(Choices.MODALITY, Choices.DEFAULT_MODALITY, session + "modality");
    }
  }
}
