package org.needlewise.planning;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How hard an English text is to read. */
final class Readability {
  private static final Pattern SENTENCE = Pattern.compile("[.!?]+(?=\\s|$)|\\n+");
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]+(?:['\u2019\\p{Pd}][\\p{L}\\p{N}]+)*");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  // Of Flesch and Kincaid (1975).
  private static final double A_WORD = 0.39;
  private static final double A_SYLLABLE = 11.8;
  private static final double LESS = 15.59;

  private Readability() {}

  /**
   * The school grade of Flesch and Kincaid, in tenths.
   *
   * @param text a sentence ends with its sign or its line
   */
  static double grade(String text) {
    int sentences = 0;
    int words = 0;
    int syllables = 0;
    for (String sentence : SENTENCE.split(text)) {
      Matcher word = WORD.matcher(sentence);
      boolean any = false;
      while (word.find()) {
        any = true;
        words++;
        syllables += syllables(word.group());
      }
      sentences += any ? 1 : 0;
    }
    double grade =
        A_WORD * words / Math.max(1, sentences)
            + A_SYLLABLE * syllables / Math.max(1, words)
            - LESS;
    return Math.round(grade * 10) / 10.0;
  }

  /** Groups of vowels; a silent e at the end is none. */
  static int syllables(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    int count = (int) VOWELS.matcher(plain).results().count();
    boolean silent =
        plain.matches(
            ".*[^aeiouyl]e|.*[aeiouy]le|.*[^aeiouytd]ed|.*[^aeiouysxzhgl]es|.*[aeiouy]les");
    return Math.max(1, silent ? count - 1 : count);
  }
}
