package dev.sluice.domain.ledger;

import dev.sluice.domain.inspection.Verdict;

/**
 * What one metric said, as numbers, so that it can be judged again.
 *
 * @param metric its name in the change type
 * @param verdict what it alone says
 * @param effect relative, 0.2 = 20 % above expected; NaN where it can't be told
 * @param observed level since the change, in the metric's unit; NaN without samples
 * @param expected level expected without the change, in the metric's unit; NaN without samples
 * @param statistic of the test; it fails above the threshold
 * @param threshold see statistic
 */
public record JudgedMetric(
    String metric,
    Verdict verdict,
    double effect,
    double observed,
    double expected,
    double statistic,
    double threshold) {
  public JudgedMetric {
    metric = Limits.needed("metric", metric);
  }
}
