package org.needlewise.review.gaps;

import java.util.List;
import java.util.function.Predicate;
import org.needlewise.rulebase.check.OpenRules;

/**
 * Over each band of numbers that rules of one category share: which rules speak in it, and where
 * that is wrong. Found by screening a case for each number that can make a difference, in each
 * combination of what the rules tell apart (see {@link Axes}), so it is exact for comparisons with
 * constants.
 *
 * <p>Wrong is:
 *
 * <ul>
 *   <li><b>a hole</b>: no rule asks anything of a band, and less was at stake just before it: a
 *       lesser depth, fewer visits, more days since the last session;
 *   <li><b>a fall</b>: something is asked of the band, but less than just before it. A rule that
 *       sets others aside says so itself, and is none;
 *   <li><b>a cut</b>: an interval rule ends before the ideal that its own card states;
 *   <li><b>a contradiction</b>: two rules speak under the same conditions of the same fact, with
 *       different verdicts or days, and neither is the more specific: their bands are the same, or
 *       overlap in part;
 *   <li><b>a hidden rule</b>: wherever it speaks, another one speaks of the same fact and asks for
 *       more, or says the very same.
 * </ul>
 *
 * Two rules that overlap under different conditions (around the eye, and at home) are both shown to
 * the practitioner, on purpose. A finding that only informs contradicts what defers on the same
 * fact unless it is the more general: it speaks in a combination in which the other does not, or
 * all along a band of which the other takes a part.
 *
 * <p>Only what some axis moves can be judged. What no axis moves is named, so that silence about it
 * is not taken for a finding.
 *
 * @param axes all that were gone through, each with its bands
 * @param problems by kind, then place
 * @param unmoved by place
 * @param without categories of which no number is moved, and whose rules are not judged at all
 * @param situations how many cases were tried
 */
record Gaps(
    List<Axis> axes,
    List<Problem> problems,
    List<Unmoved> unmoved,
    List<String> without,
    int situations) {

  /** What is wrong. */
  public enum Kind {
    HOLE,
    FALL,
    CUT,
    CONTRADICTION,
    HIDDEN
  }

  /**
   * Rules of one category along one number.
   *
   * @param axis the number, in words
   * @param combinations of all else in which it was moved
   */
  public record Axis(String category, String axis, int combinations, List<Band> bands) {}

  /**
   * @param numbers in words: "1.01 to 1.49 mm"
   * @param rules titles of the rules that speak in some combination; empty: none does
   * @param silent in how many combinations none of them does
   * @param where which those are, where they are some of all: groups, in words
   */
  public record Band(String numbers, List<String> rules, int silent, List<String> where) {}

  /**
   * @param places {@code file:line} of the rules that it concerns
   * @param what one sentence
   * @param where the combinations: the first few, in words
   * @param combinations how many there are
   */
  public record Problem(
      Kind kind, List<String> places, String what, List<String> where, int combinations) {

    /** Whether it is one of some files, or of none. */
    boolean concerns(Predicate<String> wanted) {
      return places.isEmpty()
          || places.stream()
              .map(place -> place.substring(0, place.lastIndexOf(':')))
              .anyMatch(wanted);
    }
  }

  /**
   * A condition on a number, count or date that did not change its answer along any axis of its
   * category.
   *
   * @param file below the rules folder
   * @param line of its place, from 1
   * @param condition as the rule states it
   * @param what "never looked at", "never true" or "never false"
   */
  public record Unmoved(String file, int line, String condition, String what) {}

  /**
   * @param wanted asked for each category
   */
  static Gaps of(OpenRules rules, Predicate<String> wanted) {
    return new GapSearch(rules, wanted).run();
  }

  /** Whether nothing is wrong. */
  boolean sound() {
    return problems.isEmpty();
  }
}
