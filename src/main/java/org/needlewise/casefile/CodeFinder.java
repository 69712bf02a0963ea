package org.needlewise.casefile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Lists the codes; the only place of this package that knows how the program is started. */
  private static final String COMMAND = "./needlewise codes --list ";

  /** So many codes stand in an error themselves. */
  private static final int FEW = 12;

  private static final int MOST_SUGGESTIONS = 3;

  private static final Map<String, String> KINDS =
      Map.of(
          "conditions",
          "a condition",
          "medications",
          "a medication",
          "allergies",
          "an allergy",
          "procedures",
          "a procedure",
          "signs",
          "a sign of the skin",
          "indications",
          "an indication",
          "adjuncts",
          "an adjunct",
          "expectations",
          "an expectation",
          "negatives",
          "a pertinent negative",
          AREAS,
          "an area");

  /** How a text names a code; from the surest to the least sure. */
  public enum How {
    /** It is the code, or the code's words. */
    CODE,
    /** It is what people write in place of the code. */
    ALSO,
    /** Its words are some of the code's, or of what people write in its place, or hold them. */
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
  public record Match(String code, String list, String words, How how) {
    /** Whether the text says this, and nothing had to be guessed. */
    public boolean isSure() {
      return how == How.CODE || how == How.ALSO;
    }

    /** Whether the text has words of the code, not only words like them. */
    public boolean isFound() {
      return how != How.NEAR;
    }

    /** What the code is: "an adjunct". */
    public String kind() {
      return KINDS.get(list);
    }

    /** The code, with the words that were found where they are not its own. */
    public String suggestion() {
      boolean own = words.equals(code.replace('-', ' '));
      return own ? code : code + " (" + words + ")";
    }
  }

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
   * near. Guesses are made only where nothing else is found: first that it is mistyped, then that
   * there is more in it than the code ("left cheek").
   */
  public List<Match> find(String text) {
    return find(text, entries);
  }

  /** The codes of some lists alone. */
  public List<Match> find(String text, String... lists) {
    List<String> wanted = List.of(lists);
    return find(text, entries.stream().filter(e -> wanted.contains(e.match.list)).toList());
  }

  /**
   * What a field takes in place of a text that is no code of its own: the code for it where there
   * is one, in whichever list; else what is near, and all codes or the command that lists them.
   */
  String expected(CodeTable field, String text) {
    List<Match> here = find(text, field.lists.toArray(String[]::new));
    if (!here.isEmpty() && here.get(0).isSure()) {
      return field.what + "; the code for it is " + here.get(0).code;
    }
    List<Match> others =
        find(text).stream().filter(match -> !field.lists.contains(match.list)).toList();
    List<Match> meant = others.stream().filter(Match::isSure).toList();
    return field.what
        + (meant.isEmpty() ? all(field) : "")
        + near(field, text, here, others)
        + (meant.isEmpty() ? "" : " (" + meant(meant) + ")");
  }

  private static String all(CodeTable field) {
    if (field.lists.isEmpty() || field.codes.isEmpty()) {
      return "";
    }
    return field.codes.size() > FEW
        ? " (" + COMMAND + field.lists.get(field.lists.size() - 1) + ")"
        : ", one of " + String.join(", ", field.codes);
  }

  private static String near(CodeTable field, String text, List<Match> here, List<Match> others) {
    if (field.lists.isEmpty()) {
      return Nearest.hint(text, field.codes);
    }
    List<String> near = here.stream().map(Match::suggestion).toList();
    if (near.isEmpty()) {
      near =
          others.stream()
              .filter(match -> !match.isSure())
              .map(match -> match.suggestion() + ", " + match.kind())
              .toList();
    }
    return near.isEmpty()
        ? ""
        : "; did you mean "
            + near.stream().limit(MOST_SUGGESTIONS).collect(Collectors.joining(" or "))
            + "?";
  }

  private static String meant(List<Match> elsewhere) {
    Match best = elsewhere.get(0);
    return best.how == How.CODE
        ? best.code + " is " + best.kind()
        : "the code for it is "
            + elsewhere.stream()
                .map(match -> match.code + ", " + match.kind())
                .collect(Collectors.joining(", or "));
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
    if (matches.isEmpty()) {
      among.stream()
          .filter(entry -> parts.containsAll(entry.parts))
          .forEach(within -> matches.add(as(How.PART, within)));
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
