package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.histogram.UnlikeBuckets;
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
 * @param unlike why a histogram can't be judged; null where that is not known to be so
 */
record JudgedMetric(MetricSpec spec, @Nullable SlowShare share, @Nullable UnlikeBuckets unlike) {

  /**
   * The streams that speak for one metric, at least one. A histogram of which nothing is known has
   * one without samples.
   */
  static List<JudgedMetric> of(
      MetricSpec metric, Comparison measured, Duration interval, Instant changeStart) {
    if (!metric.histogram()) {
      return List.of(new JudgedMetric(metric, null, null));
    }
    List<JudgedMetric> judged = new ArrayList<>();
    SlowShare.of(measured, interval, changeStart)
        .forEach(share -> judged.add(new JudgedMetric(share.spec(), share, null)));
    return judged.isEmpty()
        ? List.of(new JudgedMetric(metric, null, UnlikeBuckets.of(measured, interval, changeStart)))
        : judged;
  }

  /** What this stream takes of what was measured of its metric. */
  Comparison of(Comparison measured, Duration interval) {
    return share == null ? measured : share.shares(measured, interval);
  }
}
