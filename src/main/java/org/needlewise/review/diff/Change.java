package org.needlewise.review.diff;

import java.util.Locale;
import org.needlewise.rulebase.check.OpenRules;

/**
 * A change in what the rules mean.
 *
 * @param rule its id now, or before where it is gone; "" of the words that all rules share
 * @param file where it stands, below the rules folder
 * @param line of the newer file, or of the older one where it is gone; 0 where no line is known
 * @param what has changed, in words
 * @param before "" where there was nothing
 * @param after "" where there is nothing any more
 */
public record Change(
    Kind kind, String rule, String file, int line, String what, String before, String after) {

  /** The kinds, in the order in which they are told. */
  public enum Kind {
    RULE_ADDED,
    RULE_REMOVED,
    RULE_RENAMED,
    STATUS,
    NUMBER,
    UNIT,
    OPERATOR,
    CODE,
    CONDITION,
    VERDICT,
    CITATION,
    EFFECT,
    MESSAGE,
    LABEL,
    REVIEW,
    DEFINITION,
    VOCABULARY,
    EVIDENCE,
    CARE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** At a place of a rule's file. */
  static Change of(
      Kind kind, OpenRules.Rule rule, int offset, String what, String before, String after) {
    return new Change(
        kind, rule.card().id(), rule.file(), rule.tree().line(offset), what, before, after);
  }

  /** One line. */
  String text() {
    return kind + ": " + words() + "  (" + file + (line > 0 ? ":" + line : "") + ')';
  }

  /** What has changed, from what to what. */
  public String words() {
    if (!before.isEmpty() && !after.isEmpty()) {
      return what + ": " + before + " -> " + after;
    }
    if (!before.isEmpty()) {
      return what + ": no longer " + before;
    }
    return after.isEmpty() ? what : what + ": now " + after;
  }
}
