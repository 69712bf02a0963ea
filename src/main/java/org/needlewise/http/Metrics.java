package org.needlewise.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.needlewise.rulebase.load.RuleBase;

/** What the service counts of itself; nothing of what it is asked. */
final class Metrics {
  private static final String PREFIX = "needlewise_";
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name(PREFIX + "http_requests_total")
          .help("Requests that were answered, by what they were for.")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name(PREFIX + "http_request_seconds")
          .help("From the first byte of a request to the last of its answer.")
          .classicOnly()
          .classicUpperBounds(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30)
          .labelNames("route")
          .register(registry);
  private final Counter cut =
      Counter.builder()
          .name(PREFIX + "http_cut_total")
          .help("Answers that nobody read to their end.")
          .register(registry);

  /**
   * @param newest the newest set in use
   */
  Metrics(Supplier<RuleBase> newest) {
    GaugeWithCallback.builder()
        .name(PREFIX + "rules_in_use")
        .help("The newest rule set in use.")
        .labelNames("version", "digest")
        .callback(
            gauge -> {
              RuleBase base = newest.get();
              gauge.call(1, base.definitions().version(), base.digest());
            })
        .register(registry);
    Runtime runtime = Runtime.getRuntime();
    gauge(
        "memory_used_bytes",
        "Heap in use, what nobody needs any more included.",
        () -> runtime.totalMemory() - runtime.freeMemory());
    gauge("memory_most_bytes", "Heap that there may be.", runtime::maxMemory);
  }

  void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(gauge -> gauge.call(value.getAsDouble()))
        .register(registry);
  }

  void answered(String method, String route, int status, long nanos, boolean wasCut) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
    seconds.labelValues(route).observe(nanos / NANOS);
    if (wasCut) {
      cut.inc();
    }
  }

  Answer answer() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    return Answer.of(PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }
}
