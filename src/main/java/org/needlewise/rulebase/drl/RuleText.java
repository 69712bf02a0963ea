package org.needlewise.rulebase.drl;

import org.needlewise.casefile.Echo;

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
      if (c != '\n' && c != '\t' && !Echo.isShowable(c)) {
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
}
