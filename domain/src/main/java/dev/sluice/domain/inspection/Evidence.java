package dev.sluice.domain.inspection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was compared for one metric, and what came out.
 *
 * @param metric the metric's name in the change type
 * @param role the metric's role
 * @param verdict what this metric alone says
 * @param comparison what was compared with what, in words
 * @param treatmentTargets changed targets that contributed samples (at most 20 named)
 * @param controlTargets number of unchanged targets that contributed samples
 * @param observed level on the changed targets since the change, in the metric's unit; NaN without
 *     samples
 * @param expected level expected without the change, in the metric's unit; NaN without samples
 * @param effect relative effect, 0.2 = 20 % above expected; null where it can't be told
 * @param statistic the test statistic; it fails above the threshold
 * @param threshold see statistic
 * @param treatmentSamples samples of changed targets since the change
 * @param controlSamples samples of unchanged targets since the change
 * @param summary one sentence in plain words
 */
public record Evidence(
    String metric,
    MetricSpec.Role role,
    Verdict verdict,
    String comparison,
    List<String> treatmentTargets,
    int controlTargets,
    double observed,
    double expected,
    @Nullable EffectInterval effect,
    double statistic,
    double threshold,
    int treatmentSamples,
    int controlSamples,
    String summary) {
  public Evidence {
    treatmentTargets = List.copyOf(treatmentTargets);
  }

  /**
   * A relative effect with its confidence interval.
   *
   * @param estimate 0.2 = 20 % above expected
   * @param low lower end
   * @param high upper end
   */
  public record EffectInterval(double estimate, double low, double high) {}
}
