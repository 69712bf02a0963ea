package org.needlewise.report;

/**
 * How a page of text may look where it is shown.
 *
 * @param columns the width to wrap at, in character cells
 * @param colour whether ANSI colours may be used
 * @param ascii whether only the characters of ASCII can be shown
 */
public record TextStyle(int columns, boolean colour, boolean ascii) {
  /** For a file or a pipe: the same on every machine. */
  public static final TextStyle PLAIN = new TextStyle(100, false, false);

  /** Longer lines are hard to read, shorter ones leave no room for words. */
  private static final int LEAST_COLUMNS = 40;

  private static final int MOST_COLUMNS = 110;

  public TextStyle {
    columns = Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, columns));
  }
}
