package org.needlewise.casefile;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The codes that a case file may use, by list, as {@code rules-drl/vocabulary.yaml} states them.
 *
 * @param lists list name (conditions, medications, allergies, procedures, signs, indications,
 *     adjuncts, expectations, negatives) to its codes in file order
 * @param classOf code to the class that also states or denies it; a code without a class is its own
 *     class and is absent here
 * @param also code to what people write in its place, in file order; a code without any is absent
 *     here
 * @param questions the screening questions in the order in which a report asks them
 */
public record Vocabulary(
    Map<String, List<String>> lists,
    Map<String, String> classOf,
    Map<String, List<String>> also,
    List<Question> questions) {

  /** The lists of a patient's facts. */
  private static final List<String> FACTS =
      List.of("conditions", "medications", "allergies", "procedures", "signs");

  /** The lists whose codes a case can deny. */
  public static final List<String> DENIABLE =
      List.of("conditions", "medications", "signs", "allergies", "negatives");

  /**
   * @param ask the words of the report
   * @param stated by what the code counts as stated: present (in any status), active, class (an
   *     active member, or its own code in any status), topical (as class, but nothing oral or
   *     injected counts), overlapping (a sign on the proposed area) or birth-date
   * @param alsoStatedBy other codes that answer it while active
   * @param notWhereSex the sex of a patient of whom it is not asked; "" where it is asked of all
   * @param onlyWithAdjunct the adjunct of the session without which it is not asked; "" where it is
   *     asked in any case
   */
  public record Question(
      String code,
      String ask,
      String stated,
      List<String> alsoStatedBy,
      String notWhereSex,
      String onlyWithAdjunct) {}

  public Vocabulary {
    lists = new LinkedHashMap<>(lists);
    classOf = new LinkedHashMap<>(classOf);
    also = new LinkedHashMap<>(also);
    questions = List.copyOf(questions);
  }

  /** The class of a code: its own where the vocabulary names none. */
  public String group(String code) {
    return classOf.getOrDefault(code, code);
  }

  /** The list of a patient's facts that holds a code; null where none does. */
  public String listOf(String code) {
    for (String list : FACTS) {
      if (lists.getOrDefault(list, List.of()).contains(code)) {
        return list;
      }
    }
    return null;
  }

  /**
   * The codes that affirm a question: its own where it is the code of a fact, then the members of
   * its class, then what answers it besides. None for a date of birth.
   */
  public List<String> answering(Question question) {
    Set<String> codes = new LinkedHashSet<>();
    if (listOf(question.code) != null) {
      codes.add(question.code);
    }
    classOf.forEach(
        (code, group) -> {
          if (group.equals(question.code)) {
            codes.add(code);
          }
        });
    codes.addAll(question.alsoStatedBy);
    return List.copyOf(codes);
  }
}
