package org.needlewise.rulebase.drl;

/**
 * The text of a file of the rules folder.
 *
 * @param file path below the rules folder, with forward slashes
 */
public record Source(String file, String text) {

  /** The line of a place in the text, from 1. */
  public int line(int offset) {
    int line = 1;
    for (int i = 0; i < offset && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column of a place in the text, from 1, in characters. */
  public int column(int offset) {
    int start = Math.min(offset, text.length());
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return text.codePointCount(lineStart, start) + 1;
  }
}
