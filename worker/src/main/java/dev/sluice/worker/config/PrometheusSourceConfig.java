package dev.sluice.worker.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Prometheus server that inspections may read.
 *
 * @param address its URL; null when there is none
 * @param targetLabel label that holds a target's name
 * @param step time between two samples, 1 s to 10 min
 */
public record PrometheusSourceConfig(@Nullable URI address, String targetLabel, Duration step) {
  public PrometheusSourceConfig {
    if (!targetLabel.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw new IllegalArgumentException(
          "prometheus.targetLabel must be a Prometheus label name such as instance, not \""
              + targetLabel
              + "\"");
    }
  }
}
