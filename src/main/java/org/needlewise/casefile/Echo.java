package org.needlewise.casefile;

/**
 * What a document says, made fit for a line on a terminal: nothing in it that the terminal would
 * obey, and nothing that would turn the reading direction round.
 */
public final class Echo {
  private static final int MOST_CHARS = 40;

  private Echo() {}

  /** In double quotes. */
  public static String quoted(String text) {
    return '"' + bare(text, MOST_CHARS) + '"';
  }

  /** The whole text; what cannot be shown stands in it as an escape, such as {@code \\u001b}. */
  public static String shown(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return bare(text, Integer.MAX_VALUE);
      }
    }
    return text;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~';
  }

  static String bare(String text, int most) {
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (int i = 0; i < text.length(); count++) {
      if (count == most) {
        return shown.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isShowable(c)) {
        shown.appendCodePoint(c);
      } else {
        shown.append(String.format("\\u%04x", c));
      }
    }
    return shown.toString();
  }

  /** Whether a character can be seen, and says no more than it shows. */
  public static boolean isShowable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ' || c == 0xA0;
      default -> true;
    };
  }
}
