package dev.sluice.domain.inspection;

import java.time.Duration;
import java.util.List;

/**
 * What is looked at while a batch bakes.
 *
 * @param source name of the metric source: {@code fleet}, {@code prometheus}
 * @param metrics at least one of them deciding
 * @param alpha chance that a harmless change is failed, over all its batches and metrics; in (0,
 *     0.5)
 * @param before how far back the time before the change is read
 */
public record InspectionSpec(
    String source, List<MetricSpec> metrics, double alpha, Duration before) {
  public InspectionSpec {
    metrics = List.copyOf(metrics);
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must lie in (0, 0.5): " + alpha);
    }
  }
}
