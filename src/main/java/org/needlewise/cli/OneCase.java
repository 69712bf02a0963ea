package org.needlewise.cli;

import org.needlewise.casefile.CaseFile;
import org.needlewise.rulebase.load.RuleSets;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The case of a command that is about a single patient: its mixin. */
final class OneCase {
  @Parameters(paramLabel = "CASE", description = "A case file; - is standard input.")
  private String name;

  @Option(names = "--case", paramLabel = "ID", description = "Which case of a file of several.")
  private String id;

  CaseFile read(RuleSets rules) {
    return CaseInputs.readOne(name, id, rules.reader());
  }
}
