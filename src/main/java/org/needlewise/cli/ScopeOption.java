package org.needlewise.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.review.cases.Scope;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rules and cases to look at: the mixin of the commands that review some. */
final class ScopeOption {
  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The rules folder (default: the one of the paths, or the shipped one).")
  private Path rules;

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
      return Scope.of(rules, cases, paths == null ? new ArrayList<>() : paths, home());
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  /** Wrong usage, as the message says. */
  ParameterException wrong(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), e.getMessage());
  }

  static Path home() {
    return Path.of(System.getProperty("needlewise.home", ""));
  }
}
