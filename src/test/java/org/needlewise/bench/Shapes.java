package org.needlewise.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.needlewise.casefile.CaseFile;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * What a rule that combines facts costs a case, by its shape: the shipped rules with one rule more,
 * each a process of its own, in turn; the least of the runs, for others may be at work beside.
 */
public final class Shapes {
  private static final int ROUNDS = 5;
  private static final int BLOCK = 1000;
  private static final String NONE = "the shipped rules alone";

  /** What stands between {@code when} and {@code then}, by what it is. */
  private static final Map<String, String> SHAPES = new LinkedHashMap<>();

  static {
    String deep = "$p : Proposal( depthMm > 2.0 )\n";
    SHAPES.put(NONE, null);
    SHAPES.put("one fact", deep);
    SHAPES.put("not", deep + "not Medication( active )");
    SHAPES.put("exists", deep + "exists Medication( active )");
    SHAPES.put("two facts", deep + "Medication( active )");
    SHAPES.put("three facts", deep + "Medication( active )\nCondition( active )");
    SHAPES.put("accumulate", deep + "accumulate( Medication( active ); $n : count(); $n >= 2 )");
  }

  private static final String RULE =
      """
      /*
       * What it checks   A shape of conditions.
       * Why it matters   It has a cost.
       * Stays silent     Where they do not hold.
       */
      package warning_sign.shape

      %sglobal org.needlewise.screening.Findings findings

      rule "A shape"
          @policy("P99")  @title("A shape")
          @verdict("caution")  @evidence("L053")
          @message("A shape.")
          @reviewed("2026-11-20")  @reviewBy("2027-11-20")  @status("active")
        when
          %s
        then
          findings.add( kcontext, $p );
      end
      """;

  private Shapes() {}

  /**
   * @param args how many cases, the project's folder; or that, too, and a shape to be measured here
   */
  public static void main(String[] args) throws Exception {
    int cases = Integer.parseInt(args[0]);
    if (args.length > 2) {
      measure(cases, Path.of(args[1], "rules-drl"), args[2]);
      return;
    }
    Map<String, List<double[]>> runs = new LinkedHashMap<>();
    SHAPES.keySet().forEach(shape -> runs.put(shape, new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (String shape : SHAPES.keySet()) {
        runs.get(shape).add(process(args, shape));
      }
    }
    System.out.println("| one rule more | CPU us a case | more | by the clock | findings of it |");
    System.out.println("|---|---|---|---|---|");
    double alone = least(runs.get(NONE), 0);
    runs.forEach(
        (shape, of) ->
            System.out.printf(
                "| %s | %.2f | %+.2f | %.2f | %.1f %% |%n",
                shape, least(of, 0), least(of, 0) - alone, least(of, 1), 100 * least(of, 2)));
  }

  private static double least(List<double[]> runs, int what) {
    return runs.stream().mapToDouble(run -> run[what]).min().orElseThrow();
  }

  /** CPU and clock, microseconds a case; findings of the rule a case. */
  private static double[] process(String[] args, String shape)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseParallelGC",
            "-Xmx2g",
            "-Xmn64m",
            "-XX:FreqInlineSize=100",
            "-XX:InlineSmallCode=1000",
            "-cp",
            System.getProperty("java.class.path"),
            Shapes.class.getName(),
            args[0],
            args[1],
            shape);
    Process process =
        new ProcessBuilder(command)
            .directory(new File(args[1]))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(shape);
    }
    String[] parts = line.strip().split(" ");
    return new double[] {
      Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2])
    };
  }

  /** Of the later half, when it is warm, the median block. */
  private static void measure(int cases, Path rules, String shape) throws IOException {
    RuleBase base = RuleBase.load(rules(RulesFolder.read(rules), SHAPES.get(shape)));
    CaseGenerator generator = new CaseGenerator(FileToFile.SEED);
    Meter meter = new Meter();
    List<Shots.Shot> shots = new ArrayList<>();
    long found = 0;
    try (Screener screener = Screener.remembering(base)) {
      for (int from = 0; from < cases; from += BLOCK) {
        byte[] lines = FileToFile.lines(generator, from, BLOCK);
        List<CaseFile> block = FileToFile.read(lines, base.vocabulary());
        meter.start();
        List<ScreeningResult> screened = screener.screen(block);
        meter.stop();
        shots.add(new Shots.Shot(meter.wall, meter.cpu, meter.bytes, 0));
        found +=
            Block.reports(screened).stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.policy().equals("P99"))
                .count();
      }
    }
    Shots warm = Shots.all(List.of(new Shots(shots, BLOCK, 0)));
    System.out.printf(
        Locale.ROOT,
        "%f %f %f%n",
        warm.perCase(Shots.Shot::cpu) / 1000,
        warm.perCase(Shots.Shot::wall) / 1000,
        (double) found / cases);
  }

  private static RulesFolder rules(RulesFolder shipped, String conditions) {
    if (conditions == null) {
      return shipped;
    }
    StringBuilder imports = new StringBuilder();
    for (String fact : List.of("Condition", "Medication", "Proposal")) {
      if (conditions.contains(fact + "(")) {
        imports.append("import org.needlewise.facts.").append(fact).append('\n');
      }
    }
    SortedMap<String, byte[]> files = new TreeMap<>(shipped.files());
    files.put(
        "warning-sign/shape.drl",
        RULE.formatted(imports, conditions).getBytes(StandardCharsets.UTF_8));
    return new RulesFolder(files);
  }
}
