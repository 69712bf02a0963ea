package org.needlewise.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rules folder, read and checked, nothing of it compiled yet.
 *
 * @param trees of all files that could be read, by path
 * @param cards in the same order; only where no error was found are they cards
 */
record CheckedRules(
    String digest, Knowledge knowledge, List<RuleTree> trees, List<Card> cards, Problems problems) {

  static CheckedRules of(RulesFolder folder) {
    Problems problems = new Problems();
    Knowledge knowledge = Knowledge.read(folder, problems);
    List<RuleTree> trees = new ArrayList<>();
    List<Card> cards = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : folder.rules().entrySet()) {
      Source source = RulesFolder.source(file.getKey(), file.getValue(), problems);
      if (source != null && RuleText.check(source, problems)) {
        RuleTree tree = RuleParser.parse(source, problems);
        if (tree != null) {
          trees.add(tree);
          cards.add(CardReader.read(tree, knowledge, problems));
        }
      }
    }
    return new CheckedRules(folder.digest(), knowledge, trees, cards, problems);
  }

  /**
   * @throws BadRulesException where there is an error
   */
  CheckedRules orThrow() {
    if (problems.hasErrors()) {
      throw new BadRulesException(problems.sorted());
    }
    return this;
  }

  /** What is active, with the filters that its patterns ask for. */
  RuleIndex index(Map<String, String> models) {
    List<RuleTree> activeTrees = new ArrayList<>();
    List<Card> activeCards = new ArrayList<>();
    List<RuleTree> deferringTrees = new ArrayList<>();
    List<Card> deferringCards = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      Card card = cards.get(i);
      if (!card.isActive()) {
        continue;
      }
      activeTrees.add(trees.get(i));
      activeCards.add(card);
      keys.add(RuleCompiler.key(trees.get(i)));
      if (card.bearsOnDeferral()) {
        deferringTrees.add(trees.get(i));
        deferringCards.add(card);
      }
    }
    return new RuleIndex(
        digest,
        knowledge,
        activeCards,
        keys,
        keys.stream().map(models::get).toList(),
        Restrictions.filter(activeTrees, activeCards, knowledge),
        Restrictions.filter(deferringTrees, deferringCards, knowledge));
  }

  /** The trees of the active rules, by key. */
  Map<String, RuleTree> active() {
    Map<String, RuleTree> active = new java.util.LinkedHashMap<>();
    for (int i = 0; i < trees.size(); i++) {
      if (cards.get(i).isActive()) {
        active.put(RuleCompiler.key(trees.get(i)), trees.get(i));
      }
    }
    return active;
  }
}
