package org.needlewise.review.proof;

/**
 * One small change to one file of a rules folder.
 *
 * @param file path below the folder, with forward slashes
 * @param line of the place, from 1
 * @param column of the place, from 1
 * @param rule the rule's id; "" in the definitions
 * @param change in words: {@code depthMm > 1.0 becomes depthMm >= 1.0}
 * @param text the whole file after the change
 */
record Mutant(
    String file, int line, int column, String rule, Kind kind, String change, String text) {

  /** What is changed. */
  public enum Kind {
    NUMBER("numbers"),
    OPERATOR("operators"),
    CODE("codes"),
    CONSTRAINT("constraints"),
    CITATION("citations"),
    VERDICT("verdicts"),
    EFFECT("effects on other rules");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In the plural. */
    String words() {
      return words;
    }
  }

  /** {@code file:line:column: change}. */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column + ": " + change;
  }
}
