package org.needlewise.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;

/** What a run is asked for, with defaults. */
final class Ask {
  static final RuleBase RULES = RuleBase.prebuilt();

  final List<String> inputs = new ArrayList<>();
  Path output;
  Path errors;
  int threads = 2;
  LocalDate asOf;
  List<SlimField> fields = List.of();
  Path rulesFolder;
  Path onlyChangedFrom;
  Path report;
  boolean resume;
  boolean force;
  String standardInput = "";
  final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  final ByteArrayOutputStream standardError = new ByteArrayOutputStream();
  RuleBase rules = RULES;
  Set<Topic> with = Set.of();
  Supplier<? extends Engine> engines = () -> Engine.of(RuleSets.of(rules), with);

  Ask(Object input, Path output) {
    inputs.add(input.toString());
    this.output = output;
  }

  BatchSummary run() throws Exception {
    BatchOptions options =
        new BatchOptions(
            inputs,
            output,
            errors,
            threads,
            asOf,
            fields,
            with,
            rulesFolder,
            onlyChangedFrom,
            report,
            resume,
            force,
            0);
    BatchRun.Streams streams =
        new BatchRun.Streams() {
          @Override
          public InputStream in() {
            return new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public OutputStream out() {
            return standardOutput;
          }

          @Override
          public OutputStream err() {
            return standardError;
          }
        };
    return new BatchRun(options, RuleSets.of(rules), engines, streams, Progress.NONE).run();
  }
}
