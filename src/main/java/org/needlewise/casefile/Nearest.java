package org.needlewise.casefile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The known words that a mistyped one may have meant. */
public final class Nearest {
  private static final int MOST_CHARS = 64;
  private static final int MOST_SUGGESTIONS = 3;

  private Nearest() {}

  /** "; did you mean a or b?", or nothing where no word is near. */
  public static String hint(String word, Collection<String> known) {
    List<String> near = of(word, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** At most three, nearest first; equally near ones in the order given. */
  public static List<String> of(String word, Collection<String> known) {
    return of(word, known, Function.identity()).stream().limit(MOST_SUGGESTIONS).toList();
  }

  /**
   * The nearest first; equally near ones in the order given.
   *
   * @param name the words of a known one
   */
  static <T> List<T> of(String word, Collection<T> known, Function<T, String> name) {
    if (word.length() > MOST_CHARS) {
      return List.of();
    }
    String plain = plain(word);
    int allowed = Math.max(1, plain.length() / 3);
    record Candidate<T>(T known, int distance) {}
    List<Candidate<T>> near =
        known.stream()
            .map(k -> new Candidate<>(k, distance(plain, plain(name.apply(k)))))
            .filter(c -> c.distance <= allowed)
            .sorted(Comparator.comparingInt(Candidate::distance))
            .toList();
    // A word that is nearly right stands alone: others would only distract.
    int best = near.isEmpty() ? 0 : near.get(0).distance;
    return near.stream().filter(c -> c.distance <= best + 1).map(Candidate::known).toList();
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
  private static int distance(String a, String b) {
    int[] before = null;
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
