package org.needlewise.review.cases;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;

/**
 * Reads rules and their cases for someone on the command line: what is wrong with a file is told
 * with its path as it is found from where the command was given.
 */
public final class NamedFiles {
  private NamedFiles() {}

  /**
   * @throws BadRulesException where they are wrong
   */
  public static RuleBase load(RuleSource rules) {
    return load(rules, Card::isActive);
  }

  /**
   * @param fires which of the rules fire
   * @throws BadRulesException where they are wrong
   */
  public static RuleBase load(RuleSource rules, Predicate<Card> fires) {
    RulesFolder folder = rules.read();
    try {
      return RuleBase.load(folder, fires);
    } catch (BadRulesException e) {
      throw rules.named(e);
    }
  }

  /**
   * @throws BadRulesException where they are wrong
   */
  public static OpenRules open(RuleSource rules) {
    return open(rules, Card::isActive);
  }

  /**
   * @param fires which of the rules fire
   * @throws BadRulesException where they are wrong
   */
  public static OpenRules open(RuleSource rules, Predicate<Card> fires) {
    RulesFolder folder = rules.read();
    try {
      return OpenRules.of(folder, fires);
    } catch (BadRulesException e) {
      throw rules.named(e);
    }
  }

  /**
   * @throws InvalidInputException with all that is wrong in the files
   */
  public static CaseSuite cases(Path folder, Vocabulary vocabulary) {
    try {
      return CaseSuite.read(folder, vocabulary);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream()
              .map(problem -> problem.in(PlainFiles.path(folder, problem.file())))
              .toList());
    }
  }
}
