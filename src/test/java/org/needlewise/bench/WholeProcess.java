package org.needlewise.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.NoStreams;
import org.needlewise.batch.Progress;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cases from file to file in a process that does nothing else, in one way, on one thread; block by
 * block it tells what each cost.
 */
public final class WholeProcess {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Nanoseconds for what is needed to measure, but is no part of the way. */
  private static long beside;

  private WholeProcess() {}

  /** A way of screening, opened on its files. */
  private interface Way extends AutoCloseable {
    /** What must be there before the clock runs for so many cases. */
    default void prepare(int count) throws IOException {}

    void run(int count) throws IOException;

    /** What has been found since it was last asked; none where nobody compares it. */
    default List<String> found() {
      return List.of();
    }

    @Override
    void close() throws IOException;
  }

  /**
   * Prints a line a block (see {@link Shots}), then the nanoseconds that are not the way's own.
   *
   * @param args a way's name, the files in and out, the cases in all and in a block, the rules'
   *     folder; or "threads", the files, the rounds
   */
  public static void main(String[] args) throws Exception {
    Path in = Path.of(args[1]);
    Path out = Path.of(args[2]);
    if (args[0].equals("threads")) {
      threads(in, out, Integer.parseInt(args[3]));
      return;
    }
    int cases = Integer.parseInt(args[3]);
    int size = Integer.parseInt(args[4]);
    Meter meter = new Meter();
    try (Way way = way(args[0], in, out, Path.of(args[5]))) {
      for (int from = 0; from < cases; from += size) {
        int count = Math.min(size, cases - from);
        beside -= System.nanoTime();
        way.prepare(count);
        beside += System.nanoTime();
        meter.start();
        way.run(count);
        meter.stop();
        beside -= System.nanoTime();
        System.out.println(Shots.line(meter, SameRows.digest(way.found())));
        beside += System.nanoTime();
      }
    }
    System.out.println(beside);
  }

  private static Way way(String name, Path in, Path out, Path rules) throws IOException {
    return switch (name) {
      case "ours" -> new Ours(RuleBase.prebuilt(), Screener::remembering, in, out, false);
      case "ours-asking" -> new Ours(RuleBase.prebuilt(), Screener::new, in, out, false);
      case "floor" -> new Floor(in, out);
      case "ours-of-plain" ->
          new Ours(SameRows.of(rules, SameRows.PLAIN), Screener::remembering, in, out, true);
      case "ours-of-plain-asking" ->
          new Ours(SameRows.of(rules, SameRows.PLAIN), Screener::new, in, out, true);
      case "plain" -> new PlainDrl(in, out);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static final class Ours implements Way {
    private final FileToFile files;
    private final Screener screener;
    private final boolean compared;
    private final List<AdvisoryReport> reports = new ArrayList<>();

    Ours(RuleBase base, Function<RuleBase, Screener> screener, Path in, Path out, boolean compared)
        throws IOException {
      this.files = new FileToFile(base.vocabulary(), in, out);
      this.screener = screener.apply(base);
      this.compared = compared;
    }

    @Override
    public void run(int count) throws IOException {
      files.run(
          count,
          cases -> {
            List<AdvisoryReport> some = Block.reports(screener.screen(cases));
            if (compared) {
              reports.addAll(some);
            }
            return some;
          });
    }

    @Override
    public List<String> found() {
      List<String> found = reports.stream().map(SameRows::brief).toList();
      reports.clear();
      return found;
    }

    @Override
    public void close() throws IOException {
      files.close();
      screener.close();
    }
  }

  /** No rule fires: the finished reports of each block are in memory before its clock starts. */
  private static final class Floor implements Way {
    private final FileToFile files;
    private final FileToFile ahead;
    private final Screener screener;
    private Iterator<AdvisoryReport> finished;

    Floor(Path in, Path out) throws IOException {
      RuleBase base = RuleBase.prebuilt();
      files = new FileToFile(base.vocabulary(), in, out);
      ahead = new FileToFile(base.vocabulary(), in, null);
      screener = new Screener(base);
    }

    @Override
    public void prepare(int count) throws IOException {
      finished = Block.reports(screener.screen(ahead.read(count))).iterator();
    }

    @Override
    public void run(int count) throws IOException {
      files.run(
          count,
          cases -> {
            List<AdvisoryReport> some = new ArrayList<>(cases.size());
            for (int i = 0; i < cases.size(); i++) {
              some.add(finished.next());
            }
            return some;
          });
    }

    @Override
    public void close() throws IOException {
      files.close();
      ahead.close();
      screener.close();
    }
  }

  private static final class PlainDrl implements Way {
    private final Plain plain = new Plain();
    private final MappingIterator<Plain.Case> in;
    private final OutputStream out;
    private final List<Plain.Report> reports = new ArrayList<>();

    PlainDrl(Path in, Path out) throws IOException {
      this.in = JSON.readerFor(Plain.Case.class).readValues(Files.newInputStream(in));
      this.out = Files.newOutputStream(out);
    }

    @Override
    public void run(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        Plain.Report report = plain.screen(in.next());
        reports.add(report);
        out.write(JSON.writeValueAsBytes(report));
        out.write('\n');
      }
    }

    @Override
    public List<String> found() {
      List<String> found = reports.stream().map(SameRows::brief).toList();
      reports.clear();
      return found;
    }

    @Override
    public void close() throws IOException {
      try (out) {
        in.close();
      }
    }
  }

  // ---- the batch program itself, with one thread and with two

  /**
   * Prints the nanoseconds of one thread and of two, a line a round, after one that is not told.
   */
  private static void threads(Path in, Path out, int rounds) throws Exception {
    RuleBase base = RuleBase.prebuilt();
    for (int round = -1; round < rounds; round++) {
      long one = batch(base, in, out, 1);
      long two = batch(base, in, out, 2);
      if (round >= 0) {
        System.out.println(one + " " + two);
      }
    }
  }

  private static long batch(RuleBase base, Path in, Path out, int threads) throws Exception {
    BatchOptions options =
        new BatchOptions(
            List.of(in.toString()),
            out,
            null,
            threads,
            null,
            List.of(),
            Set.of(),
            null,
            null,
            null,
            false,
            true,
            5);
    long start = System.nanoTime();
    new BatchRun(options, RuleSets.of(base), new NoStreams(), Progress.NONE).run();
    return System.nanoTime() - start;
  }
}
