package org.needlewise.rulebase.check;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.report.Verdict;

/**
 * What a rule file says of its rule beside the conditions: the annotations, read without running
 * anything.
 *
 * @param file path below the rules folder, with forward slashes ({@code interval/face.drl})
 * @param packageName the DRL package ({@code interval.face})
 * @param ruleName the name after {@code rule}
 * @param id its folder and its file's name ({@code interval-face})
 * @param formerly ids that it had before it was renamed; a case file or an earlier report that
 *     names one of them names this rule
 * @param policy the policy row ({@code P25})
 * @param category its folder, a category of the report schema
 * @param title at most 140 characters
 * @param verdict the verdict, where nothing below applies
 * @param verdictOf {@code @verdictOf("home=defer *=caution")}: the verdict by a key of the finding;
 *     empty where absent
 * @param after {@code @after}: the verdict of {@code findings.until} once the date has been
 *     reached; null: no finding
 * @param between {@code @between}: an interval's verdict from its minimum to its ideal; null
 *     outside interval rules
 * @param protocolVerdict {@code @protocolVerdict}: the verdict, without a date, where all visits
 *     counted follow the minoxidil protocol; null where the rule knows no protocol
 * @param evidence statement ids in ascending order; those of a key, where evidenceOf holds it,
 *     stand in their place
 * @param evidenceOf {@code @evidenceOf("erythema=L034+L041 *=L045")}; empty where absent
 * @param minimumDays {@code @minimumDays}, days; -1 outside interval rules
 * @param idealDays {@code @idealDays}, days; -1 outside interval rules
 * @param setsAside policy rows whose intervals this interval rule replaces, for the sessions it
 *     applies to
 * @param silences policy rows whose findings this rule's finding makes void
 * @param lengthens {@code @lengthens("interval")}: a finding on a reaction makes the ideal of that
 *     session the minimum
 * @param because JSON Pointer that the finding names in place of the fact's own; null: the fact's
 *     own
 * @param message what was found, with placeholders
 * @param action what to do, with placeholders; "" where absent
 * @param dateHolds {@code @dateHolds("when the skin has healed")}: what has to come about before a
 *     report's date holds, with placeholders; "" where absent
 * @param instead {@code @instead("a lesser depth")}: what to propose where no date makes up for
 *     what was found, with placeholders; "" where absent
 * @param arguments names, without the dollar sign, of the variables that the rule hands on behind
 *     the fact
 * @param dates those of the arguments that are calendar dates
 * @param reviewed when the rule was last looked at
 * @param reviewBy when it must be looked at again
 * @param status active, draft or retired; only active rules fire
 * @param line the line of the {@code rule} keyword, from 1
 */
public record Card(
    String file,
    String packageName,
    String ruleName,
    String id,
    Set<String> formerly,
    String policy,
    String category,
    String title,
    Verdict verdict,
    Map<String, Verdict> verdictOf,
    Verdict after,
    Verdict between,
    Verdict protocolVerdict,
    List<String> evidence,
    Map<String, List<String>> evidenceOf,
    int minimumDays,
    int idealDays,
    Set<String> setsAside,
    Set<String> silences,
    boolean lengthens,
    String because,
    String message,
    String action,
    String dateHolds,
    String instead,
    List<String> arguments,
    Set<String> dates,
    LocalDate reviewed,
    LocalDate reviewBy,
    String status,
    int line) {

  /** Cards by every id that they have or had. */
  public static Map<String, Card> byId(Collection<Card> cards) {
    Map<String, Card> byId = new HashMap<>();
    for (Card card : cards) {
      byId.put(card.id, card);
      card.formerly.forEach(id -> byId.put(id, card));
    }
    return byId;
  }

  /**
   * Whether the rule states that an interval applies (its {@code then} part calls {@code
   * findings.interval}).
   */
  public boolean isInterval() {
    return minimumDays >= 0;
  }

  /** Whether it fires. */
  public boolean isActive() {
    return "active".equals(status);
  }

  /** Whether it fires where drafts are tried too. */
  public boolean isActiveOrDraft() {
    return isActive() || "draft".equals(status);
  }

  /** Whether a finding of this rule can defer, or can change what another rule defers. */
  public boolean bearsOnDeferral() {
    return isInterval()
        || !silences.isEmpty()
        || lengthens
        || verdict == Verdict.DEFER
        || verdictOf.containsValue(Verdict.DEFER)
        || after == Verdict.DEFER;
  }
}
