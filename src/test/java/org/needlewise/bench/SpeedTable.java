package org.needlewise.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.needlewise.cli.Main;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import org.needlewise.screening.EngineBenchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How fast screening is, against the floor and against other ways: one run, one table of ratios.
 *
 * <p>Parts and engines are JMH benchmarks, what goes from file to file is a whole process: each way
 * has a JVM of its own, and all have the same cases. What two ways find is compared for every case;
 * where it is not the same, there is no table.
 */
public final class SpeedTable {
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseParallelGC",
          "-Xmx2g",
          // As the launcher has it for long work, for every way.
          "-Xmn64m",
          "-XX:FreqInlineSize=100",
          "-XX:InlineSmallCode=1000",
          "-Dfile.encoding=UTF-8");

  /** The check by hand is slow: it has the first of so many cases. */
  private static final int BY_HAND = 10;

  private static final int THREAD_ROUNDS = 3;

  /**
   * How much is run.
   *
   * @param cases that every way is measured on
   * @param block of so many cases is measured at a time
   * @param warmUp blocks of other cases before, for each benchmark
   * @param forks 1, or 0 for benchmarks in this process, which are none
   * @param rounds how often the whole processes are run in turn
   */
  record Size(int cases, int block, int warmUp, int forks, int rounds) {
    int blocks() {
      return Math.max(1, cases / block);
    }
  }

  private final Size size;
  private final Path rules;
  private final PrintStream print;
  private final PrintStream progress;
  private final long start = System.nanoTime();
  private Path folder;

  private Shots read;
  private Shots subject;
  private Shots measure;
  private Shots engine;
  private Shots remembering;
  private Shots newSessions;
  private Shots search;
  private Shots tell;
  private Shots screen;
  private Shots write;
  private Shots engineOfEvrete;
  private Shots rememberingOfEvrete;
  private Shots evrete;
  private Shots evreteThreads;
  private Shots byHand;
  private Shots ours;
  private Shots oursAsking;
  private Shots floor;
  private Shots oursOfPlain;
  private Shots oursOfPlainAsking;
  private Shots plain;
  private double batchOne;
  private double batchTwo;
  private double twoOverOne;

  /**
   * @param rules the project's rules folder
   */
  SpeedTable(Size size, Path rules, PrintStream print, PrintStream progress) {
    this.size = size;
    this.rules = rules;
    this.print = print;
    this.progress = progress;
  }

  /**
   * Prints the table.
   *
   * @param args the number of cases, and the project's folder
   */
  public static void main(String[] args) throws Exception {
    Size size = new Size(Integer.parseInt(args[0]), 1000, 200, 1, 2);
    new SpeedTable(size, Path.of(args[1], "rules-drl"), System.out, System.err).run();
  }

  void run() throws Exception {
    folder = Files.createTempDirectory("needlewise-bench");
    try {
      print.println("Needlewise, how fast: " + cases() + " generated cases, " + Instant.now());
      print.println(machine());
      wholeProcesses();
      benchmarks();
      threads();
      table();
    } finally {
      SameRows.delete(folder);
    }
  }

  // ---- parts and engines

  private void benchmarks() throws Exception {
    read = benchmark(CasePartsBenchmark.class, "read");
    subject = benchmark(EngineBenchmark.class, "subject");
    measure = benchmark(EngineBenchmark.class, "measure");
    engine = benchmark(EngineBenchmark.class, "ours");
    remembering = benchmark(EngineBenchmark.class, "remembering");
    newSessions = benchmark(EngineBenchmark.class, "newSessions");
    search = benchmark(EngineBenchmark.class, "search");
    tell = benchmark(EngineBenchmark.class, "tell");
    screen = benchmark(CasePartsBenchmark.class, "screen");
    write = benchmark(CasePartsBenchmark.class, "write");
    engineOfEvrete = benchmark(EngineBenchmark.class, "ours", "evrete", size.block);
    rememberingOfEvrete = benchmark(EngineBenchmark.class, "remembering", "evrete", size.block);
    evrete = benchmark(EngineBenchmark.class, "evrete", "evrete", size.block);
    evreteThreads = benchmark(EngineBenchmark.class, "evreteThreads", "evrete", size.block);
    byHand = benchmark(CasePartsBenchmark.class, "byHand", "all", size.block / BY_HAND);
    same("a new session a case", engine.found(), newSessions.found());
    same("remembered", engine.found(), remembering.found());
    same("remembered of Evrete's rows", engineOfEvrete.found(), rememberingOfEvrete.found());
    same("told again", screen.found(), tell.found());
    same("Evrete", engineOfEvrete.found(), evrete.found());
    same("Evrete's threads", engineOfEvrete.found(), evreteThreads.found());
  }

  private Shots benchmark(Class<?> of, String method) throws Exception {
    return benchmark(of, method, "all", size.block);
  }

  private Shots benchmark(Class<?> of, String method, String rows, int each) throws Exception {
    tell(of.getSimpleName() + "." + method + ", rows: " + rows);
    Path log = folder.resolve("jmh.txt");
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(of.getName() + "\\." + method + "$")
                      .param("rows", rows)
                      .param("rules", rules.toAbsolutePath().toString())
                      .param("step", Integer.toString(size.block))
                      .param("size", Integer.toString(each))
                      .mode(Mode.SingleShotTime)
                      .timeUnit(TimeUnit.NANOSECONDS)
                      .timeout(TimeValue.minutes(30))
                      .warmupIterations(size.warmUp)
                      .measurementIterations(size.blocks())
                      .forks(size.forks)
                      .jvmArgs(JAVA_OPTIONS.toArray(String[]::new))
                      .shouldFailOnError(true)
                      .output(log.toString())
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new IllegalStateException(Files.readString(log), e);
    }
    List<Shots.Shot> shots = new ArrayList<>();
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        fork.getIterationResults().forEach(shot -> shots.add(Shots.of(shot)));
      }
    }
    if (shots.size() != size.blocks()) {
      throw new IllegalStateException(method + ": " + shots.size() + " shots");
    }
    return new Shots(shots, each, 0);
  }

  // ---- from file to file

  private void wholeProcesses() throws Exception {
    tell("the file of cases");
    Path in = folder.resolve("in.ndjson");
    new Generation(FileToFile.SEED, cases(), 0, CaseGenerator.AS_OF).writeFile(in, true, 2);
    Path out = folder.resolve("out.ndjson");
    Path other = folder.resolve("other.ndjson");
    List<List<Shots>> rounds = new ArrayList<>();
    for (int round = 0; round < size.rounds; round++) {
      rounds.add(
          List.of(
              way("ours", in, out),
              way("floor", in, other),
              way("ours-of-plain", in, folder.resolve("rows.ndjson")),
              way("plain", in, folder.resolve("plain.ndjson")),
              way("ours-asking", in, folder.resolve("asking.ndjson")),
              way("ours-of-plain-asking", in, folder.resolve("rows.ndjson"))));
      same("the floor's file", -1L, Files.mismatch(out, other));
      same("nothing remembered", -1L, Files.mismatch(out, folder.resolve("asking.ndjson")));
    }
    ours = Shots.all(rounds.stream().map(each -> each.get(0)).toList());
    floor = Shots.all(rounds.stream().map(each -> each.get(1)).toList());
    oursOfPlain = Shots.all(rounds.stream().map(each -> each.get(2)).toList());
    plain = Shots.all(rounds.stream().map(each -> each.get(3)).toList());
    oursAsking = Shots.all(rounds.stream().map(each -> each.get(4)).toList());
    oursOfPlainAsking = Shots.all(rounds.stream().map(each -> each.get(5)).toList());
    same("plain DRL, nothing remembered", oursOfPlainAsking.found(), plain.found());
    same("plain DRL", oursOfPlain.found(), plain.found());
    batchOne = batch(in, other, 1);
    same("the file of the batch program", -1L, Files.mismatch(out, other));
    batchTwo = batch(in, other, 2);
    same("the file of two threads", -1L, Files.mismatch(out, other));
  }

  private Shots way(String name, Path in, Path out) throws Exception {
    tell("whole process: " + name);
    long before = System.nanoTime();
    List<String> lines =
        java(
            WholeProcess.class,
            name,
            in.toString(),
            out.toString(),
            Integer.toString(cases()),
            Integer.toString(size.block),
            rules.toString());
    long took = System.nanoTime() - before;
    int last = lines.size() - 1;
    List<Shots.Shot> shots = lines.subList(0, last).stream().map(Shots::of).toList();
    if (last != size.blocks()) {
      throw new IllegalStateException(name + ": " + last + " blocks");
    }
    return new Shots(shots, size.block, took - Long.parseLong(lines.get(last)));
  }

  private double batch(Path in, Path out, int threads) throws Exception {
    tell("whole process: batch, threads: " + threads);
    long before = System.nanoTime();
    java(
        Main.class,
        "batch",
        in.toString(),
        "-o",
        out.toString(),
        "--force",
        "--threads",
        Integer.toString(threads));
    return System.nanoTime() - before;
  }

  private void threads() throws Exception {
    tell("the batch program in one process, one thread and two in turn");
    List<String> lines =
        java(
            WholeProcess.class,
            "threads",
            folder.resolve("in.ndjson").toString(),
            folder.resolve("out.ndjson").toString(),
            Integer.toString(THREAD_ROUNDS));
    twoOverOne =
        Shots.median(
            lines.stream()
                .map(line -> line.split(" "))
                .mapToDouble(each -> Double.parseDouble(each[0]) / Double.parseDouble(each[1]))
                .toArray());
  }

  /** The lines that a process of its own prints. */
  private List<String> java(Class<?> main, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Path out = folder.resolve("said.txt");
    Path err = folder.resolve("complained.txt");
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          main.getSimpleName()
              + " "
              + String.join(" ", args)
              + ": exit "
              + exit
              + "\n"
              + Files.readString(err));
    }
    return Files.readAllLines(out);
  }

  // ---- the table

  private void table() {
    print.println();
    print.println("| part, one thread | CPU us a case | by the clock | bytes a case |");
    print.println("|---|---|---|---|");
    part("split and read", read);
    part("measure", measure);
    part("fire, both passes", remembering);
    part("fire, Drools asked of every fact", engine);
    part("search the earliest date", search);
    part("word and assemble", tell, subject);
    part("write", write);
    part("the middle four as one", screen);
    part("end to end, file to file", ours);
    part("the floor, file to file", floor);
    print.println();
    print.println("| ratio | CPU us a case | by CPU | by the clock | whole processes | goal |");
    print.println("|---|---|---|---|---|---|");
    both("(a) rate, of the floor's", floor, ours, oursAsking, "0.65");
    both("(b) engine, over a new KieSession a case", newSessions, remembering, engine, "2");
    both("(c) end to end, over plain DRL", plain, oursOfPlain, oursOfPlainAsking, "4");
    both("(d) engine, over Evrete", evrete, rememberingOfEvrete, engineOfEvrete, "3");
    print.printf(
        "| (d) engine, over Evrete with threads of its own | | | %.2f | | 3 |%n",
        evreteThreads.perCase(Shots.Shot::wall) / rememberingOfEvrete.perCase(Shots.Shot::wall));
    ratio("(e) case to report, over the check by hand", byHand, screen, "");
    print.printf(
        "| (f) the batch program, two threads over one | | | %.2f | %.2f | 1.8 |%n",
        twoOverOne, batchOne / batchTwo);
    print.printf(
        "%nThe batch program, whole process: %.1f s with one thread, %.1f s with two.%n",
        batchOne / 1e9, batchTwo / 1e9);
  }

  private void part(String what, Shots of, Shots... less) {
    print.printf(
        "| %s | %.2f | %.2f | %.0f |%n",
        what,
        cost(Shots.Shot::cpu, of, less) / 1e3,
        cost(Shots.Shot::wall, of, less) / 1e3,
        cost(Shots.Shot::bytes, of, less));
  }

  private static double cost(ToDoubleFunction<Shots.Shot> column, Shots of, Shots... less) {
    return of.perCase(column)
        - Arrays.stream(less).mapToDouble(other -> other.perCase(column)).sum();
  }

  /** Against what remembers, and against what asks Drools of every fact. */
  private void both(String what, Shots one, Shots remembering, Shots asking, String goal) {
    ratio(what, one, remembering, goal);
    ratio(what + ", Drools asked of every fact", one, asking, "");
  }

  /** How many times the cost of one way is that of another. */
  private void ratio(String what, Shots one, Shots other, String goal) {
    print.printf(
        "| %s | %.2f : %.2f | %.2f | %.2f | %s | %s |%n",
        what,
        one.perCase(Shots.Shot::cpu) / 1e3,
        other.perCase(Shots.Shot::cpu) / 1e3,
        one.perCase(Shots.Shot::cpu) / other.perCase(Shots.Shot::cpu),
        one.perCase(Shots.Shot::wall) / other.perCase(Shots.Shot::wall),
        one.whole() == 0 ? "" : "%.2f".formatted(one.whole() / (double) other.whole()),
        goal);
  }

  private int cases() {
    return size.blocks() * size.block;
  }

  private static String machine() {
    return "%d processors, %s %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"));
  }

  private void tell(String what) {
    progress.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000L, what);
  }

  private static void same(String what, Object one, Object other) {
    if (!one.equals(other)) {
      throw new IllegalStateException(what + ": not the same");
    }
  }
}
