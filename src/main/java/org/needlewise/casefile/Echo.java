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

  /**
   * A text of any number of lines, or JSON, in which all that a terminal would obey, or that would
   * turn the reading direction round, stands as an escape that JSON knows too.
   */
  public static String lines(String text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean layout = c == '\n' || c == '\r' || c == '\t';
      if (isCommand(c) && !layout) {
        shown = shown == null ? new StringBuilder(text.substring(0, i)) : shown;
        shown.append("\\u%04x".formatted((int) c));
      } else if (shown != null) {
        shown.append(c);
      }
    }
    return shown == null ? text : shown.toString();
  }

  /**
   * Whether a terminal obeys a character (C0, DEL, C1, the separators of lines), or it turns the
   * reading direction round. Told by its number: what a Java release knows of Unicode must not
   * change a report.
   */
  public static boolean isCommand(int c) {
    return c < ' '
        || c >= 0x7F && c <= 0x9F
        || c == 0x61C
        || c == 0x200E
        || c == 0x200F
        || c >= 0x2028 && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069;
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
