package org.needlewise.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Vocabulary.Question;

/**
 * Reads a vocabulary file ({@code rules-drl/vocabulary.yaml}) strictly, with all its errors at
 * once.
 */
public final class VocabularyReader {
  /** What a question may be stated by; see {@link Question}. */
  public static final List<String> STATED =
      List.of("present", "active", "class", "topical", "overlapping", "birth-date");

  /** The one question that is about no code. */
  public static final String BIRTH_DATE = "birth-date";

  private static final List<String> LISTS =
      List.of(
          "conditions",
          "medications",
          "allergies",
          "procedures",
          "signs",
          "indications",
          "adjuncts",
          "expectations",
          "negatives");
  private static final int NEGATIVES = LISTS.indexOf("negatives");
  private static final int CODE_CHARS = 64;

  private static final Fields VOCABULARY =
      new Fields(
          "the vocabulary",
          "conditions!",
          "medications!",
          "allergies!",
          "procedures!",
          "signs!",
          "indications!",
          "adjuncts!",
          "expectations!",
          "negatives!",
          "questions!");
  private static final Fields CODE = new Fields("a code", "code!", "class", "also");
  private static final Fields QUESTION =
      new Fields(
          "a question",
          "code!",
          "stated!",
          "ask!",
          "alsoStatedBy",
          "notWhereSex",
          "onlyWithAdjunct");
  private static final CodeTable STATED_BY = CodeTable.choice(STATED);
  private static final CodeTable SEX = CodeTable.choice(Choices.SEX);

  private VocabularyReader() {}

