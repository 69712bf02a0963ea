package org.needlewise.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.review.cases.Scope;
import org.needlewise.rulebase.source.RuleSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rules and cases to look at: the mixin of the commands that review some. */
final class ScopeOption {
  @Mixin private RulesOption rules;

  @Option(
      names = "--cases",
      paramLabel = "DIR",
      description = "Its test cases (default: test-cases beside the rules, or the shipped ones).")
  private Path cases;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * @param paths null for none
   */
  Scope of(List<Path> paths) {
    try {
      Scope scope =
          Scope.of(rules.named(), cases, paths == null ? new ArrayList<>() : paths, home());
      return new Scope(rules.overlaid(scope.rules()), scope.cases(), scope.parts());
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  /**
   * Other rules than those to look at.
   *
   * @throws org.needlewise.casefile.InvalidInputException where none are called so
   */
  RuleSource named(String other) {
    return rules.named(other);
  }

  /**
   * The folder of some rules, for a command that writes or watches there.
   *
   * @throws ParameterException where they are in none
   */
  Path folder(RuleSource rules) {
    if (rules.folder() == null) {
      throw wrong(
          new IllegalArgumentException("found " + rules.file("") + ", expected a rules folder"));
    }
    return rules.folder();
  }

  /** Wrong usage, as the message says. */
  ParameterException wrong(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), e.getMessage());
  }

  static Path home() {
    return Path.of(System.getProperty("needlewise.home", ""));
  }
}
