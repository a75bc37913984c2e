package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.series.Comparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a bake.
 *
 * @param spec what is judged
 * @param share of which histogram it is; null for a metric of single values
 */
record JudgedMetric(MetricSpec spec, @Nullable SlowShare share) {

  /**
   * The streams that speak for one metric, at least one. A histogram of which nothing is known has
   * one without samples.
   */
  static List<JudgedMetric> of(
      MetricSpec metric, Comparison past, Duration interval, Instant changeStart) {
    List<JudgedMetric> judged = new ArrayList<>();
    if (metric.histogram()) {
      SlowShare.of(past, interval, changeStart)
          .forEach(share -> judged.add(new JudgedMetric(share.spec(), share)));
    }
    return judged.isEmpty() ? List.of(new JudgedMetric(metric, null)) : judged;
  }

  /** What this stream takes of what was measured of its metric. */
  Comparison of(Comparison measured, Duration interval) {
    return share == null ? measured : share.shares(measured, interval);
  }
}
