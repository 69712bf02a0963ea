package org.needlewise.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.rulebase.load.RuleBase;
import picocli.CommandLine.Option;

/** Which rules to use: the mixin of every command that uses some. */
final class RulesOption {
  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Use the rules of this folder in place of the shipped ones.")
  private Path folder;

  /**
   * @throws org.needlewise.rulebase.check.BadRulesException where they do not load
   */
  RuleBase load() {
    Path rules = folder();
    return rules == null ? RuleBase.prebuilt() : NamedFiles.load(rules);
  }

  /** The folder named, or the one beside the launcher; null where there is neither. */
  Path folder() {
    if (folder != null) {
      return folder;
    }
    String home = System.getProperty("needlewise.home");
    if (home == null) {
      return null;
    }
    Path shipped = Path.of(home, "rules-drl");
    // What is there in its place is not passed over.
    return Files.exists(shipped, LinkOption.NOFOLLOW_LINKS) ? shipped : null;
  }
}
