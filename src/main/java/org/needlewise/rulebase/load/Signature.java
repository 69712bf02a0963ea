package org.needlewise.rulebase.load;

import org.needlewise.facts.Fact;

/**
 * What the rules of a rule set ask of one type of fact: two facts with the same signature are
 * matched by the same rules. Generated from the rules' trees by {@link SignatureWriter}; may be
 * used by many threads.
 *
 * <p>Any method may throw where a measure does; that says nothing of the rules.
 */
public interface Signature {
  /**
   * The answers to all that the rules ask, in bits, which none other shares.
   *
   * @param word which 64 of them, from 0
   */
  long of(Fact fact, int word);

  /**
   * What a rule that matches the fact hands on behind it.
   *
   * @param rule its place in {@link Signatures.Asked#rules}
   */
  Object[] arguments(Fact fact, int rule);
}
