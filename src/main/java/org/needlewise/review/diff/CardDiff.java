package org.needlewise.review.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.needlewise.report.Verdict;
import org.needlewise.review.Words;
import org.needlewise.review.diff.Change.Kind;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Rule;
import org.needlewise.rulebase.drl.RuleTree;

/** How the cards of a rule before and after an edit differ. */
final class CardDiff {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*([A-Za-z][A-Za-z0-9]*)");

  private final OpenRules before;
  private final OpenRules after;
  private final Rule now;
  private final Card was;
  private final Card is;
  private final List<Change> changes = new ArrayList<>();

  private CardDiff(OpenRules before, OpenRules after, Rule old, Rule now) {
    this.before = before;
    this.after = after;
    this.now = now;
    this.was = old.card();
    this.is = now.card();
  }

  /**
   * @param old a rule of the folder before
   * @param now the same one, or the one that it became, of the folder after
   */
  static List<Change> of(OpenRules before, OpenRules after, Rule old, Rule now) {
    CardDiff diff = new CardDiff(before, after, old, now);
    diff.card();
    return diff.changes;
  }

  private void card() {
    entry(Kind.STATUS, "status", "the status", Card::status);
    entry(Kind.NUMBER, "minimumDays", "the minimum", card -> days(card.minimumDays()));
    entry(Kind.NUMBER, "idealDays", "the ideal", card -> days(card.idealDays()));
    entry(Kind.VERDICT, "verdict", "the verdict", card -> verdict(card.verdict()));
    entry(
        Kind.VERDICT, "after", "the verdict once the date has come", card -> verdict(card.after()));
    entry(
        Kind.VERDICT,
        "between",
        "the verdict from the minimum to the ideal",
        card -> verdict(card.between()));
    entry(
        Kind.VERDICT,
        "protocolVerdict",
        "the verdict where all follow the protocol",
        card -> verdict(card.protocolVerdict()));
    for (String key : keys(Card::verdictOf)) {
      entry(
          Kind.VERDICT,
          "verdictOf",
          "the verdict for " + shown(key),
          card -> verdict(numbered(card, Card::verdictOf).get(key)));
    }
    citations("evidence", "a citation", Card::evidence);
    for (String key : keys(Card::evidenceOf)) {
      citations(
          "evidenceOf",
          "a citation for " + shown(key),
          card -> numbered(card, Card::evidenceOf).getOrDefault(key, List.of()));
    }
    entry(Kind.EFFECT, "policy", "the policy row", Card::policy);
    entry(Kind.EFFECT, "category", "the category", Card::category);
    entry(
        Kind.EFFECT,
        "setsAside",
        "the rows that it sets aside",
        card -> String.join(" ", card.setsAside()));
    entry(
        Kind.EFFECT,
        "silences",
        "the rows that it silences",
        card -> String.join(" ", card.silences()));
    entry(
        Kind.EFFECT,
        "lengthens",
        "whether it lengthens the intervals of the session",
        card -> card.lengthens() ? "yes" : "no");
    entry(
        Kind.EFFECT,
        "because",
        "the place in the case that it names",
        card -> Objects.toString(card.because(), ""));
    text("message", "the message", Card::message);
    text("action", "the advice", Card::action);
    text("dateHolds", "what its date hangs on", Card::dateHolds);
    text("instead", "what it proposes instead", Card::instead);
    entry(Kind.LABEL, "title", "the title", Card::title);
    entry(Kind.LABEL, "", "the rule's name", Card::ruleName);
    entry(
        Kind.REVIEW, "reviewed", "the last review", card -> Objects.toString(card.reviewed(), ""));
    entry(
        Kind.REVIEW, "reviewBy", "the next review", card -> Objects.toString(card.reviewBy(), ""));
  }

  private void entry(Kind kind, String name, String what, Function<Card, String> said) {
    if (!said.apply(was).equals(said.apply(is))) {
      add(kind, name, what, said.apply(was), said.apply(is));
    }
  }

  private void text(String name, String what, Function<Card, String> said) {
    if (!placeholders(said.apply(was), was).equals(placeholders(said.apply(is), is))) {
      add(Kind.MESSAGE, name, what, said.apply(was), said.apply(is));
    }
  }

  private void citations(String name, String what, Function<Card, List<String>> cited) {
    cited.apply(was).stream()
        .filter(id -> !cited.apply(is).contains(id))
        .forEach(id -> add(Kind.CITATION, name, what, cited(id, before), ""));
    cited.apply(is).stream()
        .filter(id -> !cited.apply(was).contains(id))
        .forEach(id -> add(Kind.CITATION, name, what, "", cited(id, after)));
  }

  private static String cited(String id, OpenRules rules) {
    return id + " (" + rules.evidence().get(id).says() + ')';
  }

  /** At the entry, or at the rule where it has none. */
  private void add(Kind kind, String entry, String what, String before, String after) {
    RuleTree.Annotation annotation = now.tree().annotations().get(entry);
    int offset = annotation == null ? now.tree().ruleOffset() : annotation.offset();
    changes.add(Change.of(kind, now, offset, what, before, after));
  }

  private <T> Set<String> keys(Function<Card, Map<String, T>> map) {
    Set<String> keys = new TreeSet<>(numbered(was, map).keySet());
    keys.addAll(numbered(is, map).keySet());
    return keys;
  }

  private static <T> Map<String, T> numbered(Card card, Function<Card, Map<String, T>> map) {
    Map<String, T> numbered = new TreeMap<>();
    map.apply(card).forEach((key, value) -> numbered.put(numbered(key, card), value));
    return numbered;
  }

  /** A variable's name means nothing: its place among those that are handed on does. */
  private static String numbered(String name, Card card) {
    int index = card.arguments().indexOf(name);
    return index < 0 ? name : "#" + index;
  }

  private String shown(String key) {
    return key.startsWith("#") ? is.arguments().get(Integer.parseInt(key.substring(1))) : key;
  }

  private static String placeholders(String text, Card card) {
    return PLACEHOLDER.matcher(text).replaceAll(m -> "{" + numbered(m.group(1), card));
  }

  private static String days(int days) {
    return days < 0 ? "" : Words.count(days, "day");
  }

  static String verdict(Verdict verdict) {
    return verdict == null ? "" : verdict.code();
  }
}
