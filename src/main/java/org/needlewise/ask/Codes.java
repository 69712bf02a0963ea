package org.needlewise.ask;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Vocabulary;

/** Which codes answer which question. */
final class Codes {
  private Codes() {}

  /**
   * The codes that affirm a question: its own where it is the code of a fact, then the members of
   * its class, then what answers it besides. None for a date of birth.
   */
  static List<String> answering(Vocabulary.Question question, Vocabulary vocabulary) {
    Set<String> codes = new LinkedHashSet<>();
    if (listOf(question.code(), vocabulary) != null) {
      codes.add(question.code());
    }
    vocabulary
        .classOf()
        .forEach(
            (code, group) -> {
              if (group.equals(question.code())) {
                codes.add(code);
              }
            });
    codes.addAll(question.alsoStatedBy());
    return new ArrayList<>(codes);
  }

  /** The list of a patient's facts that holds a code; null where none does. */
  static String listOf(String code, Vocabulary vocabulary) {
    for (String list : List.of("conditions", "medications", "allergies", "procedures", "signs")) {
      if (vocabulary.lists().getOrDefault(list, List.of()).contains(code)) {
        return list;
      }
    }
    return null;
  }

  /** The codes of a list that no question asks for which applies to this session. */
  static List<String> unasked(String list, Vocabulary vocabulary, List<String> adjuncts) {
    Set<String> asked = new LinkedHashSet<>();
    for (Vocabulary.Question question : vocabulary.questions()) {
      if (question.onlyWithAdjunct().isEmpty() || adjuncts.contains(question.onlyWithAdjunct())) {
        asked.addAll(answering(question, vocabulary));
      }
    }
    return vocabulary.lists().getOrDefault(list, List.of()).stream()
        .filter(code -> !asked.contains(code))
        .toList();
  }

  /** A code as words: fine lines. */
  static String words(String code) {
    return code.replace('-', ' ');
  }

  /** A code as words, with what people write in its place: erythema (redness). */
  static String explained(String code, Map<String, List<String>> also) {
    List<String> others = also.getOrDefault(code, List.of());
    return words(code) + (others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
  }
}
