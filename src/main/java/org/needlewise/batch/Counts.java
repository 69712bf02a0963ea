package org.needlewise.batch;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.needlewise.casefile.StrictReader;
import tools.jackson.databind.node.ObjectNode;

/** How often each of a bounded number of things was met; what is met beyond is one thing more. */
final class Counts implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String OTHERS = "(others)";

  private final int most;
  private final LinkedHashMap<String, long[]> counts = new LinkedHashMap<>();

  Counts(int most) {
    this.most = most;
  }

  void add(String what, long times) {
    long[] count = counts.get(what);
    if (count != null) {
      count[0] += times;
    } else if (times > 0) {
      String key = counts.size() < most ? what : OTHERS;
      counts.computeIfAbsent(key, fresh -> new long[1])[0] += times;
    }
  }

  void add(Counts other) {
    other.counts.forEach((what, times) -> add(what, times[0]));
  }

  long of(String what) {
    long[] count = counts.get(what);
    return count == null ? 0 : count[0];
  }

  long total() {
    return counts.values().stream().mapToLong(count -> count[0]).sum();
  }

  private Stream<Map.Entry<String, Long>> entries() {
    return counts.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue()[0]));
  }

  /** In ascending order. */
  List<Map.Entry<String, Long>> byName() {
    return entries().sorted(Map.Entry.comparingByKey()).toList();
  }

  /** The most frequent first. */
  List<Map.Entry<String, Long>> byCount() {
    return entries()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  void write(ObjectNode to) {
    counts.forEach((what, times) -> to.put(what, times[0]));
  }

  void read(StrictReader from) {
    from.fields("counts by name", what -> add(what, from.count()));
  }
}
