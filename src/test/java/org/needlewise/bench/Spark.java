package org.needlewise.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.needlewise.cli.Main;
import org.needlewise.cli.SparkScreen;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import org.needlewise.spark.SparkProcess;

/**
 * What a case costs in the batch program and under Spark, whole processes with two threads each,
 * and what follows from that for sizes and clusters that are not at hand. Two sizes give a line:
 * what the start costs, and what each further case.
 */
public final class Spark {
  private static final int THREADS = 2;
  private static final int ROUNDS = 2;

  private Spark() {}

  /** Starts a program that writes the reports of a file. */
  private interface Way {
    Process start(Path in, Path out) throws Exception;
  }

  /** Seconds by the clock, and of all processors. */
  private record Time(double clock, double cpu) {
    Time least(Time other) {
      return new Time(Math.min(clock, other.clock), Math.min(cpu, other.cpu));
    }
  }

  /**
   * Seconds of processors: of the start, and of each case. Other work on the machine disturbs them
   * least. Those of the start count as if one processor did it while the others wait.
   */
  private record Cost(double start, double each) {
    Cost(long few, Time fewTook, long many, Time manyTook) {
      this(
          (fewTook.cpu * many - manyTook.cpu * few) / (many - few),
          (manyTook.cpu - fewTook.cpu) / (many - few));
    }

    double seconds(long cases, int cores) {
      return start + cases * each / cores;
    }

    /** Cases from which on this one is done before another. */
    String soonerFrom(int cores, Cost other, int otherCores) {
      double gain = other.each / otherCores - each / cores;
      double from = Math.max(0, (start - other.start) / gain) / 1e6;
      return gain <= 0 ? "never" : "%.1f million".formatted(from);
    }
  }

  /**
   * @param args the greater number of cases; the smaller is a fifth of it
   */
  public static void main(String[] args) throws Exception {
    long many = Long.parseLong(args[0]);
    long few = many / 5;
    Path folder = Files.createTempDirectory("needlewise-spark");
    try {
      Path fewIn = folder.resolve("few.ndjson");
      Path manyIn = folder.resolve("many.ndjson");
      new Generation(42, few, 0, CaseGenerator.AS_OF).writeFile(fewIn, true, THREADS);
      new Generation(42, many, 0, CaseGenerator.AS_OF).writeFile(manyIn, true, THREADS);
      SparkProcess spark = new SparkProcess(folder);
      List<Way> ways =
          List.of(
              Spark::batch,
              (in, out) ->
                  spark.start(SparkScreen.class.getName(), List.of(in.toString(), out.toString())));
      Time[][] took = new Time[2][2];
      long written = 0;
      for (int round = 0; round < ROUNDS; round++) {
        for (int way = 0; way < 2; way++) {
          for (int size = 0; size < 2; size++) {
            Path out = folder.resolve("out" + round + way + size);
            Time time = time(ways.get(way), size == 0 ? fewIn : manyIn, out);
            took[way][size] = round == 0 ? time : took[way][size].least(time);
            if (size == 1) {
              long bytes = bytes(out);
              if (written != 0 && bytes != written) {
                throw new IllegalStateException("not the same reports: " + bytes + ", " + written);
              }
              written = bytes;
            }
          }
        }
      }
      show(few, many, took, (double) Files.size(manyIn) / many, (double) written / many);
    } finally {
      SameRows.delete(folder);
    }
  }

  private static Process batch(Path in, Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseParallelGC",
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "batch",
            in.toString(),
            "-o",
            out.toString(),
            "-q",
            "--threads",
            Integer.toString(THREADS))
        .inheritIO()
        .start();
  }

  private static Time time(Way way, Path in, Path out) throws Exception {
    long start = System.nanoTime();
    Process process = way.start(in, out);
    Duration cpu = Duration.ZERO;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      cpu = process.info().totalCpuDuration().orElse(cpu);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException("exit " + process.exitValue());
    }
    return new Time(seconds, cpu.toMillis() / 1e3);
  }

  /** What the reports of a run hold: a file, or Spark's parts. */
  private static long bytes(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".crc"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void show(long few, long many, Time[][] took, double in, double out) {
    Cost batch = new Cost(few, took[0][0], many, took[0][1]);
    Cost spark = new Cost(few, took[1][0], many, took[1][1]);
    print(
        "%,d and %,d cases, whole processes on %d threads, the least of %d runs; load %.1f%n",
        few,
        many,
        THREADS,
        ROUNDS,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    print("| way | %,d: s (CPU) | %,d: s (CPU) | start, CPU s | CPU us a case |", few, many);
    print("|---|---|---|---|---|");
    measured("`batch`", batch, took[0]);
    measured("Spark, `local[2]`", spark, took[1]);
    print("%nWorked out of that, not run; as if more cores did more in proportion.%n");
    print(
        "| way | cores | 100 million | a billion | core-hours"
            + " | sooner than `batch` on 2 cores, on 16 |");
    print("|---|---|---|---|---|---|");
    worked("`batch`", batch, 2, "");
    worked("`batch`", batch, 16, "");
    for (int cores : new int[] {2, 20, 200}) {
      String two = spark.soonerFrom(cores, batch, 2);
      worked("Spark", spark, cores, two + ", " + spark.soonerFrom(cores, batch, 16));
    }
    print(
        "%nA case is %.0f bytes, its report %.0f: 200 cores read %.0f MB/s and write %.0f MB/s.",
        in, out, 200 / spark.each * in / 1e6, 200 / spark.each * out / 1e6);
  }

  private static void measured(String way, Cost cost, Time[] took) {
    print(
        "| %s | %.1f (%.1f) | %.1f (%.1f) | %.1f | %.1f |",
        way, took[0].clock, took[0].cpu, took[1].clock, took[1].cpu, cost.start, cost.each * 1e6);
  }

  private static void worked(String way, Cost cost, int cores, String sooner) {
    double some = cost.seconds(100_000_000, cores);
    double more = cost.seconds(1_000_000_000, cores);
    double hours = cores / 3600.0;
    print(
        "| %s | %d | %s | %s | %.1f, %.0f | %s |",
        way, cores, time(some), time(more), some * hours, more * hours, sooner);
  }

  private static String time(double seconds) {
    return seconds < 3600 ? "%.1f min".formatted(seconds / 60) : "%.1f h".formatted(seconds / 3600);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
