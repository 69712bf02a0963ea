package org.needlewise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.NoStreams;
import org.needlewise.batch.Progress;
import org.needlewise.generate.Generation;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;

/**
 * What a case costs with what is told beside its report, as a multiple of the bare report: whole
 * batch runs on one thread, in turn, and the median of them.
 */
public final class Besides {
  private static final int ROUNDS = 5;

  private Besides() {}

  /**
   * @param args how many cases
   */
  public static void main(String[] args) throws Exception {
    int cases = Integer.parseInt(args[0]);
    List<Set<Topic>> asked =
        List.of(
            EnumSet.noneOf(Topic.class),
            EnumSet.of(Topic.REMEDIES),
            EnumSet.of(Topic.QUESTIONS),
            EnumSet.of(Topic.REMEDIES, Topic.QUESTIONS),
            EnumSet.of(Topic.HOLDS),
            EnumSet.of(Topic.RECOVERY),
            EnumSet.allOf(Topic.class));
    Path folder = Files.createTempDirectory("needlewise-besides");
    Path in = folder.resolve("in.ndjson");
    new Generation(1, cases, 0, org.needlewise.generate.CaseGenerator.AS_OF)
        .writeFile(in, false, 2);
    RuleBase base = RuleBase.prebuilt();
    List<List<Double>> seconds =
        asked.stream().map(with -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = 0; round <= ROUNDS; round++) {
      for (int i = 0; i < asked.size(); i++) {
        double taken = run(in, folder.resolve("out.ndjson"), asked.get(i), base);
        if (round > 0) { // the first is for the compiler
          seconds.get(i).add(taken);
        }
      }
    }
    System.out.println("| beside the report | us a case | as a multiple of the bare report |");
    System.out.println("|---|---|---|");
    double bare = median(seconds.get(0));
    for (int i = 0; i < asked.size(); i++) {
      double taken = median(seconds.get(i));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f |%n",
          asked.get(i).stream().map(Topic::code).collect(Collectors.joining(", ")),
          taken * 1e6 / cases,
          taken / bare);
    }
  }

  private static double median(List<Double> of) {
    Collections.sort(of);
    return of.get(of.size() / 2);
  }

  private static double run(Path in, Path out, Set<Topic> with, RuleBase base) throws Exception {
    BatchOptions options =
        new BatchOptions(
            List.of(in.toString()),
            out,
            null,
            1,
            null,
            List.of(),
            with,
            null,
            null,
            null,
            false,
            true,
            60);
    long start = System.nanoTime();
    new BatchRun(options, RuleSets.of(base), new NoStreams(), Progress.NONE).run();
    return (System.nanoTime() - start) / 1e9;
  }
}
