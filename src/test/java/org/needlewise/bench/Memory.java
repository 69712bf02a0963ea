package org.needlewise.bench;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.CaseGenerator;
import org.needlewise.batch.Generation;
import org.needlewise.batch.Progress;
import org.needlewise.rulebase.RuleBase;

/**
 * What a whole batch run holds in memory, and what a case costs, for a few cases and for many: each
 * in a process of its own with a heap of 256 MB.
 */
public final class Memory {
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
    System.out.println("| cases | largest live heap, MB | seconds | us a case |");
    System.out.println("|---|---|---|---|");
    for (long count = 100_000; count <= cases; count *= 10) {
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
              null,
              null,
              false,
              true,
              5);
      long[] largest = {0};
      Progress watch =
          (bytes, total, records) -> largest[0] = Math.max(largest[0], afterCollection());
      long start = System.nanoTime();
      new BatchRun(options, RuleBase.prebuilt(), new NoStreams(), watch).run();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.gc();
      System.out.printf(
          "| %d | %d | %.1f | %.1f |%n",
          cases, Math.max(largest[0], afterCollection()) >> 20, seconds, seconds * 1e6 / cases);
    } finally {
      SameRows.delete(folder);
    }
  }

  /** What the last collection left. */
  private static long afterCollection() {
    long used = 0;
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      var after = pool.getCollectionUsage();
      used += pool.getType() == MemoryType.HEAP && after != null ? after.getUsed() : 0;
    }
    return used;
  }

  static final class NoStreams implements BatchRun.Streams {
    @Override
    public InputStream in() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream out() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream err() {
      return OutputStream.nullOutputStream();
    }
  }
}
