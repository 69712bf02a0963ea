package org.needlewise.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.CaseGenerator;
import org.needlewise.batch.Progress;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.facts.Condition;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.facts.Medication;
import org.needlewise.facts.Subject;
import org.needlewise.oracle.PolicyOracle;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.RuleBase;
import org.needlewise.screening.Screened;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningParts;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast screening is, against the floor and against other ways: one run, one table of ratios.
 *
 * <p>The cases come in blocks, and each block is screened in every way in turn, so that what else
 * the machine does meets all ways alike. A ratio is the median over the blocks; what two ways find
 * is compared for every case that both screen.
 */
public final class SpeedTable implements AutoCloseable {
  /** The slow ways screen one block in so many. */
  private static final int SOME = 10;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final int blockSize;
  private final int blocks;
  private final PrintStream print;
  private final CaseGenerator generator = new CaseGenerator(42);
  private final Map<String, Way> ways = new LinkedHashMap<>();
  private final Path folder = Files.createTempDirectory("needlewise-bench");
  private final Path in = folder.resolve("in.ndjson");
  private final Path out = folder.resolve("out.ndjson");

  private final RuleBase base = RuleBase.prebuilt();
  private final Floor floor = new Floor(new CaseFileReader(base.vocabulary()));
  private final ScreeningParts parts = ScreeningParts.pooled(base);
  private final ScreeningParts newSessions = ScreeningParts.newSessions(base);
  private final Screener screener = new Screener(base);
  private final RuleBase plainBase;
  private final Screener plainRows;
  private final Plain plain = new Plain();
  private final ScreeningParts evreteRows;
  private final RuleBase evreteBase;
  private final EvreteRows evrete = new EvreteRows();

  /**
   * @param cases at least a block of them
   * @param rules the project's rules folder
   */
  SpeedTable(int cases, int blockSize, Path rules, PrintStream print) throws Exception {
    this.blockSize = blockSize;
    this.blocks = Math.max(1, cases / blockSize);
    this.print = print;
    plainBase = SameRows.of(rules, SameRows.PLAIN);
    plainRows = new Screener(plainBase);
    evreteBase = SameRows.of(rules, SameRows.EVRETE);
    evreteRows = ScreeningParts.pooled(evreteBase);
  }

  /**
   * Prints the table.
   *
   * @param args the number of cases, and the project's folder
   */
  public static void main(String[] args) throws Exception {
    SpeedTable table =
        new SpeedTable(Integer.parseInt(args[0]), 5000, Path.of(args[1], "rules-drl"), System.out);
    table.run();
    table.close();
    System.exit(0); // Evrete's threads are no daemons
  }

  /** What one way cost, block by block. */
  private static final class Way {
    final List<long[]> blocks = new ArrayList<>();

