package org.needlewise.review.cases;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.review.Words;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Reads rules and their cases for someone on the command line: what is wrong with a file is told
 * with its path as it is found from where the command was given.
 */
public final class NamedFiles {
  private NamedFiles() {}

  /**
   * @throws BadRulesException where they are wrong
   */
  public static RuleBase load(Path folder) {
    return load(folder, folder, Card::isActive);
  }

  /**
   * @param shown what stands for the folder in the paths
   * @param fires which of the rules fire
   * @throws BadRulesException where they are wrong
   */
  public static RuleBase load(Path folder, Path shown, Predicate<Card> fires) {
    try {
      return RuleBase.loadFiring(folder, fires);
    } catch (BadRulesException e) {
      throw named(e, shown);
    }
  }

  /**
   * @throws BadRulesException where they are wrong
   */
  public static OpenRules open(Path folder) {
    return open(folder, folder, Card::isActive);
  }

  /**
   * @param shown what stands for the folder in the paths
   * @param fires which of the rules fire
   * @throws BadRulesException where they are wrong
   */
  public static OpenRules open(Path folder, Path shown, Predicate<Card> fires) {
    try {
      return OpenRules.read(folder, fires);
    } catch (BadRulesException e) {
      throw named(e, shown);
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
              .map(problem -> problem.in(Words.file(folder, problem.file())))
              .toList());
    }
  }

  private static BadRulesException named(BadRulesException e, Path folder) {
    return new BadRulesException(
        e.problems().stream().map(p -> p.in(Words.file(folder, p.file()))).toList());
  }
}
