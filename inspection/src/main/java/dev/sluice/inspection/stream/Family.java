package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams that speak for one metric: itself, or the shares that a histogram is made into. They have
 * one error budget together.
 *
 * @param spec the metric
 * @param from its first stream
 * @param to the end of its streams, exclusive
 */
record Family(MetricSpec spec, int from, int to) {

  /** Each metric for itself. */
  static List<Family> ofEach(List<MetricPast> pasts) {
    List<Family> families = new ArrayList<>();
    for (int m = 0; m < pasts.size(); m++) {
      families.add(new Family(pasts.get(m).terms.spec(), m, m + 1));
    }
    return families;
  }

  /**
   * Recorded shares of one histogram together, where they follow each other, others for themselves.
   */
  static List<Family> ofRecorded(List<RecordedMetric> metrics) {
    List<Family> families = new ArrayList<>();
    int from = 0;
    for (int m = 1; m <= metrics.size(); m++) {
      if (m == metrics.size() || !areTogether(metrics.get(from), metrics.get(m))) {
        families.add(new Family(specOf(metrics.get(from)), from, m));
        from = m;
      }
    }
    return families;
  }

  private static boolean areTogether(RecordedMetric one, RecordedMetric other) {
    return one.share() != null
        && other.share() != null
        && one.named().equals(other.named())
        && one.spec().role() == other.spec().role();
  }

  /** The metric that a recorded one speaks for. */
  static MetricSpec specOf(RecordedMetric recorded) {
    MetricSpec spec = recorded.spec();
    return recorded.share() == null
        ? spec
        : new MetricSpec(
            recorded.named(),
            MetricSpec.Kind.LATENCY,
            spec.badDirection(),
            spec.role(),
            spec.query(),
            0,
            0,
            true);
  }
}
