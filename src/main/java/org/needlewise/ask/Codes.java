package org.needlewise.ask;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.Vocabulary;

/** Which codes answer which question. */
final class Codes {
  private Codes() {}

  /** The codes of a list that no question asks for which applies to this session. */
  static List<String> unasked(String list, Vocabulary vocabulary, List<String> adjuncts) {
    Set<String> asked = new LinkedHashSet<>();
    for (Vocabulary.Question question : vocabulary.questions()) {
      if (question.onlyWithAdjunct().isEmpty() || adjuncts.contains(question.onlyWithAdjunct())) {
        asked.addAll(vocabulary.answering(question));
      }
    }
    return vocabulary.lists().getOrDefault(list, List.of()).stream()
        .filter(code -> !asked.contains(code))
        .toList();
  }
}
