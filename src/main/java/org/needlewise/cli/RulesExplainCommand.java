package org.needlewise.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Echo;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.explain.Explainer;
import org.needlewise.review.explain.Explanation;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.load.RuleBase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code needlewise rules explain}: why a rule spoke of a case, or did not. */
@Command(
    name = "explain",
    description =
        "Tell why a rule spoke of a case, or why it did not: what fails, and by how much.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise rules explain patient.yaml P25",
      "  needlewise rules explain patient.yaml interval-face over-treatment-annual-cap",
      "  needlewise rules explain --near patient.yaml",
      "      The rules that nearly spoke, the nearest first."
    })
final class RulesExplainCommand implements Callable<Integer> {
  private static final int NEAREST = 10;

  @Parameters(
      index = "0",
      paramLabel = "CASE",
      description = "Case file; of several cases in it, one must be named by --case.")
  private String file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "RULE",
      description = "A rule's id, its policy row, or its file below the rules folder.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--case", paramLabel = "ID", description = "Which case of the file.")
  private String id;

  @Option(names = "--near", description = "The rules that nearly spoke, the nearest first.")
  private boolean near;

  @Mixin private FormatOption format;

  @Mixin private RulesOption rules;

  @Mixin private DraftsOption drafts;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (names.isEmpty() && !near) {
      throw wrong("name a rule, or ask for the nearest with --near");
    }
    OpenRules open = NamedFiles.open(rules.files(), drafts.fires());
    List<OpenRules.Rule> asked = new ArrayList<>();
    for (String name : names) {
      List<OpenRules.Rule> named = open.named(name);
      if (named.isEmpty()) {
        throw wrong("no rule is called '" + Echo.shown(name) + "'; expected an id or a policy row");
      }
      asked.addAll(named);
    }
    RuleBase base = NamedFiles.load(rules.files(), drafts.fires());
    Explainer explainer = Explainer.of(open, base, caseFile(base));
    List<Explanation> explanations = asked.stream().map(explainer::explain).toList();
    List<Explanation.Near> nearest = near ? explainer.near(NEAREST) : List.of();
    Stdout.write(
        format.json()
            ? Explanation.json(explanations, nearest)
            : Explanation.text(explanations, nearest));
    return ExitCode.DONE;
  }

  private CaseFile caseFile(RuleBase base) {
    return CaseInputs.readOne(file, id, new CaseFileReader(base.vocabulary()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
