package org.needlewise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.NoStreams;
import org.needlewise.batch.Progress;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;

/**
 * What a whole batch run holds in memory, and what a case costs, for a few cases and for many: each
 * in a process of its own with a heap of 256 MB.
 */
public final class Memory {
  /** How often the heap is looked at, whatever the number of cases. */
  private static final int MOMENTS = 100;

  /** Cases after which the program is taken to be compiled. */
  private static final long WARM = 50_000;

  private Memory() {}

  /**
   * @param args the greatest number of cases; then the project's folder, or "run"
   */
  public static void main(String[] args) throws Exception {
    long cases = Long.parseLong(args[0]);
    if (args[1].equals("run")) {
      run(cases);
      return;
    }
    List<Long> counts = new ArrayList<>();
    for (long count = 100_000; count < cases; count *= 10) {
      counts.add(count);
    }
    counts.add(cases);
    System.out.println(
        "| cases | live heap, MB: least | most | most after the last case | seconds | us a case"
            + " | once warm: us a case | CPU us a case | share of collections |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (long count : counts) {
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseParallelGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Memory.class.getName(),
                  Long.toString(count),
                  "run")
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("exit " + exit);
      }
    }
  }

  private static void run(long cases) throws Exception {
    Path folder = Files.createTempDirectory("needlewise-memory");
    try {
      Path in = folder.resolve("in.ndjson");
      new Generation(42, cases, 0, CaseGenerator.AS_OF).writeFile(in, true, 2);
      BatchOptions options =
          new BatchOptions(
              List.of(in.toString()),
              folder.resolve("out.ndjson.gz"),
              null,
              2,
              null,
              List.of(),
              Set.of(),
              null,
              null,
              null,
              false,
              true,
              5);
      Watch watch = new Watch(cases);
      new BatchRun(options, RuleSets.of(RuleBase.prebuilt()), new NoStreams(), watch).run();
      watch.end();
      System.out.println(watch);
    } finally {
      SameRows.delete(folder);
    }
  }

  /**
   * Looks at the heap at evenly spaced moments of the run, and all the time from the last case to
   * the end: what a collection that is forced then leaves. Its time is no part of the run's.
   */
  private static final class Watch implements Progress {
    private final GarbageCollectorMXBean full =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> collector.getName().equals("PS MarkSweep"))
            .findAny()
            .orElseThrow();
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long cases;
    private final long start = System.nanoTime();
    private final long collections = millisOfCollections();
    private long least = Long.MAX_VALUE;
    private long most;
    private long mostAfter;
    private int moments;
    private long warmCases;
    private long warmNanos;
    private long warmCpu;
    private long forcedNanos;
    private long forcedCpu;
    private long forcedMillis;
    private long runNanos;
    private long runCpu;
    private long runMillis;
    private volatile boolean over;
    private Thread rest;

    Watch(long cases) {
      this.cases = cases;
    }

    @Override
    public void at(long bytes, long totalBytes, long records) {
      if (warmCases == 0 && records >= WARM) {
        warmCases = records;
        warmNanos = nanos();
        warmCpu = cpu();
      }
      if (records >= cases * (moments + 1) / MOMENTS) {
        moments++;
        long live = live();
        least = Math.min(least, live);
        most = Math.max(most, live);
      }
      if (records == cases) {
        rest = new Thread(this::lookOn);
        rest.start();
      }
    }

    private void lookOn() {
      try {
        while (!over) {
          long before = forcedNanos;
          mostAfter = Math.max(mostAfter, live());
          // As long again for the run, or it would hardly go on.
          TimeUnit.NANOSECONDS.sleep(forcedNanos - before);
        }
      } catch (InterruptedException e) {
        // The run is over.
      }
    }

    void end() throws InterruptedException {
      over = true;
      rest.interrupt();
      rest.join();
      runNanos = nanos();
      runCpu = cpu();
      runMillis = millisOfCollections() - collections - forcedMillis;
    }

    /** Since the start, without the collections that are forced. */
    private long nanos() {
      return System.nanoTime() - start - forcedNanos;
    }

    /** Of all threads, likewise. */
    private long cpu() {
      return system.getProcessCpuTime() - forcedCpu;
    }

    private long live() {
      long before;
      long nanos;
      long cpu;
      long millis;
      do {
        // Nothing is collected while another thread is within a packer, which holds its arrays.
        before = full.getCollectionCount();
        nanos = System.nanoTime();
        cpu = system.getProcessCpuTime();
        millis = millisOfCollections();
        System.gc();
      } while (full.getCollectionCount() == before);
      forcedMillis += millisOfCollections() - millis;
      forcedCpu += system.getProcessCpuTime() - cpu;
      forcedNanos += System.nanoTime() - nanos;
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long millisOfCollections() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionTime)
          .sum();
    }

    @Override
    public String toString() {
      return "| %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.3f |"
          .formatted(
              cases,
              least / 1e6,
              most / 1e6,
              mostAfter / 1e6,
              runNanos / 1e9,
              runNanos / 1e3 / cases,
              (runNanos - warmNanos) / 1e3 / (cases - warmCases),
              (runCpu - warmCpu) / 1e3 / (cases - warmCases),
              runMillis * 1e6 / runNanos);
    }
  }
}
