package dev.sluice.inspection.recorded;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.List;

/**
 * What was recorded of one metric.
 *
 * @param spec what it is and which way is worse; its query is not used, and a minimum effect of 0
 *     stands for the judge's default for its kind
 * @param treatment the changed targets
 * @param control unchanged targets; empty where there is none
 */
public record RecordedMetric(
    MetricSpec spec, List<RecordedTarget> treatment, List<RecordedTarget> control) {
  public RecordedMetric {
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
  }
}