    void add(Meter meter) {
      blocks.add(new long[] {meter.wall(), meter.cpu(), meter.bytes()});
      meter.clear();
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private Way way(String name) {
    return ways.computeIfAbsent(name, n -> new Way());
  }

  private void time(String name, Work work) throws Exception {
    Meter meter = new Meter();
    meter.start();
    work.run();
    meter.stop();
    way(name).add(meter);
  }

  void run() throws Exception {
    print.println(
        "Needlewise, how fast: " + blocks * blockSize + " generated cases, " + Instant.now());
    print.println(machine());
    int warmUp = Math.max(1, Math.min(20, blocks / 5));
    for (int block = -warmUp; block < blocks; block++) {
      if (block == 0) {
        ways.clear();
      }
      boolean slow = Math.floorMod(block, SOME) == 0 || block < 0 && -block <= 4;
      block(Floor.lines(generator, (block + warmUp) * (long) blockSize, blockSize), slow, block);
    }
    table();
    threads();
  }

  // ---- one block, every way

  private void block(byte[] lines, boolean slow, int turn) throws Exception {
    Files.write(in, lines);
    List<CaseFile> cases = new ArrayList<>();
    List<AdvisoryReport> reports = new ArrayList<>();
    time("read", () -> cases.addAll(floor.read(lines)));
    time("screen", () -> parts.screen(cases).forEach(each -> reports.add(each.report())));
    Meter engine = new Meter();
    engine.add(parts.fire);
    engine.add(parts.search);
    Meter fire = new Meter();
    fire.add(parts.fire);
    parts.measure(cases);
    fire.subtract(parts.facts);
    Meter measure = new Meter();
    measure.add(parts.subject);
    measure.add(parts.facts);
    way("measure").add(measure);
    way("fire").add(fire);
    way("search").add(parts.search);
    parts.clear();
    way("engine").add(engine);
    byte[][] written = new byte[1][];
    time("write", () -> written[0] = floor.write(reports));
    for (int i = 0; i < 2; i++) {
      if ((i + turn & 1) == 0) {
        time("ours", () -> floor.run(in, out, some -> reports(screener.screen(some))));
      } else {
        Iterator<AdvisoryReport> finished = reports.iterator();
        time("floor", () -> floor.run(in, out, some -> next(finished, some.size())));
      }
      same("reports", Arrays.hashCode(written[0]), Arrays.hashCode(Files.readAllBytes(out)));
    }
    if (slow) {
      newSessions(cases, reports, engineOf(way("engine")));
      plain();
      evrete(cases);
      byHand(lines, reports);
    }
  }

  private static long[] engineOf(Way way) {
    return way.blocks.get(way.blocks.size() - 1);
  }

  private void newSessions(List<CaseFile> cases, List<AdvisoryReport> reports, long[] ours) {
    same("new sessions", reports, reports(newSessions.screen(cases)));
    Meter engine = new Meter();
    engine.add(newSessions.fire);
    engine.add(newSessions.search);
    newSessions.clear();
    way("new session a case").add(engine);
    way("engine, same blocks").blocks.add(ours);
  }

  private void plain() throws Exception {
    List<AdvisoryReport> mine = new ArrayList<>();
    List<Plain.Report> theirs = new ArrayList<>();
    time(
        "ours, rows of plain",
        () ->
            floor.run(
                in,
                out,
                some -> {
                  List<AdvisoryReport> found = reports(plainRows.screen(some));
                  mine.addAll(found);
                  return found;
                }));
    time(
        "plain",
        () -> {
          try (InputStream from = Files.newInputStream(in);
              OutputStream to = Files.newOutputStream(out)) {
            try (var each = JSON.readerFor(Plain.Case.class).<Plain.Case>readValues(from)) {
              while (each.hasNext()) {
                Plain.Report report = plain.screen(each.next());
                theirs.add(report);
                to.write(JSON.writeValueAsBytes(report));
                to.write('\n');
              }
            }
          }
        });
    same(
        "plain",
        mine.stream().map(SameRows::brief).toList(),
        theirs.stream().map(SameRows::brief).toList());
  }

  private void evrete(List<CaseFile> cases) throws Exception {
    Set<String> mine = new TreeSet<>();
    for (Screened each : evreteRows.screen(cases)) {
      each.report().findings().forEach(f -> mine.add(each.report().caseId() + " " + f.policy()));
    }
    way("ours, rows of Evrete").add(evreteRows.fire);
    evreteRows.clear();
    List<Subject> subjects = cases.stream().map(this::subject).toList();
    Set<String> theirs = new TreeSet<>();
    time(
        "Evrete",
        () -> {
          for (int from = 0; from < subjects.size(); from += 100) {
            List<Fact> facts = new ArrayList<>();
            for (Subject each : subjects.subList(from, Math.min(from + 100, subjects.size()))) {
              Facts.measure(each, evreteBase.mentioned(), facts::add);
            }
            facts.removeIf(fact -> !(fact instanceof Condition || fact instanceof Medication));
            theirs.addAll(evrete.fire(facts));
          }
        });
    same("Evrete", mine, theirs);
  }

  private Subject subject(CaseFile each) {
    int date = (int) each.proposed().date().toEpochDay();
    return new Subject(each, evreteBase.definitions(), evreteBase.vocabulary(), 0, date);
  }

  private void byHand(byte[] lines, List<AdvisoryReport> reports) throws Exception {
    List<JsonNode> trees = new ArrayList<>();
    try (var each =
        JSON.readerFor(JsonNode.class).<JsonNode>readValues(new ByteArrayInputStream(lines))) {
      each.forEachRemaining(trees::add);
    }
    List<PolicyOracle.Expected> expected = new ArrayList<>();
    time("by hand", () -> trees.forEach(tree -> expected.add(PolicyOracle.evaluate(tree))));
    for (int i = 0; i < reports.size(); i++) {
      same("verdict by hand", expected.get(i).verdict(), reports.get(i).verdict().code());
      same("findings by hand", expected.get(i).findings().size(), reports.get(i).findings().size());
    }
  }

  private static List<AdvisoryReport> reports(List<Screened> screened) {
    List<AdvisoryReport> reports = new ArrayList<>(screened.size());
    screened.forEach(each -> reports.add(each.report()));
    return reports;
  }

  private static List<AdvisoryReport> next(Iterator<AdvisoryReport> finished, int count) {
    List<AdvisoryReport> next = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      next.add(finished.next());
    }
    return next;
  }

