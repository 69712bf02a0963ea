package org.needlewise.facts;

/** Unknown as a value, since facts hold no null. */
final class Texts {
  private Texts() {}

  static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  static String answer(Boolean value) {
    return value == null ? "unknown" : value ? "yes" : "no";
  }

  static String words(String code) {
    return code.replace('-', ' ');
  }
}
