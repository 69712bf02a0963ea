package org.needlewise.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;

/**
 * What one way cost, shot by shot, each shot a block of cases.
 *
 * @param size cases in a block
 * @param whole nanoseconds of its whole process, from its start to its end; 0 where that says
 *     nothing
 */
record Shots(List<Shot> shots, int size, long whole) {
  /**
   * Nanoseconds by the clock and on a processor, and bytes.
   *
   * @param found tells what was found
   */
  record Shot(double wall, double cpu, double bytes, long found) {}

  /** Of several runs of one way; of each the later half, when it is warm. */
  static Shots all(List<Shots> runs) {
    List<Shot> warm = new ArrayList<>();
    runs.forEach(run -> warm.addAll(run.shots.subList(run.shots.size() / 2, run.shots.size())));
    double whole = median(runs.stream().mapToDouble(Shots::whole).toArray());
    return new Shots(warm, runs.get(0).size, (long) whole);
  }

  static Shot of(IterationResult result) {
    return new Shot(
        aux(result, "wall"), aux(result, "cpu"), aux(result, "bytes"), (long) aux(result, "found"));
  }

  private static double aux(IterationResult result, String name) {
    return result.getSecondaryResults().get(name).getScore();
  }

  static String line(Meter meter, long found) {
    return meter.wall + " " + meter.cpu + " " + meter.bytes + " " + found;
  }

  static Shot of(String line) {
    long[] parts = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Shot(parts[0], parts[1], parts[2], parts[3]);
  }

  /** A case's share of the median shot. */
  double perCase(ToDoubleFunction<Shot> cost) {
    return median(shots.stream().mapToDouble(cost).toArray()) / size;
  }

  /** What is found, shot by shot. */
  List<Long> found() {
    return shots.stream().map(Shot::found).toList();
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
