package dev.sluice.inspection.series;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.List;

/**
 * All that is known of one metric when it is judged.
 *
 * @param metric what it is and which way is worse
 * @param treatment series of the changed targets, before and since the change
 * @param control series of unchanged targets over the same time; empty where every target is
 *     changed
 */
public record Comparison(
    MetricSpec metric, List<TargetSeries> treatment, List<TargetSeries> control) {
  public Comparison {
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
  }
}
