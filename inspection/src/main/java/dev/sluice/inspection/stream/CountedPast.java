package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests counted before a change.
 *
 * @param badIsHigh whether the metric is the share of bad requests, not of good ones
 * @param treatment of the changed targets
 * @param control of unchanged ones
 * @param burst how much more counts scatter than independent requests would, at least 1
 * @param areRare whether bad requests are so few that only their number tells
 */
record CountedPast(
    boolean badIsHigh, Requests treatment, Requests control, double burst, boolean areRare) {
  private static final double RARE = 5;

  /**
   * @param values by changed target and interval
   * @param beside by unchanged target and interval
   * @return null where requests were not counted, or both directions are bad
   */
  static @Nullable CountedPast of(
      MetricSpec spec, List<double[]> values, List<double[]> beside, @Nullable Weights weights) {
    boolean rate =
        switch (spec.kind()) {
          case ERROR_RATE, SUCCESS_RATE -> spec.badDirection() != BadDirection.EITHER;
          case LATENCY, RESOURCE, LOAD, BUSINESS -> false;
        };
    if (!rate || weights == null || !weights.areCounts()) {
      return null;
    }
    boolean badIsHigh = spec.badDirection() == BadDirection.INCREASE;
    Requests treatment = counted(values, weights.treatment(), badIsHigh);
    Requests control = counted(beside, weights.control(), badIsHigh);
    CountScatter scatter = new CountScatter(badIsHigh);
    scatter.add(values, weights.treatment(), treatment.rate());
    scatter.add(beside, weights.control(), control.rate());
    int length = values.isEmpty() ? 0 : values.getFirst().length;
    Requests all = new Requests();
    all.add(treatment);
    all.add(control);
    boolean rare = all.rate() * treatment.all() < RARE * length;
    return new CountedPast(badIsHigh, treatment, control, scatter.overdispersion(), rare);
  }

  private static Requests counted(
      List<double[]> values, List<double[]> weights, boolean badIsHigh) {
    Requests requests = new Requests();
    for (int j = 0; j < values.size(); j++) {
      for (int i = 0; i < values.get(j).length; i++) {
        requests.take(badRate(values.get(j)[i], badIsHigh), weights.get(j)[i]);
      }
    }
    return requests;
  }

  static double badRate(double value, boolean badIsHigh) {
    return badIsHigh ? value : 1 - value;
  }
}
