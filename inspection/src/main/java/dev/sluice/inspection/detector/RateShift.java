package dev.sluice.inspection.detector;

import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.inspection.detector.RequestCounts.Count;
import dev.sluice.inspection.sequential.BinomialMixture;
import dev.sluice.inspection.sequential.NormalMixture;
import dev.sluice.inspection.series.BinnedSeries.Point;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the share of bad requests by counts, so that it holds near zero and with few requests.
 *
 * <p>The bounds of the share seen and of the share expected are joined as squares add (MOVER: G.
 * Zou, A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine
 * 27, 2008). Bad requests that come in bursts count for less: all counts are divided by their
 * overdispersion.
 */
public final class RateShift implements Detector {
  private static final double NINETY_PERCENT = 1.2816;
  private static final int ENOUGH_INTERVALS = 6;
  private static final double ENOUGH_REQUESTS = 20;
  private static final double FEWEST_REQUESTS_BEFORE = 30;

  private final Worse worse;
  private final double minimum;

  /**
   * Judges rates in 0 to 1 with the number of requests behind them.
   *
   * @param minimum smallest difference in rate that matters, above 0
   */
  public RateShift(Worse worse, double minimum) {
    this.worse = worse;
    this.minimum = minimum;
  }

  /** Whether weights are numbers of requests: an unweighted share isn't a count. */
  public static boolean counts(Groups groups) {
    return groups.treatment().stream()
        .flatMap(series -> Stream.of(series.before(), series.since()))
        .flatMap(points -> points.values().stream())
        .anyMatch(point -> point.weight() != 1);
  }

  @Override
  public Outcome measure(Groups natural, double alpha) {
    Groups groups = worse == Worse.INCREASE ? natural : natural.map(rate -> 1 - rate);
    double burst = RequestCounts.overdispersion(groups);
    Count seen = RequestCounts.since(groups.treatment()).thinned(burst);
    Count past = RequestCounts.before(groups.treatment()).thinned(burst);
    Count peers = RequestCounts.since(groups.control()).thinned(burst);
    Count peersPast = RequestCounts.before(groups.control()).thinned(burst);
    if (seen.requests() == 0) {
      return new Outcome.Unknown("no requests on changed targets since the change");
    }
    if (peers.requests() == 0 && past.requests() < FEWEST_REQUESTS_BEFORE) {
      return new Outcome.Unknown("too few requests before the change, and no unchanged targets");
    }
    double expected = expected(past, peers, peersPast);
    double error = Math.sqrt(variance(past, peers, peersPast));
    return harm(groups, seen, expected, error, alpha);
  }

  private Outcome harm(Groups groups, Count seen, double expected, double error, double alpha) {
    double rate = seen.rate();
    double degrees = Double.MAX_VALUE;
    double around = NormalMixture.radius(error, error, alpha, degrees);
    double low =
        rate
            - expected
            - Math.hypot(rate - BinomialMixture.low(seen.bad(), seen.requests(), alpha), around);
    double high =
        rate
            - expected
            + Math.hypot(BinomialMixture.high(seen.bad(), seen.requests(), alpha) - rate, around);
    double likelyHigh =
        rate
            - expected
            + Math.hypot(seen.wilsonHigh(NINETY_PERCENT) - rate, NINETY_PERCENT * error);
    List<Point> points = RequestCounts.inOrder(groups.treatment());
    int intervals =
        (int)
            groups.treatment().stream()
                .flatMap(series -> series.since().keySet().stream())
                .distinct()
                .count();
    return new Outcome.Harm(
        rate - expected,
        low,
        high,
        likelyHigh,
        minimum,
        intervals,
        intervals >= ENOUGH_INTERVALS && seen.requests() >= ENOUGH_REQUESTS,
        natural(rate),
        natural(expected),
        effect(rate - expected, low, high, expected),
        onset(points, expected + minimum / 2));
  }

  /** Own past moved as the unchanged targets moved; only what there is of these. */
  private static double expected(Count past, Count peers, Count peersPast) {
    if (peers.requests() == 0) {
      return past.rate();
    }
    if (past.requests() == 0 || peersPast.requests() == 0) {
      return peers.rate();
    }
    return Math.clamp(past.rate() + peers.rate() - peersPast.rate(), 0, 1);
  }

  private static double variance(Count past, Count peers, Count peersPast) {
    if (peers.requests() == 0) {
      return past.variance();
    }
    if (past.requests() == 0 || peersPast.requests() == 0) {
      return peers.variance();
    }
    return past.variance() + peers.variance() + peersPast.variance();
  }

  private double natural(double rate) {
    return worse == Worse.INCREASE ? rate : 1 - rate;
  }

  private @Nullable EffectInterval effect(double harm, double low, double high, double expected) {
    double level = natural(expected);
    if (level <= 0) {
      return null;
    }
    return switch (worse) {
      case INCREASE -> new EffectInterval(harm / level, low / level, high / level);
      case DECREASE -> new EffectInterval(-harm / level, -high / level, -low / level);
    };
  }

  private static Instant onset(List<Point> points, double bar) {
    Instant onset = points.getFirst().time();
    double bad = 0;
    double requests = 0;
    for (int i = 0; i + 1 < points.size(); i++) {
      bad += points.get(i).value() * points.get(i).weight();
      requests += points.get(i).weight();
      if (bad <= bar * requests) {
        onset = points.get(i + 1).time();
      }
    }
    return onset;
  }
}
