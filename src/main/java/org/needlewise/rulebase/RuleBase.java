package org.needlewise.rulebase;

import java.util.List;
import java.util.Map;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.FactFilter;

/** A rule set, checked, compiled and ready to fire; immutable and shared by all threads. */
public final class RuleBase {
  private final Vocabulary vocabulary;
  private final Definitions definitions;
  private final Map<String, Statement> evidence;
  private final List<Card> cards;
  private final String digest;
  private final KieBase all;
  private final KieBase deferring;
  private final FactFilter mentioned;
  private final FactFilter mentionedDeferring;
  private final Map<Rule, Card> cardOf;

  RuleBase(
      Vocabulary vocabulary,
      Definitions definitions,
      Map<String, Statement> evidence,
      List<Card> cards,
      String digest,
      KieBase all,
      KieBase deferring,
      FactFilter mentioned,
      FactFilter mentionedDeferring,
      Map<Rule, Card> cardOf) {
    this.vocabulary = vocabulary;
    this.definitions = definitions;
    this.evidence = evidence;
    this.cards = List.copyOf(cards);
    this.digest = digest;
    this.all = all;
    this.deferring = deferring;
    this.mentioned = mentioned;
    this.mentionedDeferring = mentionedDeferring;
    this.cardOf = cardOf;
  }

  /**
   * A statement of the evidence: {@code ledger.yaml} (L001…) or {@code external.yaml} (E01…).
   *
   * @param use rule, planner, forecast, expectation, report-text; "" for external literature
   */
  public record Statement(String id, String source, String section, String use, String says) {
    /** Whether it is of the literature beside the three sources. */
    public boolean beyondTheSources() {
      return id.startsWith("E");
    }
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public Definitions definitions() {
    return definitions;
  }

  /** By id, in ascending order. */
  public Map<String, Statement> evidence() {
    return evidence;
  }

  /** The cards of the active rules, by file. */
  public List<Card> cards() {
    return cards;
  }

  public String version() {
    return definitions.version();
  }

  /** SHA-256, lower-case hexadecimal, over every file that can change a report. */
  public String digest() {
    return digest;
  }

  /** All active rules. */
  public KieBase all() {
    return all;
  }

  /**
   * The rules alone that {@link Card#bearsOnDeferral}: what the search for the first safe date
   * fires.
   */
  public KieBase deferring() {
    return deferring;
  }

  /** The facts that some rule of {@link #all} could match. */
  public FactFilter mentioned() {
    return mentioned;
  }

  /** The facts that some rule of {@link #deferring} could match. */
  public FactFilter mentionedDeferring() {
    return mentionedDeferring;
  }

  /** The card of a rule of either KieBase. */
  public Card card(Rule rule) {
    return cardOf.get(rule);
  }
}
