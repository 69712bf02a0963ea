package org.needlewise.batch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How often each of a bounded number of things was met; what is met beyond is one thing more. */
final class Counts {
  static final String OTHERS = "(others)";

  private final int most;
  private final Map<String, Long> counts = new LinkedHashMap<>();

  Counts(int most) {
    this.most = most;
  }

  void add(String what, long times) {
    if (times > 0) {
      String key = counts.size() < most || counts.containsKey(what) ? what : OTHERS;
      counts.merge(key, times, Long::sum);
    }
  }

  void add(Counts other) {
    other.counts.forEach(this::add);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** In ascending order. */
  List<Map.Entry<String, Long>> byName() {
    return counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
  }

  /** The most frequent first. */
  List<Map.Entry<String, Long>> byCount() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  void write(ObjectNode to) {
    counts.forEach(to::put);
  }

  void read(JsonNode from) {
    from.properties().forEach(entry -> add(entry.getKey(), entry.getValue().longValue()));
  }
}
