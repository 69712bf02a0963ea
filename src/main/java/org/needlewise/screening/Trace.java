package org.needlewise.screening;

import java.util.List;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.check.Card;

/**
 * One case screened with everything on record.
 *
 * @param facts of both passes, those among them that no rule asks for or that lie too far back to
 *     matter
 * @param fired what the rules matched, in the order in which they fired
 * @param intervals what became of each interval rule that matched
 * @param silenced what was found and made void by another finding
 * @param spoken the findings of the report, each with the facts behind it
 */
public record Trace(
    MeasuredCase subject,
    List<Fact> facts,
    List<Fired> fired,
    List<Interval> intervals,
    List<Silenced> silenced,
    List<Reported> spoken,
    AdvisoryReport report) {

  /**
   * @param facts in the order of the rule's patterns
   */
  public record Fired(Card card, List<Fact> facts) {}

  /**
   * What an interval rule asks of two sessions.
   *
   * @param minimumDays the card's, or its ideal where a reaction lengthens it
   * @param setAsideBy the card of the interval rule that stands in its place; null where it stands
   * @param lengthened whether a reaction to the earlier session makes the ideal the minimum
   */
  public record Interval(
      Card card, Gap gap, int minimumDays, int idealDays, Card setAsideBy, boolean lengthened) {}

  public record Silenced(Card card, Fact fact, Card by) {}

  /**
   * @param facts the one that the finding is of first, then those that its rule handed on besides
   */
  public record Reported(Card card, List<Fact> facts, Finding finding) {
    public Fact fact() {
      return facts.get(0);
    }
  }
}
