package org.needlewise.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.report.TextStyle;
import org.needlewise.words.Pseudo;

/** Whatever is asked, explained and complained of has its key. */
class InterviewWordsTest {
  private static final TextStyle WIDE = new TextStyle(110, false, false);

  /** What a person types is English in every language, wherever it is named. */
  private static final String TYPED =
      "\\b(?:all no|all asked|at home|home|poor aftercare|good aftercare|last of a series|zzz)\\b";

  /** Asks for help, types nonsense, then answers; all that it is told. */
  private static final class Asked implements Face {
    private final StringBuilder told = new StringBuilder();
    private final List<String> answers;
    private int next;
    private int tries;

    Asked(List<String> answers) {
      this.answers = answers;
    }

    @Override
    public void show(String text) {
      told.append(text);
    }

    @Override
    public String read() {
      tries++;
      if (tries % 3 != 0) {
        return tries % 3 == 1 ? "?" : "zzz";
      }
      return next < answers.size() ? answers.get(next++) : "";
    }

    @Override
    public void keep(String id, String yaml) {}
  }

  @Test
  void everyWordOfASittingHasItsKey() {
    Asked face =
        new Asked(
            List.of(
                "p", "cheeks", "1.0", "2026-11-27", "acne-scars", "female", "1990-02-03", "yes"));
    try (Interview interview =
        new Interview(Pseudo.LEFT_TO_RIGHT, Script.RULES, face, WIDE, Script.TODAY)) {
      assertTrue(interview.run(null, ""));
    }
    String told = face.told.toString();
    assertTrue(told.lines().count() > 200, told);
    assertEquals(
        List.of(),
        Pseudo.leftovers(
            told.replaceAll("\\s+", " ").replaceAll(TYPED, "1"),
            Script.RULES,
            Script.read(
                "{id: p, proposed: {date: 2026-11-27, area: cheeks, depthMm: 1.0}, patient: {}}")),
        told);
  }
}
