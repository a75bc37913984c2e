package dev.sluice.inspection.recorded;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of one metric.
 *
 * @param spec what it is and which way is worse; its query is not used, and a minimum effect of 0
 *     stands for the judge's default for its kind
 * @param treatment the changed targets
 * @param control unchanged targets; empty where there is none
 * @param share what of a histogram it is; null for a metric of its own
 */
public record RecordedMetric(
    MetricSpec spec,
    List<RecordedTarget> treatment,
    List<RecordedTarget> control,
    @Nullable RecordedShare share) {
  public RecordedMetric {
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
  }

  /** A metric of its own. */
  public RecordedMetric(
      MetricSpec spec, List<RecordedTarget> treatment, List<RecordedTarget> control) {
    this(spec, treatment, control, null);
  }

  /** The same as a part of a histogram. */
  public RecordedMetric as(RecordedShare part) {
    return new RecordedMetric(spec, treatment, control, part);
  }

  /** The metric that a change type would name: the histogram, or this one. */
  public String named() {
    return share == null ? spec.name() : share.histogram();
  }
}
