package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.Vocabulary.Question;

class VocabularyReaderTest {
  private static final String GOOD =
      """
      conditions:
        - {code: eczema, class: inflammatory-skin-disease}
        - {code: keloid}
      medications: [{code: heparin, class: anticoagulant}, {code: anticoagulant}]
      allergies: [{code: nickel}]
      procedures: []
      signs: [{code: erythema}]
      indications: [{code: scars}]
      adjuncts: []
      expectations: [{code: pore-erasure}]
      negatives: [{code: inflammatory-skin-disease}]
      questions:
        - {code: keloid, stated: present, ask: "Keloid?"}
        - {code: inflammatory-skin-disease, stated: class, ask: Inflamed?}
        - {code: birth-date, stated: birth-date, ask: Born when?}
      """;

  private static Vocabulary read(String yaml) {
    return VocabularyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "v.yaml");
  }

  private static String errors(String yaml) {
    return assertThrows(InvalidVocabularyException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void aVocabulary() {
    assertEquals(
        new Vocabulary(
            Map.of(
                "conditions", List.of("eczema", "keloid"),
                "medications", List.of("heparin", "anticoagulant"),
                "allergies", List.of("nickel"),
                "procedures", List.of(),
                "signs", List.of("erythema"),
                "indications", List.of("scars"),
                "adjuncts", List.of(),
                "expectations", List.of("pore-erasure"),
                "negatives", List.of("inflammatory-skin-disease")),
            Map.of("eczema", "inflammatory-skin-disease", "heparin", "anticoagulant"),
            Map.of(),
            List.of(
                new Question("keloid", "Keloid?", "present", List.of(), "", ""),
                new Question("inflammatory-skin-disease", "Inflamed?", "class", List.of(), "", ""),
                new Question("birth-date", "Born when?", "birth-date", List.of(), "", ""))),
        read(GOOD));
  }

  @Test
  void theProjectsOwn() {
    assertEquals(8, Cases.VOCABULARY.lists().size());
    assertEquals(21, Cases.VOCABULARY.questions().size());
    assertEquals("exfoliant", Cases.VOCABULARY.group("scrub"));
  }

  @Test
  void aCodeTwice() {
    assertEquals(
        """
        v.yaml:4:22: /medications/0/code: found "keloid" a second time, expected each code in one list, \
        once; it is among the conditions
        v.yaml:5:36: /allergies/1/code: found "nickel" a second time, expected each code in one list, once""",
        errors(
            GOOD.replace("heparin, class: anticoagulant", "keloid")
                .replace("[{code: nickel}]", "[{code: nickel}, {code: nickel}]")));
  }

  @Test
  void classesAndQuestionsThatNobodyCouldAnswer() {
    assertEquals(
        """
        v.yaml:2:27: /conditions/0/class: found "anticoagulant", expected a class: a code of conditions \
        or of negatives
        v.yaml:4:38: /medications/0/class: found "anticoagulants", expected a class: a code of medications \
        or of negatives; did you mean anticoagulant?
        v.yaml:12:12: /questions/0/code: found "scars", expected a code that a case can state or deny, or \
        birth-date
        v.yaml:14:12: /questions/2/code: found "inflammatory-skin-disease" a second time, expected one \
        question a code""",
        errors(
            GOOD.replace("class: inflammatory-skin-disease", "class: anticoagulant")
                .replace("class: anticoagulant}, {", "class: anticoagulants}, {")
                .replace("code: keloid, stated", "code: scars, stated")
                .replace(
                    "code: birth-date, stated: birth-date",
                    "code: inflammatory-skin-disease, stated: class")));
  }

  @Test
  void wrongForms() {
    assertEquals(
        """
        v.yaml:2:12: /conditions/0/code: found "Eczema", expected text: lower-case words joined by hyphens
        v.yaml:3:20: /conditions/1/klass: found an unknown field, expected a field of a code; did you mean \
        class?
        v.yaml:5:13: /allergies/0: found the text "nickel", expected an object: a code
        v.yaml:8:11: /adjuncts: found null, expected a list of codes
        v.yaml:12:28: /questions/0/stated: found "presnt", expected one of present, active, class, \
        topical, overlapping, birth-date; did you mean present?
        v.yaml:13:5: /questions/1/ask: found nothing, expected the field ask, which a question must have
        v.yaml:14:49: /questions/2/ask: found an empty text, expected text of 1 to 10000 characters""",
        errors(
            GOOD.replace("eczema", "Eczema")
                .replace("{code: keloid}", "{code: keloid, klass: x}")
                .replace("{code: nickel}", "nickel")
                .replace("adjuncts: []", "adjuncts: ~")
                .replace("stated: present", "stated: presnt")
                .replace(", ask: Inflamed?", "")
                .replace("Born when?", "\"\"")));
  }

  @Test
  void missingLists() {
    assertEquals(
        "v.yaml:1:1: /expectations: found nothing, expected the field expectations, which the vocabulary"
            + " must have",
        errors(GOOD.replaceFirst("expectations.*\n", "")));
  }
}