  private static void same(String what, Object one, Object other) {
    if (!one.equals(other)) {
      throw new IllegalStateException(what + ": not the same");
    }
  }

  // ---- the table

  private void table() {
    print.println();
    print.println("| part | CPU us a case | bytes a case |");
    print.println("|---|---|---|");
    part("split and read", "read", "");
    part("measure", "measure", "");
    part("fire, both strokes", "fire", "");
    part("search the earliest date", "search", "");
    part("word and assemble", "screen", "measure fire search");
    part("write", "write", "");
    part("end to end, file to file", "ours", "");
    part("the floor, file to file", "floor", "");
    print.println();
    print.println("| ratio | by CPU | by the clock | goal |");
    print.println("|---|---|---|---|");
    ratio("(a) rate, of the floor's", "floor", "ours", "0.45");
    ratio(
        "(b) engine, over a new KieSession a case",
        "new session a case",
        "engine, same blocks",
        "1.5");
    ratio("(c) end to end, over plain DRL", "plain", "ours, rows of plain", "4");
    ratio("(d) engine, over Evrete", "Evrete", "ours, rows of Evrete", "3");
    ratio("(e) engine, over the check by hand", "by hand", "engine, same blocks", "");
  }

  private void part(String what, String name, String less) {
    double[] cost = new double[2];
    for (int i = 0; i < 2; i++) {
      int column = i + 1;
      cost[i] = median(way(name).blocks.stream().mapToDouble(b -> b[column]));
      for (String other : less.split(" ")) {
        if (!other.isEmpty()) {
          cost[i] -= median(way(other).blocks.stream().mapToDouble(b -> b[column]));
        }
      }
    }
    print.printf("| %s | %.2f | %.0f |%n", what, cost[0] / 1e3 / blockSize, cost[1] / blockSize);
  }

  private void ratio(String what, String slower, String faster, String goal) {
    print.printf(
        "| %s | %.2f | %.2f | %s |%n",
        what, times(slower, faster, 1), times(slower, faster, 0), goal);
  }

  /** How many times the cost of one way is that of another. */
  private double times(String one, String other, int column) {
    List<long[]> above = way(one).blocks;
    List<long[]> below = way(other).blocks;
    double[] ratios = new double[above.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) above.get(i)[column] / below.get(i)[column];
    }
    return median(Arrays.stream(ratios));
  }

  private static double median(java.util.stream.DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String machine() {
    return "%d processors, %s %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"));
  }

  // ---- the whole program, one thread and two

  private void threads() throws Exception {
    int cases = Math.max(blockSize, blocks * blockSize / 10);
    Files.write(in, Floor.lines(generator, 0, cases));
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      double one = batch(1);
      ratios.add(one / batch(2));
    }
    double times = median(ratios.stream().mapToDouble(Double::doubleValue));
    print.printf("| (f) the batch program, two threads over one | | %.2f | 1.8 |%n", times);
  }

  private double batch(int threads) throws Exception {
    BatchOptions options =
        new BatchOptions(
            List.of(in.toString()),
            out,
            null,
            threads,
            null,
            List.of(),
            null,
            null,
            false,
            true,
            5);
    long start = System.nanoTime();
    new BatchRun(options, base, new Memory.NoStreams(), Progress.NONE).run();
    return System.nanoTime() - start;
  }

  @Override
  public void close() throws IOException {
    parts.close();
    newSessions.close();
    screener.close();
    plainRows.close();
    evreteRows.close();
    evrete.close();
    SameRows.delete(folder);
  }
}
