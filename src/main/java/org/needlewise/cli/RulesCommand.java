package org.needlewise.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code needlewise rules}: the group of commands for those who keep the rules. */
@Command(
    name = "rules",
    description = "Look after the rules: what they rest on, whether they are sound.")
final class RulesCommand {
  static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("check", RulesCheckCommand::new);
    COMMANDS.put("test", RulesTestCommand::new);
    COMMANDS.put("diff", RulesDiffCommand::new);
    COMMANDS.put("review", RulesReviewCommand::new);
    COMMANDS.put("explain", RulesExplainCommand::new);
    COMMANDS.put("book", RulesBookCommand::new);
    COMMANDS.put("release", RulesReleaseCommand::new);
    COMMANDS.put("new", RulesNewCommand::new);
    COMMANDS.put("coverage", RulesCoverageCommand::new);
    COMMANDS.put("mutate", RulesMutateCommand::new);
    COMMANDS.put("gaps", RulesGapsCommand::new);
    COMMANDS.put("evidence", RulesEvidenceCommand::new);
  }
}
