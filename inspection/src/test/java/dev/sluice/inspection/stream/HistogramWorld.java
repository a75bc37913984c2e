package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A service whose targets count their latencies by bucket. The first ones are changed after half an
 * hour; what the change does is a function of each request's latency.
 */
final class HistogramWorld {
  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final int PAST = 120;
  static final int SINCE = 40;
  static final MetricSpec LATENCY =
      new MetricSpec(
          "latency", Kind.LATENCY, BadDirection.INCREASE, Role.DECIDING, "latency", 0.2, 0, true);

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
  };
  private static final int NOWHERE = -1;

  private final RandomGenerator random;
  private final double requests;
  private final double burst;
  private int restart = NOWHERE;
  private MetricSpec metric = LATENCY;
  private int treated = 1;
  private int others = 5;
  private int harmed = Integer.MAX_VALUE;

  /**
   * @param requests of a target in each interval
   * @param burst how often a target has a minute in which a third of its requests wait for 2 s
   */
  HistogramWorld(long seed, double requests, double burst) {
    random = new SplittableRandom(seed);
    this.requests = requests;
    this.burst = burst;
  }

  /** Every changed target starts anew when it is changed, and so do its counters. */
  HistogramWorld restarting() {
    restart = PAST;
    return this;
  }

  HistogramWorld expecting(double effect) {
    metric =
        new MetricSpec(
            "latency",
            Kind.LATENCY,
            BadDirection.INCREASE,
            Role.DECIDING,
            "latency",
            0.2,
            effect,
            true);
    return this;
  }

  HistogramWorld targets(int changed, int unchanged) {
    treated = changed;
    others = unchanged;
    return this;
  }

  /** The change does something to so many of the changed targets, and nothing to the others. */
  HistogramWorld harming(int some) {
    harmed = some;
    return this;
  }

  /** All targets, the changed ones first. */
  List<TargetSeries> targets(DoubleUnaryOperator change) {
    List<TargetSeries> targets = new ArrayList<>();
    for (int j = 0; j < treated + others; j++) {
      targets.add(
          j < treated
              ? target("t" + j, j < harmed ? change : DoubleUnaryOperator.identity(), restart)
              : target("t" + j, DoubleUnaryOperator.identity(), NOWHERE));
    }
    return targets;
  }

  private TargetSeries target(String name, DoubleUnaryOperator change, int startsAnew) {
    double[] total = new double[BOUNDS.length];
    List<Instant> times = new ArrayList<>();
    double[][] counts = new double[PAST + SINCE][];
    int bursting = 0;
    for (int i = 0; i < counts.length; i++) {
      bursting = bursting > 0 ? bursting - 1 : random.nextDouble() < burst ? 4 : 0;
      total = i == startsAnew ? new double[BOUNDS.length] : total;
      int arrived = (int) Math.round(requests + Math.sqrt(requests) * random.nextGaussian());
      for (int r = 0; r < arrived; r++) {
        double latency = 0.08 * Math.exp(0.6 * random.nextGaussian());
        latency += bursting > 0 && random.nextDouble() < 1 / 3.0 ? 2 : 0;
        add(total, i < PAST ? latency : change.applyAsDouble(latency));
      }
      times.add(START.plus(INTERVAL.multipliedBy(i - PAST)).plusMillis(7));
      counts[i] = total.clone();
    }
    return new TargetSeries(name, List.of(), new HistogramSeries(BOUNDS, times, counts));
  }

  private static void add(double[] total, double latency) {
    for (int b = 0; b < BOUNDS.length; b++) {
      total[b] += latency <= BOUNDS[b] ? 1 : 0;
    }
  }

  /** One more chance that a request of a changed target is different. */
  DoubleUnaryOperator sometimes(double share, DoubleUnaryOperator different) {
    return latency -> random.nextDouble() < share ? different.applyAsDouble(latency) : latency;
  }

  BakeJudge judge(List<TargetSeries> targets) {
    BakePlan plan =
        new BakePlan(
            List.of(metric),
            names(targets.subList(0, treated)),
            names(targets.subList(treated, targets.size())),
            INTERVAL.multipliedBy(PAST),
            START,
            START,
            INTERVAL.multipliedBy(SINCE),
            INTERVAL);
    return new BakeJudge(plan, JudgeSettings.DEFAULT, List.of(comparison(targets)));
  }

  Comparison comparison(List<TargetSeries> targets) {
    return new Comparison(
        metric, targets.subList(0, treated), targets.subList(treated, targets.size()));
  }

  private static List<String> names(List<TargetSeries> targets) {
    return targets.stream().map(TargetSeries::target).toList();
  }

  /** Whether any look of a bake fails it: what stood out once is still held at the end. */
  boolean isFailed(DoubleUnaryOperator change) {
    List<TargetSeries> targets = targets(change);
    BakeJudge judge = judge(targets);
    Instant end = START.plus(INTERVAL.multipliedBy(SINCE + 1));
    judge.take(0, comparison(targets), end);
    return judge.inspection(end).verdict() == Verdict.FAIL;
  }

  /** What is said at the first failure, or at the end. */
  Inspection judged(DoubleUnaryOperator change) {
    return judged(change, UnaryOperator.identity());
  }

  Inspection judged(DoubleUnaryOperator change, UnaryOperator<TargetSeries> spoilt) {
    List<TargetSeries> targets = targets(change).stream().map(spoilt).toList();
    BakeJudge judge = judge(targets);
    Inspection said = judge.inspection(START);
    for (int k = 2; k <= SINCE + 1; k++) {
      Instant now = START.plus(INTERVAL.multipliedBy(k));
      judge.take(0, comparison(targets), now);
      said = judge.inspection(now);
      if (said.verdict() == Verdict.FAIL) {
        return said;
      }
    }
    return said;
  }
}
