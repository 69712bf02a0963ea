package org.needlewise.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How long one report takes from a standing start, against the usual way: whole processes in turn.
 */
public final class Start {
  private static final int ROUNDS = 11;
  private static final String CASE = "test-cases/examples/one-day-short.yaml";

  private Start() {}

  /**
   * @param args not used, and the project's folder; its launcher has been run before, so that its
   *     archive of classes is there
   */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[1]);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> ours = List.of(home.resolve("needlewise").toString(), "screen", CASE);
    List<String> usual =
        List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            UsualStart.class.getName(),
            home.toString(),
            CASE);
    millis(ours, home); // makes what is not there yet
    double[] one = new double[ROUNDS];
    double[] other = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = millis(ours, home);
      other[round] = millis(usual, home);
    }
    Arrays.sort(one);
    Arrays.sort(other);
    double mine = one[ROUNDS / 2];
    double theirs = other[ROUNDS / 2];
    System.out.printf(
        "| ./needlewise screen %s | %.0f ms (%.0f to %.0f) |%n",
        CASE, mine, one[0], one[ROUNDS - 1]);
    System.out.printf(
        "| the rules compiled in the process | %.0f ms (%.0f to %.0f) |%n",
        theirs, other[0], other[ROUNDS - 1]);
    System.out.printf("| ratio (goal: below 0.1) | %.3f |%n", mine / theirs);
  }

  private static double millis(List<String> command, Path folder) throws Exception {
    Path said = Files.createTempFile("needlewise", ".txt");
    try {
      long start = System.nanoTime();
      int exit =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(new File("/dev/null"))
              .start()
              .waitFor();
      double millis = (System.nanoTime() - start) / 1e6;
      if (exit > 2) {
        throw new IllegalStateException(command + ": exit " + exit + "\n" + Files.readString(said));
      }
      return millis;
    } finally {
      Files.delete(said);
    }
  }
}
