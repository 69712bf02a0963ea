package org.needlewise.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.needlewise.cli.Main;
import org.needlewise.screening.HostileCases;

/**
 * How long the slowest legal records take: each a batch of its own, a whole process at -Xmx200m,
 * against a batch of one ordinary record.
 */
public final class Hostile {
  private static final int ROUNDS = 3;
  private static final int TOLD = 10;

  private static final String ORDINARY =
      "{\"id\":\"a\",\"patient\":{},\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"face\",\"depthMm\":0.5}}";

  private final Path folder;

  private record Shape(String name, int bytes, double seconds) {}

  private Hostile(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("needlewise");
    try {
      new Hostile(folder).run();
    } finally {
      for (File file : folder.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    }
  }

  private void run() throws Exception {
    Shape ordinary = shape("an ordinary record", ORDINARY.getBytes(StandardCharsets.UTF_8));
    List<Shape> shapes = new ArrayList<>();
    for (Map.Entry<String, Supplier<byte[]>> each : HostileCases.all().entrySet()) {
      shapes.add(shape(each.getKey(), each.getValue().get()));
    }
    shapes.sort(Comparator.comparing(Shape::seconds).reversed());
    System.out.println("| the slowest of " + shapes.size() + " | kB | seconds |\n|---|---|---|");
    shapes.subList(0, TOLD).forEach(Hostile::print);
    print(ordinary);
  }

  private static void print(Shape shape) {
    System.out.printf("| %s | %d | %.2f |%n", shape.name, shape.bytes / 1024, shape.seconds);
  }

  /** The best of some rounds. */
  private Shape shape(String name, byte[] record) throws IOException, InterruptedException {
    Path in = folder.resolve("in.ndjson");
    Files.write(in, record);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Process process = batch(in).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(name + ": " + said);
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return new Shape(name, record.length, best);
  }

  private ProcessBuilder batch(Path in) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "batch",
            in.toString(),
            "-o",
            folder.resolve("out.ndjson").toString(),
            "--strict",
            "--force",
            "-q")
        .redirectErrorStream(true);
  }
}
