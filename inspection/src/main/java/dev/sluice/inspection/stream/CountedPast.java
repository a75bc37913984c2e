package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.ArrayList;
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
 * @param unlike how unlike targets are in their rates; null where the changed ones have a past
 * @param peers unchanged targets whose requests were counted
 */
record CountedPast(
    boolean badIsHigh,
    Requests treatment,
    Requests control,
    double burst,
    boolean areRare,
    @Nullable Spread unlike,
    int peers) {
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
    return new CountedPast(
        badIsHigh, treatment, control, scatter.overdispersion(), rare, null, beside.size());
  }

  /**
   * The same for changed targets that have no past.
   *
   * @param beside by unchanged target, at least one, and interval
   */
  static @Nullable CountedPast ofFresh(
      MetricSpec spec, List<double[]> beside, @Nullable Weights weights) {
    Weights control = weights == null ? null : new Weights(List.of(), weights.control());
    CountedPast past = of(spec, List.of(), beside, control);
    if (past == null || control == null) {
      return null;
    }
    double usual = past.smoothed();
    List<Double> rates = new ArrayList<>();
    double chance = 0;
    for (int j = 0; j < beside.size(); j++) {
      Requests one =
          counted(beside.subList(j, j + 1), control.control().subList(j, j + 1), past.badIsHigh);
      if (one.all() > 0) {
        rates.add(one.rate());
        chance += past.burst * usual * (1 - usual) / one.all();
      }
    }
    int peers = Math.max(1, rates.size());
    double[] known = rates.stream().mapToDouble(Double::doubleValue).toArray();
    double variance = Math.max(0, Spread.variance(known) - chance / peers);
    double badPerTarget = past.control.bad() / peers;
    return new CountedPast(
        past.badIsHigh,
        past.treatment,
        past.control,
        past.burst,
        badPerTarget < RARE * beside.getFirst().length,
        Spread.of(variance, peers, Peers.USUAL_SPREAD_OF_FAILURES * usual),
        peers);
  }

  /** The rate of the unchanged targets, above 0 also where nothing failed. */
  private double smoothed() {
    return (control.bad() + 0.5) / (control.all() + 1);
  }

  /**
   * How alike requests of one target are, in 0 to 1: beyond a certain number of them more requests
   * of the same target tell no more about others. 0 where the changed targets have a past.
   *
   * @param alpha share of harmless targets that may exceed what is allowed for
   */
  double likeness(double alpha) {
    if (unlike == null) {
      return 0;
    }
    double rate = smoothed();
    double deviation = unlike.caution(alpha) * unlike.deviation();
    return Math.min(1, deviation * deviation / (rate * (1 - rate)));
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
