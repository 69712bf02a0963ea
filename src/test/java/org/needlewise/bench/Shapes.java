package org.needlewise.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * What a rule that combines facts costs a case, by its shape: the shipped rules, and with one rule
 * more, screen the same blocks in turn. Each shape is a process of its own, several times.
 */
public final class Shapes {
  private static final int ROUNDS = 3;
  private static final int BLOCK = 1000;

  /** What stands between {@code when} and {@code then}, by what it is. */
  private static final Map<String, String> SHAPES = new LinkedHashMap<>();

  static {
    String deep = "$p : Proposal( depthMm > 2.0 )\n";
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
    System.out.println("| one rule more | CPU us a case, without and with it | more | findings |");
    System.out.println("|---|---|---|---|");
    runs.forEach(
        (shape, of) ->
            System.out.printf(
                "| %s | %.2f, %.2f | %+.2f (%+.2f to %+.2f) | %.1f %% |%n",
                shape,
                median(of, 0),
                median(of, 1),
                median(of, 2),
                of.stream().mapToDouble(run -> run[2]).min().orElseThrow(),
                of.stream().mapToDouble(run -> run[2]).max().orElseThrow(),
                100 * median(of, 3)));
  }

  private static double median(List<double[]> runs, int what) {
    return Shots.median(runs.stream().mapToDouble(run -> run[what]).toArray());
  }

  /** Microseconds a case without the rule, with it, of the difference; findings of it a case. */
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
    return Arrays.stream(line.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Of the later half, when it is warm, the median block; and the median of the differences. */
  private static void measure(int cases, Path rules, String shape) throws IOException {
    RulesFolder shipped = RulesFolder.read(rules);
    RuleBase base = RuleBase.load(shipped);
    CaseGenerator generator = new CaseGenerator(FileToFile.SEED);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> more = new ArrayList<>();
    long found = 0;
    try (Screener alone = Screener.remembering(base);
        Screener other = Screener.remembering(RuleBase.load(with(shipped, SHAPES.get(shape))))) {
      for (int from = 0; from < cases; from += BLOCK) {
        byte[] lines = FileToFile.lines(generator, from, BLOCK);
        List<CaseFile> block = FileToFile.read(lines, base.vocabulary());
        boolean first = from / BLOCK % 2 == 0;
        Screened a = first ? screened(alone, block) : null;
        Screened b = screened(other, block);
        a = first ? a : screened(alone, block);
        if (from >= cases / 2) {
          without.add(a.micros);
          with.add(b.micros);
          more.add(b.micros - a.micros);
        }
        found +=
            Block.reports(b.results).stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.policy().equals("P99"))
                .count();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%f %f %f %f%n",
        median(without),
        median(with),
        median(more),
        (double) found / cases);
  }

  private static double median(List<Double> some) {
    return Shots.median(some.stream().mapToDouble(each -> each).toArray());
  }

  /**
   * @param micros of a processor, a case
   */
  private record Screened(double micros, List<ScreeningResult> results) {}

  private static Screened screened(Screener screener, List<CaseFile> block) {
    Meter meter = new Meter();
    meter.start();
    List<ScreeningResult> results = screener.screen(block);
    meter.stop();
    return new Screened(meter.cpu / 1e3 / block.size(), results);
  }

  private static RulesFolder with(RulesFolder shipped, String conditions) {
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
