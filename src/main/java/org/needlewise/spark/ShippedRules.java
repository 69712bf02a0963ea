package org.needlewise.spark;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The rules of a job on their way to the executors, each of which loads them once for all its
 * tasks.
 *
 * @param digest of the rules that the driver has
 * @param files of rules folders, by their days of effect; empty for the rules that the jar brings
 */
record ShippedRules(String digest, List<RulesFolder> files) implements Serializable {
  private static RuleSets loaded;

  /**
   * Loads them here too, so that what is wrong with them is told before the job begins.
   *
   * @param sources empty for the rules that the jar brings
   * @param asOf the day of all cases; null: each has its own
   * @throws BadRulesException where they do not load
   */
  static ShippedRules of(List<RuleSource> sources, LocalDate asOf) {
    List<RulesFolder> files = new ArrayList<>();
    List<RuleBase> bases = new ArrayList<>();
    for (RuleSource source : sources) {
      RulesFolder folder = source.read();
      try {
        bases.add(RuleBase.load(folder));
      } catch (BadRulesException e) {
        throw source.named(e);
      }
      files.add(folder);
    }
    RuleSets sets = bases.isEmpty() ? RuleSets.of(RuleBase.prebuilt()) : new RuleSets(bases);
    if (asOf == null || files.isEmpty()) {
      return new ShippedRules(sets.digest(), files);
    }
    RuleBase at = sets.at(asOf);
    return new ShippedRules(RuleSets.of(at).digest(), List.of(files.get(bases.indexOf(at))));
  }

  /**
   * @throws IllegalStateException where this machine makes other rules of it than the driver
   */
  RuleSets load() {
    synchronized (ShippedRules.class) {
      if (loaded == null || !loaded.digest().equals(digest)) {
        RuleSets sets =
            files.isEmpty()
                ? RuleSets.of(RuleBase.prebuilt())
                : new RuleSets(files.stream().map(RuleBase::load).toList());
        if (!sets.digest().equals(digest)) {
          throw new IllegalStateException(
              "the rules here are not the driver's: another needlewise.jar lies on this machine");
        }
        loaded = sets;
      }
      return loaded;
    }
  }
}
