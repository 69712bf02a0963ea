package org.needlewise.review.trial;

import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.review.diff.Change;
import org.needlewise.review.diff.VerdictChanges;

/**
 * What an edit of a rule would do.
 *
 * @param problems what {@code rules check} says of it, first of the rule, then of its cases; files
 *     by their paths below the rules and the cases
 * @param tests null where the rules are wrong
 * @param changes in what the rule means
 * @param cases whose verdict is another, of the cases of the rules; null where the rules are wrong
 * @param patients the same of the generated ones
 * @param patch the edit as {@code git apply} takes it in the folder that holds the rules and their
 *     cases; "" where nothing is edited
 */
public record Trial(
    List<Diagnostic> problems,
    Tests tests,
    List<Change> changes,
    VerdictChanges.Summary cases,
    VerdictChanges.Summary patients,
    String patch) {

  /**
   * What {@code rules test} says of it.
   *
   * @param own the demands on the rule's own cases
   * @param others those of all other cases that are not met
   * @param cases how many ran in all
   */
  public record Tests(List<Outcome> own, List<Outcome> others, int cases) {
    /** Those of the rule that are not as expected. */
    public List<Outcome> failures() {
      return own.stream().filter(outcome -> !outcome.passed()).toList();
    }
  }

  /** Whether the rules could be tried. */
  public boolean ran() {
    return tests != null;
  }
}
