package dev.sluice.activities.fleet.instance;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** What one instance counts about itself; it starts at zero with the instance. */
final class InstanceMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final String[] LABELS = {"service", "instance", "zone", "version"};
  private static final double[] BUCKETS = {
    0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065,
    0.08, 0.1, 0.125, 0.15, 0.2, 0.3, 0.5, 1, 2, 5
  };

  /** On a virtual thread the writer's buffer grows a word at a time, and is copied each time. */
  private static final ExecutorService WRITING =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("fleet-metrics").factory());

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final InstanceIdentity identity;
  private final Counter requests;
  private final DistributionDataPoint durations;

  InstanceMetrics(InstanceIdentity identity, Instant started, LongSupplier memoryBytes) {
    this.identity = identity;
    requests =
        Counter.builder()
            .name("http_requests_total")
            .help("Requests answered.")
            .labelNames("service", "instance", "zone", "version", "code")
            .register(registry);
    durations =
        Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Time from a request to its answer, calls to other services included.")
            .unit(Unit.SECONDS)
            .labelNames(LABELS)
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .register(registry)
            .labelValues(identity.labels());
    GaugeWithCallback.builder()
        .name("instance_memory_bytes")
        .help("Base memory of the version, plus what requests hold, plus what was leaked.")
        .unit(Unit.BYTES)
        .labelNames(LABELS)
        .callback(gauge -> gauge.call((double) memoryBytes.getAsLong(), identity.labels()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("instance_start_time_seconds")
        .help("When the instance started, in seconds since 1970.")
        .unit(Unit.SECONDS)
        .labelNames(LABELS)
        .callback(gauge -> gauge.call(started.toEpochMilli() / 1e3, identity.labels()))
        .register(registry);
  }

  void answered(int status, Duration took) {
    requests
        .labelValues(
            identity.service(),
            identity.name(),
            identity.zone(),
            identity.version(),
            Integer.toString(status))
        .inc();
    durations.observe(took.toNanos() / 1e9);
  }

  /**
   * What {@code /metrics} answers.
   *
   * @throws InterruptedException when the caller is to end
   */
  byte[] text() throws InterruptedException {
    try {
      return WRITING.submit(this::written).get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  private byte[] written() throws IOException {
    var out = new ByteArrayOutputStream(4096);
    writer.write(out, registry.scrape());
    return out.toByteArray();
  }
}
