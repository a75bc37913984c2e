package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests counted before a change, between bursts.
 *
 * @param badIsHigh whether the metric is the share of bad requests, not of good ones
 * @param treatment of the changed targets
 * @param control of unchanged ones
 * @param overdispersion how much more counts scatter than independent requests would, at least 1
 * @param bursts how often they come and how long they last, on all targets
 * @param changed what was usual on each changed target
 * @param unchanged what was usual on each unchanged one
 * @param areRare whether bad requests are so few that only their number tells
 * @param unlike how unlike targets are in their rates; null where the changed ones have a past
 * @param peers unchanged targets whose requests were counted
 */
record CountedPast(
    boolean badIsHigh,
    Requests treatment,
    Requests control,
    double overdispersion,
    Bursts bursts,
    List<UsualTarget> changed,
    List<UsualTarget> unchanged,
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
    List<CountedSeries> treatment = counted(values, weights.treatment(), badIsHigh);
    List<CountedSeries> control = counted(beside, weights.control(), badIsHigh);
    Requests treated = together(treatment, CountedSeries::counted);
    Requests all = together(control, CountedSeries::counted);
    all.add(treated);
    int length = values.isEmpty() ? 0 : values.getFirst().length;
    PastBursts found = new PastBursts(treatment, control);
    return new CountedPast(
        badIsHigh,
        together(treatment, CountedSeries::usual),
        together(control, CountedSeries::usual),
        found.overdispersion(),
        found.bursts(),
        treatment.stream().map(UsualTarget::of).toList(),
        control.stream().map(UsualTarget::of).toList(),
        all.rate() * treated.all() < RARE * length,
        null,
        beside.size());
  }

  /**
   * The same for changed targets that have no past.
   *
   * @param targets how many
   * @param beside by unchanged target, at least one, and interval
   */
  static @Nullable CountedPast ofFresh(
      MetricSpec spec, int targets, List<double[]> beside, @Nullable Weights weights) {
    Weights control = weights == null ? null : new Weights(List.of(), weights.control());
    CountedPast past = of(spec, List.of(), beside, control);
    if (past == null || control == null) {
      return null;
    }
    double usual = past.control.smoothedRate();
    List<Double> rates = new ArrayList<>();
    double chance = 0;
    for (CountedSeries one : counted(beside, control.control(), past.badIsHigh)) {
      Requests requests = one.counted();
      if (requests.all() > 0) {
        rates.add(requests.rate());
        chance += past.overdispersion * usual * (1 - usual) / requests.all();
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
        past.overdispersion,
        past.bursts,
        Collections.nCopies(targets, new UsualTarget(usual, Double.NEGATIVE_INFINITY)),
        past.unchanged,
        badPerTarget < RARE * beside.getFirst().length,
        Spread.of(variance, peers, Peers.USUAL_SPREAD_OF_FAILURES * usual),
        peers);
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
    double rate = control.smoothedRate();
    double deviation = unlike.caution(alpha) * unlike.deviation();
    return Math.min(1, deviation * deviation / (rate * (1 - rate)));
  }

  private static List<CountedSeries> counted(
      List<double[]> values, List<double[]> weights, boolean badIsHigh) {
    List<CountedSeries> targets = new ArrayList<>();
    for (int j = 0; j < values.size(); j++) {
      targets.add(new CountedSeries(values.get(j), weights.get(j), badIsHigh));
    }
    return targets;
  }

  private static Requests together(
      List<CountedSeries> targets, Function<CountedSeries, Requests> which) {
    Requests all = new Requests();
    targets.forEach(target -> all.add(which.apply(target)));
    return all;
  }

  static double badRate(double value, boolean badIsHigh) {
    return badIsHigh ? value : 1 - value;
  }
}
