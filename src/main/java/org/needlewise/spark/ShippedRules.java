package org.needlewise.spark;

import java.io.Serializable;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The rules of a job on their way to the executors, each of which loads them once for all its
 * tasks.
 *
 * @param digest of the rules that the driver has
 * @param files of a rules folder; null for the rules that the jar brings
 */
record ShippedRules(String digest, RulesFolder files) implements Serializable {
  private static RuleBase loaded;

  /**
   * Loads them here too, so that what is wrong with them is told before the job begins.
   *
   * @param source null for the rules that the jar brings
   * @throws BadRulesException where they do not load
   */
  static ShippedRules of(RuleSource source) {
    if (source == null) {
      return new ShippedRules(RuleBase.prebuilt().digest(), null);
    }
    RulesFolder files = source.read();
    try {
      return new ShippedRules(RuleBase.load(files).digest(), files);
    } catch (BadRulesException e) {
      throw source.named(e);
    }
  }

  /**
   * @throws IllegalStateException where this machine makes other rules of it than the driver
   */
  RuleBase load() {
    synchronized (ShippedRules.class) {
      Provenance provenance = files == null ? Provenance.NONE : files.provenance();
      if (loaded == null
          || !loaded.digest().equals(digest)
          || !loaded.provenance().equals(provenance)) {
        RuleBase rules = files == null ? RuleBase.prebuilt() : RuleBase.load(files);
        if (!rules.digest().equals(digest)) {
          throw new IllegalStateException(
              "the rules here are not the driver's: another needlewise.jar lies on this machine");
        }
        loaded = rules;
      }
      return loaded;
    }
  }
}
