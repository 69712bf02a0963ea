package org.needlewise.spark;

import java.io.Serializable;
import java.util.SortedMap;
import org.needlewise.rulebase.load.RuleBase;

/**
 * The rules of a job on their way to the executors, each of which loads them once for all its
 * tasks.
 *
 * @param digest of the rules that the driver has
 * @param files of a rules folder; null for the rules that the jar brings
 */
record ShippedRules(String digest, SortedMap<String, byte[]> files) implements Serializable {
  private static RuleBase loaded;

  /**
   * @throws IllegalStateException where this machine makes other rules of it than the driver
   */
  RuleBase load() {
    synchronized (ShippedRules.class) {
      if (loaded == null || !loaded.digest().equals(digest)) {
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
