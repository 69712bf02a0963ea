package org.needlewise.review.explain;

import java.util.List;
import org.needlewise.review.Words;

/**
 * Why a rule spoke of a case, or why it did not.
 *
 * @param rule its id
 * @param file below the rules folder
 * @param spoke whether a finding of it stands in the report
 * @param answer one or two sentences
 * @param tried the facts that the rule was tried on, what matched first, then the nearest
 * @param more how many further facts were tried that came less near
 */
public record Explanation(
    String rule,
    String policy,
    String title,
    String file,
    boolean spoke,
    String answer,
    List<Tried> tried,
    int more) {

  /**
   * A rule tried on a fact, or on two.
   *
   * @param fact in words
   * @param pointers JSON Pointers into the case
   * @param matched whether every condition holds
   * @param lines the conditions, in the order of the file
   * @param then what became of it: sentences
   */
  public record Tried(
      String fact, List<String> pointers, boolean matched, List<Line> lines, List<String> then) {}

  /**
   * A condition.
   *
   * @param line of the rule file, from 1
   * @param text as it stands in the file
   * @param words in English
   * @param found what the case says
   * @param off by how much it fails; "" where it holds or has no measure
   */
  public record Line(
      int line, String text, String words, boolean holds, String found, String off) {}

  /** Several explanations and near misses for a program. */
  public static String json(List<Explanation> explanations, List<Near> near) {
    return Words.json(new Json(explanations, near));
  }

  private record Json(List<Explanation> explanations, List<Near> near) {}

  /** Several explanations and near misses for a reader. */
  public static String text(List<Explanation> explanations, List<Near> near) {
    StringBuilder text = new StringBuilder();
    for (Explanation one : explanations) {
      text.append(text.length() == 0 ? "" : "\n\n").append(one.text());
    }
    if (!near.isEmpty()) {
      text.append(text.length() == 0 ? "" : "\n\n").append("Rules that nearly spoke:\n");
      for (Near one : near) {
        text.append("\n  ").append(one.policy()).append(' ').append(one.rule());
        text.append(": ").append(one.title()).append('\n');
        text.append("    ").append(capital(one.why())).append('\n');
      }
    }
    return text.toString();
  }

  /** For a reader: the answer, then each fact with the conditions line by line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(policy).append(' ').append(rule).append(": ").append(title).append('\n');
    text.append(answer).append('\n');
    for (Tried one : tried) {
      text.append('\n').append(capital(one.fact())).append('\n');
      for (Line line : one.lines()) {
        text.append(line.holds() ? "  yes  " : "  NO   ")
            .append(capital(line.words()))
            .append('\n');
        text.append("       found: ").append(line.found());
        text.append(line.off().isEmpty() ? "" : " (" + line.off() + ")").append('\n');
        text.append("       ").append(file).append(':').append(line.line()).append("  ");
        text.append(line.text()).append('\n');
      }
      if (one.lines().isEmpty()) {
        text.append("  yes  It asks nothing further\n");
      }
      one.then().forEach(sentence -> text.append("  so   ").append(sentence).append('\n'));
    }
    if (more > 0) {
      text.append("\nand ").append(Words.count(more, "fact")).append(" that came less near\n");
    }
    return text.toString();
  }

  /**
   * The fact on which it turned, and the condition: the first that fails, or the last that holds.
   */
  public String decided() {
    if (tried.isEmpty()) {
      return "what made the difference: " + answer;
    }
    Tried nearest = tried.get(0);
    StringBuilder text = new StringBuilder("what made the difference: ").append(nearest.fact());
    nearest.lines().stream()
        .filter(line -> !line.holds())
        .findFirst()
        .or(() -> nearest.lines().stream().reduce((first, last) -> last))
        .ifPresent(
            line -> {
              text.append("\n  ").append(line.holds() ? "yes  " : "NO   ");
              text.append(capital(line.words())).append("; found: ").append(line.found());
              text.append(line.off().isEmpty() ? "" : " (" + line.off() + ")");
              text.append("\n       ").append(file).append(':').append(line.line());
            });
    return text.toString();
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /**
   * A rule that nearly spoke.
   *
   * @param missing conditions that fail; 0 where it matched and another rule took its place
   * @param why the first that fails, or what became of it
   */
  public record Near(String rule, String policy, String title, int missing, String why) {}
}
