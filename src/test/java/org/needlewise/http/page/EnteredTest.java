package org.needlewise.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.http.page.Entered.Entry;
import org.needlewise.http.page.Entered.Mistake;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EnteredTest {
  private static final Vocabulary VOCABULARY = RuleBase.prebuilt().vocabulary();

  /** Names and values in turns. */
  private static Entered entered(String... entries) {
    List<Entry> list = new ArrayList<>();
    for (int i = 0; i < entries.length; i += 2) {
      list.add(new Entry(entries[i], entries[i + 1]));
    }
    return new Entered(list, VOCABULARY);
  }

  private static void becomes(String document, String... entries) {
    assertEquals(document.replace('\'', '"'), entered(entries).document().toString());
  }

  @Test
  void whatIsNotFilledInIsNotStated() {
    becomes(
        "{'patient':{},'proposed':{'area':'cheeks'}}",
        "/patient/birthDate",
        "",
        "/proposed/area",
        " cheeks ");
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "'1,5', 1.5",
    "1.5 mm, 1.5",
    "'0,25mm', 0.25",
    "1.505, 1.505",
    "abc, '\"abc\"'",
    "'1,5,0', '\"1,5,0\"'",
    "1e3, '\"1e3\"'",
    "-1, -1"
  })
  void aNumberIsOneWhereItReadsAsOne(String text, String json) {
    becomes("{'patient':{},'proposed':{'depthMm':" + json + "}}", "/proposed/depthMm", text);
  }

  @Test
  void itemsAreThoseThatSaySomething() {
    becomes(
        "{'patient':{},'proposed':{},'history':[{'date':'2026-10-24','reactions':[{'sign':"
            + "'erythema','days':2}]},{'area':'face'}]}",
        "/history/-",
        "",
        "/history/-/date",
        "",
        "/history/-",
        "",
        "/history/-/date",
        "2026-10-24",
        "/history/-/reactions/-",
        "",
        "/history/-/reactions/-/sign",
        "erythema",
        "/history/-/reactions/-/days",
        "2",
        "/history/-",
        "",
        "/history/-/area",
        "face",
        "/history/-/reactions/-",
        "",
        "/history/-/reactions/-/sign",
        "");
  }

  @Test
  void noIsDeniedAndNotAskedIsNeither() {
    becomes(
        "{'patient':{'pertinentNegatives':['pregnancy']},'proposed':{}}",
        "?pregnancy",
        "no",
        "?breastfeeding",
        "");
  }

  /** What a yes opens counts under a yes alone. */
  @Test
  void aYesStatesItsFact() {
    String[] stopped = {
      "?isotretinoin",
      "yes",
      "/patient/medications/-",
      "isotretinoin",
      "/patient/medications/-/code",
      "isotretinoin",
      "/patient/medications/-/status",
      "stopped"
    };
    becomes(
        "{'patient':{'medications':[{'code':'isotretinoin','status':'stopped'}]},'proposed':{}}",
        stopped);
    stopped[1] = "";
    becomes("{'patient':{},'proposed':{}}", stopped);
    stopped[1] = "no";
    becomes("{'patient':{'pertinentNegatives':['isotretinoin']},'proposed':{}}", stopped);
  }

  @Test
  void aYesToAnAllergyIsTheAllergy() {
    becomes(
        "{'patient':{'allergies':['stainless-steel']},'proposed':{}}", "?stainless-steel", "yes");
  }

  /** A yes that does not say to what is no case: which it is has to be chosen. */
  @Test
  void aYesToAClassMissesItsCode() {
    Entered entered =
        entered(
            "/id",
            "x",
            "/proposed/date",
            "2026-11-20",
            "/proposed/area",
            "cheeks",
            "/proposed/depthMm",
            "1.5",
            "?inflammatory-skin-disease",
            "yes",
            "/patient/conditions/-",
            "inflammatory-skin-disease",
            "/patient/conditions/-/code",
            "");
    InvalidInputException wrong =
        assertThrows(
            InvalidInputException.class, () -> entered.read(new CaseFileReader(VOCABULARY)));
    List<Mistake> mistakes = entered.mistakes(wrong);
    assertEquals(1, mistakes.size());
    assertEquals("/patient/conditions/0/code", mistakes.get(0).what().pointer());
    assertEquals(true, mistakes.get(0).missing());
  }

  @Test
  void aMistakeIsAtItsEntry() {
    Entered entered =
        entered(
            "/id",
            "x",
            "/proposed/date",
            "2026-11-20",
            "/proposed/area",
            "",
            "/history/-",
            "",
            "/history/-/date",
            "",
            "/history/-/area",
            "face",
            "/history/-/depthMm",
            "deep",
            "/proposed/depthMm",
            "1.5");
    InvalidInputException wrong =
        assertThrows(
            InvalidInputException.class, () -> entered.read(new CaseFileReader(VOCABULARY)));
    assertEquals(
        List.of("/proposed/area 2 true", "/history/0/date 4 true", "/history/0/depthMm 6 false"),
        entered.mistakes(wrong).stream()
            .map(m -> m.what().pointer() + " " + m.at() + " " + m.missing())
            .sorted(java.util.Comparator.comparing(m -> m.split(" ")[1]))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add|/asOf|\"2026-11-20\"|{'a':{'b':[1,2]},'asOf':'2026-11-20'}",
        "replace|/a/b|3|{'a':{'b':3}}",
        "remove|/a/b/1|null|{'a':{'b':[1]}}",
        "remove|/a|null|{}"
      })
  void remediesArePatches(String op, String path, String value, String changed) {
    JsonMapper json = new JsonMapper();
    ObjectNode document = (ObjectNode) json.readTree("{\"a\":{\"b\":[1,2]}}");
    String patch = "[{\"op\":\"%s\",\"path\":\"%s\",\"value\":%s}]".formatted(op, path, value);
    JsonPatch.apply(document, json.readTree(patch));
    assertEquals(changed.replace('\'', '"'), document.toString());
  }

  @ParameterizedTest
  @CsvSource({"remove,/x", "remove,/a/b/2", "add,/x/y", "move,/a", "replace,''"})
  void aPatchOfWhatIsNotThereIsRefused(String op, String path) {
    JsonMapper json = new JsonMapper();
    ObjectNode document = (ObjectNode) json.readTree("{\"a\":{\"b\":[1,2]}}");
    String patch = "[{\"op\":\"%s\",\"path\":\"%s\",\"value\":1}]".formatted(op, path);
    assertThrows(
        IllegalArgumentException.class, () -> JsonPatch.apply(document, json.readTree(patch)));
  }
}
