package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Nearest;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RuleText;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.Source;

/**
 * A rules folder, read and checked, nothing of it compiled yet.
 *
 * @param trees of all files that could be read, by path
 * @param cards in the same order; only where no error was found are they cards
 * @param fires which of them fire
 */
public record CheckedRules(
    String digest,
    String fingerprint,
    Knowledge knowledge,
    List<RuleTree> trees,
    List<Card> cards,
    Predicate<Card> fires,
    Problems problems) {

  /** The active rules are those that fire. */
  public static CheckedRules of(RulesFolder folder) {
    return of(folder, Card::isActive);
  }

  public static CheckedRules of(RulesFolder folder, Predicate<Card> fires) {
    Problems problems = new Problems();
    Knowledge knowledge = Knowledge.read(folder, problems);
    Set<String> released = Manifest.released(folder);
    Set<String> lost = new HashSet<>(released);
    folder.rules().keySet().forEach(file -> lost.remove(CardReader.id(file)));
    List<RuleTree> trees = new ArrayList<>();
    List<Card> cards = new ArrayList<>();
    Set<String> otherFolders = new HashSet<>();
    for (Map.Entry<String, byte[]> file : folder.files().entrySet()) {
      String name = file.getKey();
      String category = name.substring(0, Math.max(0, name.indexOf('/')));
      if (RulesFolder.isRule(name) && Finding.CATEGORIES.contains(category)) {
        Source source = RulesFolder.source(name, file.getValue(), problems);
        if (source != null && RuleText.check(source, problems)) {
          rule(source, knowledge, lost, problems, trees, cards);
        }
      } else if (RulesFolder.isRule(name) && !category.equals(RulesFolder.EVIDENCE)) {
        if (otherFolders.add(category)) {
          problems.add(otherFolder(category));
        }
      } else if (!RulesFolder.KNOWLEDGE.contains(name)) {
        problems.add(
            new Diagnostic(
                name, "a file that is not read", "<category>/<name>.drl, or no such file"));
      }
    }
    RuleLinter.lintTogether(trees, cards, released, problems);
    if (!problems.hasErrors()) { // a rule that cannot be read is not missing
      Manifest.check(folder, trees, cards, problems);
    }
    if (!problems.hasErrors()) { // what has been released is known
      for (int i = 0; i < trees.size(); i++) {
        if (!released.contains(cards.get(i).id())) {
          Absences.lint(trees.get(i), problems);
        }
      }
    }
    folder.passedOver().forEach(file -> problems.add(PlainFiles.passedOver(file)));
    return new CheckedRules(
        folder.digest(), folder.fingerprint(), knowledge, trees, cards, fires, problems);
  }

  private static Diagnostic otherFolder(String name) {
    String hint = Nearest.hint(name, Finding.CATEGORIES);
    return new Diagnostic(
        name,
        "rules in a folder of this name",
        "a folder named as a category"
            + (hint.isEmpty() ? ": one of " + String.join(", ", Finding.CATEGORIES) : hint));
  }

  private static void rule(
      Source source,
      Knowledge knowledge,
      Set<String> lost,
      Problems problems,
      List<RuleTree> trees,
      List<Card> cards) {
    int before = problems.errors();
    RuleTree tree = RuleParser.parse(source, problems);
    if (tree != null) {
      boolean whole = problems.errors() == before;
      trees.add(tree);
      cards.add(CardReader.read(tree, knowledge, problems));
      if (knowledge.isWhole()) {
        RuleLinter.lint(tree, knowledge, lost, problems, whole);
      }
    }
  }

  /**
   * @throws BadRulesException where there is an error
   */
  public CheckedRules orThrow() {
    if (problems.hasErrors()) {
      throw new BadRulesException(problems.sorted());
    }
    return this;
  }
}
