package org.needlewise.rulebase.load;

/** What the hostile rules try to reach. */
public final class Canary {
  private static volatile boolean touched;

  static {
    touch(); // even to load it is too much
  }

  private Canary() {}

  /** Notes that a rule's text was run. */
  public static boolean touch() {
    touched = true;
    System.setProperty("needlewise.canary", "touched");
    return touched;
  }
}
