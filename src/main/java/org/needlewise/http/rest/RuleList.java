package org.needlewise.http.rest;

import java.time.LocalDate;
import java.util.List;
import org.needlewise.http.RulesInUse;
import org.needlewise.review.Words;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.load.RuleBase;

/** The rules in use as JSON: which set, and of each rule what its card says. */
record RuleList(
    String version,
    String digest,
    boolean signed,
    LocalDate effective,
    String overlay,
    List<Rule> rules) {
  private record Rule(
      String id,
      String policy,
      String category,
      String title,
      String file,
      Integer minimumDays,
      Integer idealDays,
      List<String> evidence,
      LocalDate reviewed,
      LocalDate reviewBy) {}

  static String json(RulesInUse inUse) {
    RuleBase base = inUse.sets().latest();
    Provenance from = base.provenance();
    return Words.json(
        new RuleList(
            base.definitions().version(),
            base.digest(),
            from.signed(),
            from.effective(),
            from.overlay(),
            base.cards().stream().map(RuleList::rule).toList()));
  }

  private static Rule rule(Card card) {
    return new Rule(
        card.id(),
        card.policy(),
        card.category(),
        card.title(),
        card.file(),
        card.isInterval() ? card.minimumDays() : null,
        card.isInterval() ? card.idealDays() : null,
        card.evidence(),
        card.reviewed(),
        card.reviewBy());
  }
}
