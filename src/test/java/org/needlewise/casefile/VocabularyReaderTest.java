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
    return assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
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
    assertEquals(9, Cases.VOCABULARY.lists().size());
    assertEquals(27, Cases.VOCABULARY.questions().size());
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
        v.yaml:13:12: /questions/0/code: found "scars", expected a code that a case can state or deny, or \
        birth-date
        v.yaml:15:12: /questions/2/code: found "inflammatory-skin-disease" a second time, expected one \
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
        v.yaml:9:11: /adjuncts: found null, expected a list of codes
        v.yaml:13:28: /questions/0/stated: found "presnt", expected one of present, active, class, \
        topical, overlapping, birth-date; did you mean present?
        v.yaml:14:5: /questions/1/ask: found nothing, expected the field ask, which a question must have
        v.yaml:15:49: /questions/2/ask: found an empty text, expected text of 1 to 10000 characters""",
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
  void wordsAndConditionsOfQuestions() {
    Vocabulary vocabulary =
        read(
            GOOD.replace("{code: keloid}", "{code: keloid, also: [\"keloid scar\", keloids]}")
                .replace("{code: nickel}", "{code: nickel, also: [emla]}")
                .replace("adjuncts: []", "adjuncts: [{code: numbing-cream, also: [emla]}]")
                .replace("\"Keloid?\"", "\"Keloid?\", alsoStatedBy: [eczema, heparin]")
                .replace("Inflamed?", "Inflamed?, notWhereSex: male")
                .replace("Born when?", "Born when?, onlyWithAdjunct: numbing-cream"));
    assertEquals(
        Map.of(
            "keloid", List.of("keloid scar", "keloids"),
            "nickel", List.of("emla"),
            "numbing-cream", List.of("emla")),
        vocabulary.also());
    assertEquals(
        List.of(
            new Question("keloid", "Keloid?", "present", List.of("eczema", "heparin"), "", ""),
            new Question("inflammatory-skin-disease", "Inflamed?", "class", List.of(), "male", ""),
            new Question("birth-date", "Born when?", "birth-date", List.of(), "", "numbing-cream")),
        vocabulary.questions());
  }

  @Test
  void wrongWords() {
    assertEquals(
        """
        v.yaml:3:27: /conditions/1/also/0: found "Keloids", expected what people write in place of the \
        code, in lower case
        v.yaml:3:36: /conditions/1/also/1: found " scar", expected what people write in place of the \
        code, in lower case
        v.yaml:3:51: /conditions/1/also/3: found an empty text, expected what people write in place of the \
        code, in lower case of 1 to 64 characters
        v.yaml:4:100: /medications/1/also/0: found the number 7, expected what people write in place of the \
        code, in lower case
        v.yaml:4:103: /medications/1/also/1: found "thinner" a second time, expected each word at one code \
        of the medications
        v.yaml:5:34: /allergies/0/also: found the text "metal", expected a list of words
        v.yaml:7:39: /signs/0/also/1: found "scar" a second time, expected each word at one code of the \
        signs""",
        errors(
            GOOD.replace("{code: keloid}", "{code: keloid, also: [Keloids, \" scar\", scar, \"\"]}")
                .replace("anticoagulant},", "anticoagulant, also: [thinner]},")
                .replace("{code: anticoagulant}", "{code: anticoagulant, also: [7, thinner]}")
                .replace("{code: nickel}", "{code: nickel, also: metal}")
                .replace("{code: erythema}", "{code: erythema, also: [scar, scar]}")));
  }

  @Test
  void wrongConditionsOfQuestions() {
    assertEquals(
        """
        v.yaml:13:68: /questions/0/alsoStatedBy/0: found "eczma", expected a code of conditions or \
        medications; did you mean eczema?
        v.yaml:13:75: /questions/0/alsoStatedBy/1: found "nickel", expected a code of conditions or medications
        v.yaml:14:83: /questions/1/notWhereSex: found "man", expected one of female, male, other, unknown
        v.yaml:14:102: /questions/1/alsoStatedBy: found the text "eczema", expected a list of codes
        v.yaml:15:78: /questions/2/onlyWithAdjunct: found "numbing", expected a code of adjuncts
        v.yaml:15:87: /questions/2/alsoWith: found an unknown field, expected one of code, stated, ask, \
        alsoStatedBy, notWhereSex, onlyWithAdjunct""",
        errors(
            GOOD.replace("adjuncts: []", "adjuncts: [{code: numbing-cream}]")
                .replace("\"Keloid?\"", "\"Keloid?\", alsoStatedBy: [eczma, nickel, heparin]")
                .replace("Inflamed?", "Inflamed?, notWhereSex: man, alsoStatedBy: eczema")
                .replace("Born when?", "Born when?, onlyWithAdjunct: numbing, alsoWith: x")));
  }

  @Test
  void missingLists() {
    assertEquals(
        "v.yaml:1:1: /expectations: found nothing, expected the field expectations, which the vocabulary"
            + " must have",
        errors(GOOD.replaceFirst("expectations.*\n", "")));
  }
}
