package org.needlewise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.needlewise.http.Answer;
import org.needlewise.http.Lane;
import org.needlewise.http.LiveRules;
import org.needlewise.http.Route;
import org.needlewise.http.Service;
import org.needlewise.http.ServiceConfig;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.http.Wire;
import org.needlewise.http.rest.RestRoutes;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The service under load: from its start to its first answer; then {@code /screen} beside the same
 * way answering a constant, each line asking again as soon as it is answered. The service has a
 * process of its own. {@code MINUTES} in the environment says how long each is asked (default 5).
 */
public final class Serve {
  private static final int ROUNDS = 7;
  private static final int CASES = 2_000;
  private static final int LINES = 16;
  private static final int WARM_UP_SECONDS = 20;
  private static final String SERVED = "served";

  /** Latencies are counted in steps of 10 us, to 2 s. */
  private static final int STEP_NANOS = 10_000;

  private static final int STEPS = 200_000;

  private Serve() {}

  /**
   * @param args not used, and the project's folder; its launcher has been run before
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals(SERVED)) {
      serve(Path.of(args[1]));
      return;
    }
    Path home = Path.of(args[1]);
    String set = System.getenv("MINUTES");
    double minutes = set == null ? 5 : Double.parseDouble(set);
    firstAnswers(home);
    List<String> cases = cases(home);
    Process service = start(home, List.of(SERVED, home.toString()));
    try {
      int port = port(service);
      System.out.println("| | requests/s | p50 | p99 | p99.9 | most |");
      System.out.println("|---|---|---|---|---|---|");
      load(port, "/screen", cases, WARM_UP_SECONDS);
      load(port, "/constant", cases, WARM_UP_SECONDS);
      tell("POST /screen", load(port, "/screen", cases, minutes * 60), minutes);
      tell("a constant of the same size", load(port, "/constant", cases, minutes * 60), minutes);
      System.out.println("resident after: " + resident(service.pid()));
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              Long.toString(service.pid()),
              "GC.run")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      try (Wire wire = new Wire(port)) {
        wire.get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("needlewise_memory_used_bytes "))
            .forEach(line -> System.out.println("live heap after: " + line));
      }
    } finally {
      service.destroy();
    }
  }

  private static void serve(Path home) throws Exception {
    Path rules = home.resolve("rules-drl");
    List<Route> routes = new ArrayList<>(RestRoutes.all());
    byte[] constant = new byte[1_900];
    Arrays.fill(constant, (byte) ' ');
    routes.add(
        Route.post("/constant", Route.JSON, Lane.SHORT, call -> Answer.of(Route.JSON, constant)));
    Service service =
        new Service(
            ServiceConfig.USUAL.at(new Address("127.0.0.1", 0)),
            new LiveRules(() -> List.of(RuleSource.of(rules)), List.of(rules), line -> {}),
            routes,
            line -> {});
    service.start();
    System.out.println("Needlewise listens at " + service.address());
    new CountDownLatch(1).await();
  }

  /** The launcher, from the command to the answer of a case. */
  private static void firstAnswers(Path home) throws Exception {
    String body = cases(home).get(0);
    double[] listening = new double[ROUNDS];
    double[] answered = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Process service =
          new ProcessBuilder(home.resolve("needlewise").toString(), "serve", "--port", "0")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        int port = port(service);
        listening[round] = (System.nanoTime() - start) / 1e6;
        try (Wire wire = new Wire(port)) {
          wire.post("/screen", body);
        }
        answered[round] = (System.nanoTime() - start) / 1e6;
      } finally {
        service.destroy();
        service.waitFor();
      }
    }
    tell("./needlewise serve: listens after", listening);
    tell("the first case is answered after", answered);
  }

  private static void tell(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "| %s | %.0f ms (%.0f to %.0f) |%n",
        what, millis[millis.length / 2], millis[0], millis[millis.length - 1]);
  }

  private static Process start(Path home, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseG1GC", "-cp", System.getProperty("java.class.path")));
    command.add(Serve.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int port(Process service) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    return URI.create(line.substring(line.indexOf("http"))).getPort();
  }

  private static List<String> cases(Path home) throws Exception {
    Path file = Files.createTempFile("needlewise", ".ndjson");
    try {
      Process made =
          new ProcessBuilder(
                  home.resolve("needlewise").toString(),
                  "generate",
                  "--seed",
                  "1",
                  "--count",
                  Integer.toString(CASES),
                  "-o",
                  "-")
              .redirectOutput(file.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      made.waitFor();
      return Files.readAllLines(file);
    } finally {
      Files.delete(file);
    }
  }

  /** How often each step of latency was seen. */
  private static long[] load(int port, String path, List<String> cases, double seconds)
      throws InterruptedException {
    long until = System.nanoTime() + (long) (seconds * 1e9);
    List<long[]> seen = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      long[] mine = new long[STEPS];
      seen.add(mine);
      int first = i * cases.size() / LINES;
      Thread thread = new Thread(() -> ask(port, path, cases, first, until, mine));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long[] all = new long[STEPS];
    for (long[] one : seen) {
      Arrays.setAll(all, i -> all[i] + one[i]);
    }
    return all;
  }

  private static void ask(
      int port, String path, List<String> cases, int first, long until, long[] seen) {
    try (Wire wire = new Wire(port)) {
      for (int i = first; System.nanoTime() < until; i = (i + 1) % cases.size()) {
        long start = System.nanoTime();
        Wire.Reply reply = wire.post(path, cases.get(i));
        if (reply.status() != 200) {
          throw new IllegalStateException(reply.body());
        }
        seen[(int) Math.min(STEPS - 1, (System.nanoTime() - start) / STEP_NANOS)]++;
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void tell(String what, long[] seen, double minutes) {
    long count = Arrays.stream(seen).sum();
    System.out.printf(
        "| %s | %,.0f | %.2f ms | %.2f ms | %.2f ms | %.0f ms |%n",
        what,
        count / minutes / 60,
        at(seen, 0.5 * count),
        at(seen, 0.99 * count),
        at(seen, 0.999 * count),
        at(seen, (double) count));
  }

  /** The latency below which so many were answered, in milliseconds. */
  private static double at(long[] seen, double count) {
    long sum = 0;
    for (int i = 0; i < seen.length; i++) {
      sum += seen[i];
      if (sum >= count) {
        return (i + 1) * STEP_NANOS / 1e6;
      }
    }
    return Double.NaN;
  }

  private static String resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("");
  }
}
