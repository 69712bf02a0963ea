package org.needlewise.rulebase.drl;

/** What the raw text of a rule file may hold, before anything of it is read. */
public final class RuleText {
  /** Bytes of one rule file; the longest shipped one has a fifth of it. */
  static final int BYTES = 32 << 10;

  private RuleText() {}

  /** Whether the whole text may be read on; what may not is reported. */
  public static boolean check(Source source, Problems problems) {
    String text = source.text();
    if (text.length() > BYTES) {
      problems.error(
          source, 0, "a rule file of " + text.length() + " characters", "at most " + BYTES);
      return false;
    }
    if (text.isBlank()) {
      problems.error(source, 0, "an empty rule file", "one rule");
      return false;
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '\\') {
        problems.error(
            source, i, "a backslash", "text without escapes: nothing in a rule file needs one");
        return false;
      }
      if (c != '\n' && c != '\t' && !isShowable(c)) {
        problems.error(
            source,
            i,
            String.format("the invisible character U+%04X", c),
            "characters that can be seen");
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
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
