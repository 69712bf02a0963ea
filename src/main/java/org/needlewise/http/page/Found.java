package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.words.Words;

/** The facts that a word may mean, each to be stated by a press. */
record Found(List<Fact> facts, Words words) {
  private static final int MOST = 8;

  /**
   * @param question that it answers with yes; "" for none
   */
  record Fact(String code, String list, String said, String question) {}

  static Found of(String word, CodeFinder finder, Vocabulary vocabulary, Words words) {
    List<Fact> facts = new ArrayList<>();
    for (Match match :
        finder.find(word, "conditions", "medications", "allergies", "procedures", "signs")) {
      if (facts.size() < MOST) {
        String question =
            vocabulary.questions().stream()
                .filter(each -> vocabulary.answering(each).contains(match.code()))
                .map(Vocabulary.Question::code)
                .findFirst()
                .orElse("");
        facts.add(new Fact(match.code(), match.list(), match.words(), question));
      }
    }
    return new Found(facts, words);
  }
}
