package org.needlewise.rulebase.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleTree;

/**
 * Holds a rule set against {@code manifest.yaml}: the version of its last release and the ids of
 * the rules that fired then. Without it a rule that is lost could not be told from one that has
 * nothing to say.
 */
final class Manifest {
  private static final Fields MANIFEST = new Fields("the manifest", "version!", "rules!");

  private Manifest() {}

  /** The ids that it lists; none where it is not there or is wrong, which {@link #check} tells. */
  static Set<String> released(RulesFolder folder) {
    byte[] yaml = folder.files().get(RulesFolder.MANIFEST);
    if (yaml == null) {
      return Set.of();
    }
    try {
      return new HashSet<>(
          StrictReader.yaml(
              yaml, RulesFolder.MANIFEST, MANIFEST.what(), in -> rules(in, Manifest::id)));
    } catch (InvalidInputException e) {
      return Set.of();
    }
  }

  /**
   * @param trees all that the folder holds
   * @param cards in the same order
   */
  static void check(RulesFolder folder, List<RuleTree> trees, List<Card> cards, Problems problems) {
    Map<String, Card> byId = Card.byId(cards);
    Map<Card, RuleTree> treeOf = new HashMap<>();
    for (int i = 0; i < cards.size(); i++) {
      treeOf.put(cards.get(i), trees.get(i));
    }
    try {
      List<Card> released =
          StrictReader.yaml(
              folder.files().get(RulesFolder.MANIFEST),
              RulesFolder.MANIFEST,
              MANIFEST.what(),
              in -> rules(in, each -> rule(each, byId)));
      released.stream()
          .filter(card -> card.status().equals("draft"))
          .forEach(card -> draft(treeOf.get(card), problems));
      Map<String, Card> byRow = new HashMap<>();
      released.forEach(card -> byRow.put(card.policy(), card));
      for (Card card : cards) {
        Card has = byRow.get(card.policy());
        if (has != null && card.isActive() && !released.contains(card)) {
          rowOfAnother(treeOf.get(card), has, problems);
        }
      }
    } catch (InvalidInputException e) {
      e.problems().forEach(problems::add);
    }
  }

  private static <T> List<T> rules(StrictReader in, Function<StrictReader, T> rule) {
    List<T> rules = List.of();
    if (!in.enter(MANIFEST)) {
      return rules;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      if (f == 0) {
        in.line("text: the version of the release");
      } else {
        int before = in.errors();
        Place place = in.place();
        rules = in.list("a list of ids of rules", rule);
        if (rules.isEmpty() && in.errors() == before) {
          in.error(place, "no rules", "the ids of the rules that must be here");
        }
      }
    }
    return rules;
  }

  private static String id(StrictReader in) {
    return in.text("text: the id of a rule", 1, Limits.ID_CHARS);
  }

  private static Card rule(StrictReader in, Map<String, Card> byId) {
    String id = id(in);
    Card card = byId.get(id);
    if (card == null && id != null) {
      in.error(
          "no file of the rule \"" + Echo.shown(id) + '"',
          file(id)
              + "; a rule that is not to fire any more stays, with @status(\"retired\"), and one"
              + " that was renamed says so with @formerly(\""
              + Echo.shown(id)
              + "\")");
    }
    return card;
  }

  /** Where the rule of an id stands. */
  private static String file(String id) {
    return Finding.CATEGORIES.stream()
        .filter(category -> id.startsWith(category + '-'))
        .map(category -> category + '/' + id.substring(category.length() + 1) + ".drl")
        .map(Echo::shown)
        .findFirst()
        .orElse("its file");
  }

  private static void rowOfAnother(RuleTree tree, Card has, Problems problems) {
    problems.warning(
        tree.source(),
        tree.annotations().get("policy").valueOffset(),
        "the row " + has.policy() + ", which the released rule " + has.id() + " has",
        "a row of its own, with the next number that is free");
  }

  private static void draft(RuleTree tree, Problems problems) {
    problems.error(
        tree.source(),
        tree.annotations().get("status").valueOffset(),
        "a draft of a rule that was released",
        "active; retired where it is not to fire any more");
  }
}