  /**
   * @throws InvalidInputException with all errors
   * @throws IOException where the file cannot be read
   */
  public static Vocabulary read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return read(bytes, file.toString());
  }

  /**
   * @param source the file's name for the errors
   * @throws InvalidInputException with all errors
   */
  public static Vocabulary read(byte[] yaml, String source) {
    return StrictReader.yaml(
        yaml,
        source,
        "a vocabulary: the lists of codes and the questions",
        in -> new Reading(in).vocabulary());
  }

  private static final class Reading {
    private final StrictReader in;

    /** A code or class, where it stands. */
    private record Named(String name, String list, Place place) {}

    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, String> listOf = new LinkedHashMap<>();
    private final Map<String, String> classOf = new LinkedHashMap<>();
    private final Map<String, List<String>> also = new LinkedHashMap<>();
    private final Map<String, String> meant = new LinkedHashMap<>();
    private final List<Named> classes = new ArrayList<>();
    private final List<Named> asked = new ArrayList<>();
    private final List<Named> stating = new ArrayList<>();
    private final List<Named> adjuncts = new ArrayList<>();
    private final Set<String> askedCodes = new LinkedHashSet<>();

    Reading(StrictReader in) {
      this.in = in;
    }

    Vocabulary vocabulary() {
      List<Question> questions = List.of();
      if (!in.enter(VOCABULARY)) {
        return null;
      }
      for (int f = in.field(); f >= 0; f = in.field()) {
        if (f < LISTS.size()) {
          String list = LISTS.get(f);
          boolean withClass = f != NEGATIVES;
          lists.put(list, in.list("a list of codes", each -> codeOf(list, withClass)));
        } else {
          questions = in.list("a list of questions", each -> question());
        }
      }
      classes.forEach(this::checkClass);
      asked.forEach(this::checkAsked);
      stating.forEach(code -> checkAmong(code, List.of("conditions", "medications")));
      adjuncts.forEach(code -> checkAmong(code, List.of("adjuncts")));
      return new Vocabulary(lists, classOf, also, questions);
    }

    private String codeOf(String list, boolean withClass) {
      String code = null;
      String group = null;
      List<String> words = List.of();
      if (!in.enter(CODE)) {
        return null;
      }
      for (int f = in.field(); f >= 0; f = in.field()) {
        if (f == 0) {
          code = newCode(list);
        } else if (f == 2) {
          words = in.list("a list of words", each -> alsoWord(list));
        } else if (withClass) {
          group = word();
          if (group != null) {
            classes.add(new Named(group, list, in.place()));
          }
        } else {
          in.error("a class", "a code alone: what is only denied has no class");
          in.skip();
        }
      }
      if (code != null && group != null) {
        classOf.put(code, group);
      }
      if (code != null && !words.isEmpty()) {
        also.put(code, words);
      }
      return code;
    }

    /** One list may hold a word once: it would name two codes. */
    private String alsoWord(String list) {
      String expected = "what people write in place of the code, in lower case";
      String word = in.text(expected, 1, CODE_CHARS);
      if (word == null) {
        return null;
      }
      if (!word.equals(word.strip().toLowerCase(Locale.ROOT))) {
        in.error(Echo.quoted(word), expected);
        return null;
      }
      if (meant.putIfAbsent(list + ' ' + word, word) != null) {
        in.error(Echo.quoted(word) + " a second time", "each word at one code of the " + list);
        return null;
      }
      return word;
    }

    private String newCode(String list) {
      String code = word();
      if (code == null) {
        return null;
      }
      String other = listOf.putIfAbsent(code, list);
      if (other != null) {
        in.error(
            Echo.quoted(code) + " a second time",
            "each code in one list, once"
                + (other.equals(list) ? "" : "; it is among the " + other));
        return null;
      }
      return code;
    }

    private Question question() {
      String code = null;
      String stated = null;
      String ask = null;
      List<String> alsoStatedBy = List.of();
      String notWhereSex = "";
      String onlyWithAdjunct = "";
      if (!in.enter(QUESTION)) {
        return null;
      }
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> {
            code = word();
            if (code != null) {
              asked.add(new Named(code, "questions", in.place()));
              if (!askedCodes.add(code)) {
                in.error(Echo.quoted(code) + " a second time", "one question a code");
              }
            }
          }
          case 1 -> stated = in.code(STATED_BY);
          case 2 -> ask = in.text("text", 1, Limits.TEXT_CHARS);
          case 3 -> alsoStatedBy = in.list("a list of codes", each -> named(stating));
          case 4 -> notWhereSex = in.code(SEX);
          default -> onlyWithAdjunct = named(adjuncts);
        }
      }
      return code == null || stated == null || ask == null
          ? null
          : new Question(code, ask, stated, alsoStatedBy, notWhereSex, onlyWithAdjunct);
    }

    /** A code that must be known once all lists are read. */
    private String named(List<Named> names) {
      String code = word();
      if (code != null) {
        names.add(new Named(code, "questions", in.place()));
      }
      return code;
    }

    private void checkAmong(Named code, List<String> among) {
      String found = listOf.get(code.name);
      if (found == null || !among.contains(found)) {
        List<String> known = new ArrayList<>();
        among.forEach(list -> known.addAll(lists.getOrDefault(list, List.of())));
        in.error(
            code.place,
            Echo.quoted(code.name),
            "a code of " + String.join(" or ", among) + Nearest.hint(code.name, known));
      }
    }

    /** Lower-case letters, digits and single hyphens. */
    private String word() {
      String expected = "text: lower-case words joined by hyphens";
      String word = in.text(expected, 1, CODE_CHARS);
      if (word != null && !word.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        in.error(Echo.quoted(word), expected);
        return null;
      }
      return word == null ? null : word.intern();
    }

    /** A class that no case could deny or state would be a question nobody can answer. */
    private void checkClass(Named group) {
      String list = listOf.get(group.name);
      if (!group.list.equals(list) && !"negatives".equals(list)) {
        List<String> known = new ArrayList<>(lists.getOrDefault(group.list, List.of()));
        known.addAll(lists.getOrDefault("negatives", List.of()));
        in.error(
            group.place,
            Echo.quoted(group.name),
            "a class: a code of "
                + group.list
                + " or of negatives"
                + Nearest.hint(group.name, known));
      }
    }

    private void checkAsked(Named question) {
      String list = listOf.get(question.name);
      if (!question.name.equals(BIRTH_DATE)
          && (list == null || !Vocabulary.DENIABLE.contains(list))) {
        List<String> known = new ArrayList<>();
        Vocabulary.DENIABLE.forEach(l -> known.addAll(lists.getOrDefault(l, List.of())));
        in.error(
            question.place,
            Echo.quoted(question.name),
            "a code that a case can state or deny, or "
                + BIRTH_DATE
                + Nearest.hint(question.name, known));
      }
    }
  }
}
