package org.needlewise.casefile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the codes that a word means, as people write it: in any case, with spaces for hyphens, in
 * the plural, mistyped, or in other words ("cold sores", "Roaccutane").
 *
 * <p>Immutable; one finder serves all threads.
 */
public final class CodeFinder {
  /** The list of the areas of the body, which stands in no vocabulary: {@link Areas#ALL}. */
  public static final String AREAS = "areas";

  /** How a text names a code; from the surest to the least sure. */
  public enum How {
    /** It is the code, or the code's words. */
    CODE,
    /** It is what people write in place of the code. */
    ALSO,
    /** Its words are some of those of the code, or of what people write in its place. */
    PART,
    /** It is mistyped. */
    NEAR
  }

  /**
   * A code that may be meant.
   *
   * @param list the one list that holds the code: one of the vocabulary's, or {@link #AREAS}
   * @param words what the text was found to say: the code's words, or others in their place
   */
  public record Match(String code, String list, String words, How how) {}

  /**
   * One way of writing a code.
   *
   * @param joined its words without what parts them
   */
  private record Entry(Match match, String joined, Set<String> parts) {}

  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param vocabulary the codes to find, beside those of the areas
   */
  public CodeFinder(Vocabulary vocabulary) {
    vocabulary
        .lists()
        .forEach(
            (list, codes) ->
                codes.forEach(
                    code -> add(list, code, vocabulary.also().getOrDefault(code, List.of()))));
    Areas.ALL.forEach(area -> add(AREAS, area, List.of()));
  }

  private void add(String list, String code, List<String> also) {
    add(new Match(code, list, code.replace('-', ' '), How.CODE));
    also.forEach(words -> add(new Match(code, list, words, How.ALSO)));
  }

  private void add(Match match) {
    List<String> parts = parts(match.words);
    entries.add(new Entry(match, String.join("", parts), Set.copyOf(parts)));
  }

  /**
   * The codes of all lists that a text may mean, the best first, each once; empty where none is
   * near. Mistyped words are looked for only where nothing else is found.
   */
  public List<Match> find(String text) {
    return find(text, entries);
  }

  /** The codes of some lists alone. */
  public List<Match> find(String text, String... lists) {
    List<String> wanted = List.of(lists);
    return find(text, entries.stream().filter(e -> wanted.contains(e.match.list)).toList());
  }

  private static List<Match> find(String text, List<Entry> among) {
    List<String> parts = parts(text);
    if (parts.isEmpty()) {
      return List.of();
    }
    String joined = String.join("", parts);
    List<Match> matches = new ArrayList<>();
    for (Entry entry : among) {
      if (entry.joined.equals(joined)) {
        matches.add(entry.match);
      } else if (entry.parts.containsAll(parts)) {
        matches.add(as(How.PART, entry));
      }
    }
    if (matches.isEmpty()) {
      Nearest.of(joined, among, Entry::joined).forEach(near -> matches.add(as(How.NEAR, near)));
    }
    matches.sort(Comparator.comparing(Match::how));
    Map<String, Match> best = new LinkedHashMap<>();
    matches.forEach(match -> best.putIfAbsent(match.code, match));
    return List.copyOf(best.values());
  }

  private static Match as(How how, Entry entry) {
    return new Match(entry.match.code, entry.match.list, entry.match.words, how);
  }

  /** The words of a text in lower case and, roughly, in the singular. */
  private static List<String> parts(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .map(CodeFinder::singular)
        .toList();
  }

  private static String singular(String word) {
    if (word.length() < 4 || !word.endsWith("s") || word.endsWith("ss")) {
      return word;
    }
    return word.endsWith("ies")
        ? word.substring(0, word.length() - 3) + 'y'
        : word.substring(0, word.length() - 1);
  }
}
