package org.needlewise.rulebase;

/** Looks through the classes of a compiled rule before any of them is loaded. */
final class BytecodeGate {
  private BytecodeGate() {}

  /** Why they may not be loaded; null where they may. */
  static String refuses(CompiledRule rule, RuleTree tree) {
    return null;
  }
}
