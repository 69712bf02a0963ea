package org.needlewise.report;

import java.util.List;
import java.util.stream.Stream;

/** What a finding, or a whole report, says; in rising order. */
public enum Verdict {
  /** Nothing found; on a finding: it only informs. */
  PROCEED,
  /** Go on, with what the findings say. */
  CAUTION,
  /** A safety question is unanswered. */
  INCOMPLETE,
  /** Not on the proposed date, or not as proposed. */
  DEFER,
  /** Not for this patient while the fact holds. */
  CONTRAINDICATED;

  /** The words of the report schema, in rising order. */
  public static final List<String> CODES = Stream.of(values()).map(Verdict::code).toList();

  private final String code = name().toLowerCase(java.util.Locale.ROOT);

  /** The word of the report schema. */
  public String code() {
    return code;
  }

  /** The verdict of a word of the report schema; null where it is none. */
  public static Verdict ofCode(String code) {
    for (Verdict verdict : values()) {
      if (verdict.code.equals(code)) {
        return verdict;
      }
    }
    return null;
  }
}
