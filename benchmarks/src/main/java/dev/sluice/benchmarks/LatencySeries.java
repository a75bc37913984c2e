package dev.sluice.benchmarks;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Latencies of a service as they are measured: a daily season and slow noise that all targets
 * share, and noise of each target's own. The change does no harm, so nothing ends a judgement
 * early.
 */
final class LatencySeries {
  private static final double LEVEL_SECONDS = 0.12;
  private static final double SEASON = 0.2;
  private static final int SAMPLES_A_DAY = 1_440;
  private static final double SHARED_NOISE = 0.03;
  private static final double SHARED_MEMORY = 0.6;
  private static final double OWN_NOISE = 0.05;

  static final MetricSpec METRIC =
      new MetricSpec("latency", Kind.LATENCY, BadDirection.INCREASE, Role.DECIDING, "latency", 0);

  private LatencySeries() {}

  /**
   * One metric on a treatment and a control group of the same size.
   *
   * @param points samples before the change, and as many since it, on each target
   * @param targets in each group
   */
  static RecordedMetric metric(int points, int targets, RandomGenerator random) {
    return metric(points, points, targets, random);
  }

  /**
   * The same with another number of samples before the change than since.
   *
   * @param before samples before the change on each target
   * @param since samples since the change on each target
   */
  static RecordedMetric metric(int before, int since, int targets, RandomGenerator random) {
    double[] shared = shared(before + since, random);
    return new RecordedMetric(
        METRIC,
        group("changed", targets, shared, before, random),
        group("unchanged", targets, shared, before, random));
  }

  private static double[] shared(int length, RandomGenerator random) {
    var level = new double[length];
    double noise = 0;
    for (int i = 0; i < length; i++) {
      noise = SHARED_MEMORY * noise + SHARED_NOISE * random.nextGaussian();
      double season = SEASON * Math.sin(2 * Math.PI * i / SAMPLES_A_DAY);
      level[i] = LEVEL_SECONDS * (1 + season) * Math.exp(noise);
    }
    return level;
  }

  private static List<RecordedTarget> group(
      String name, int targets, double[] shared, int change, RandomGenerator random) {
    var group = new ArrayList<RecordedTarget>();
    for (int target = 0; target < targets; target++) {
      double[] samples =
          Arrays.stream(shared)
              .map(level -> level * Math.exp(OWN_NOISE * random.nextGaussian()))
              .toArray();
      group.add(
          new RecordedTarget(
              name + "-" + target,
              Arrays.copyOf(samples, change),
              Arrays.copyOfRange(samples, change, samples.length)));
    }
    return group;
  }
}
