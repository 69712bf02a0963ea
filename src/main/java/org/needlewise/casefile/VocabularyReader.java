package org.needlewise.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
          "signs",
          "indications",
          "adjuncts",
          "expectations",
          "negatives");
  private static final List<String> DENIABLE =
      List.of("conditions", "medications", "signs", "allergies", "negatives");
  private static final int NEGATIVES = LISTS.indexOf("negatives");
  private static final int CODE_CHARS = 64;

  private static final StrictReader.Fields VOCABULARY =
      new StrictReader.Fields(
          "the vocabulary",
          "conditions!",
          "medications!",
          "allergies!",
          "signs!",
          "indications!",
          "adjuncts!",
          "expectations!",
          "negatives!",
          "questions!");
  private static final StrictReader.Fields CODE =
      new StrictReader.Fields("a code", "code!", "class");
  private static final StrictReader.Fields QUESTION =
      new StrictReader.Fields("a question", "code!", "stated!", "ask!");
  private static final CodeTable STATED_BY = CodeTable.choice(STATED);

  private VocabularyReader() {}

  /**
   * @throws InvalidVocabularyException with all errors
   * @throws IOException where the file cannot be read
   */
  public static Vocabulary read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return read(bytes, file.toString());
  }

  /**
   * @param source the file's name for the errors
   * @throws InvalidVocabularyException with all errors
   */
  public static Vocabulary read(byte[] yaml, String source) {
    return StrictReader.read(
        yaml,
        0,
        yaml.length,
        Format.YAML,
        source,
        0,
        (input, second) -> new Reading(input, source, second),
        Reading::vocabulary,
        InvalidVocabularyException::new);
  }

  private static final class Reading extends StrictReader {
    /** A code or class, where it stands. */
    private record Named(String name, String list, Place place) {}

    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, String> listOf = new LinkedHashMap<>();
    private final Map<String, String> classOf = new LinkedHashMap<>();
    private final List<Named> classes = new ArrayList<>();
    private final List<Named> asked = new ArrayList<>();
    private final Set<String> askedCodes = new LinkedHashSet<>();

    Reading(Input input, String source, boolean second) {
      super(input, source, 0, second);
    }

    @Override
    String expectedDocument() {
      return "a vocabulary: the lists of codes and the questions";
    }

    Vocabulary vocabulary() {
      List<Question> questions = List.of();
      if (!enter(VOCABULARY)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        if (f < LISTS.size()) {
          String list = LISTS.get(f);
          boolean withClass = f != NEGATIVES;
          lists.put(list, list("a list of codes", () -> codeOf(list, withClass)));
        } else {
          questions = list("a list of questions", this::question);
        }
      }
      classes.forEach(this::checkClass);
      asked.forEach(this::checkAsked);
      return new Vocabulary(lists, classOf, questions);
    }

    private String codeOf(String list, boolean withClass) {
      String code = null;
      String group = null;
      if (!enter(CODE)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        if (f == 0) {
          code = newCode(list);
        } else if (withClass) {
          group = word();
          if (group != null) {
            classes.add(new Named(group, list, place()));
          }
        } else {
          error("a class", "a code alone: what is only denied has no class");
          skip();
        }
      }
      if (code != null && group != null) {
        classOf.put(code, group);
      }
      return code;
    }

    private String newCode(String list) {
      String code = word();
      if (code == null) {
        return null;
      }
      String other = listOf.putIfAbsent(code, list);
      if (other != null) {
        error(
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
      if (!enter(QUESTION)) {
        return null;
      }
      for (int f = field(); f >= 0; f = field()) {
        switch (f) {
          case 0 -> {
            code = word();
            if (code != null) {
              asked.add(new Named(code, "questions", place()));
              if (!askedCodes.add(code)) {
                error(Echo.quoted(code) + " a second time", "one question a code");
              }
            }
          }
          case 1 -> stated = code(STATED_BY);
          default -> ask = text("text", 1, Limits.TEXT_CHARS);
        }
      }
      return code == null || stated == null || ask == null ? null : new Question(code, ask, stated);
    }

    /** Lower-case letters, digits and single hyphens. */
    private String word() {
      String expected = "text: lower-case words joined by hyphens";
      String word = text(expected, 1, CODE_CHARS);
      if (word != null && !word.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        error(Echo.quoted(word), expected);
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
        error(
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
      if (!question.name.equals(BIRTH_DATE) && (list == null || !DENIABLE.contains(list))) {
        List<String> known = new ArrayList<>();
        DENIABLE.forEach(l -> known.addAll(lists.getOrDefault(l, List.of())));
        error(
            question.place,
            Echo.quoted(question.name),
            "a code that a case can state or deny, or "
                + BIRTH_DATE
                + Nearest.hint(question.name, known));
      }
    }
  }
}
