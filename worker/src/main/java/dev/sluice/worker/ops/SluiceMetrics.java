package dev.sluice.worker.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;

/** Counts what happens in this process, outside of workflows. Thread-safe. */
public final class SluiceMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  public SluiceMetrics() {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new Descriptions());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  /** Where Temporal's own metrics and those of workflows go too. */
  public MeterRegistry registry() {
    return registry;
  }

  /** A person was called to look at a change. */
  public void paged(String changeType) {
    registry.counter(SluiceMeter.PAGES.id(), "change_type", changeType).increment();
  }

  /** A call of the API was answered. */
  public void called(String method, String code, Duration took) {
    registry.timer(SluiceMeter.CALLS.id(), "method", method, "code", code).record(took);
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  /** Adds the declared meaning to our metrics, and buckets to our timers. */
  private static final class Descriptions implements MeterFilter {
    private static final double[] BUCKETS =
        Arrays.stream(new long[] {1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600})
            .mapToDouble(seconds -> Duration.ofSeconds(seconds).toNanos())
            .toArray();

    @Override
    public Meter.Id map(Meter.Id id) {
      return SluiceMeter.of(id.getName())
          .map(meter ->
              new Meter.Id(
                  id.getName(),
                  Tags.of(id.getTags()),
                  id.getBaseUnit(),
                  meter.meaning(),
                  id.getType()))
          .orElse(id);
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      boolean ourTimer =
          id.getType() == Meter.Type.TIMER && SluiceMeter.of(id.getName()).isPresent();
      return ourTimer
          ? DistributionStatisticConfig.builder()
              .serviceLevelObjectives(BUCKETS)
              .build()
              .merge(config)
          : config;
    }
  }
}
