package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Series in which nothing was changed, around a level of 100, with noise of several kinds. */
final class QuietWorld {
  /** How the noise behaves. */
  enum Kind {
    WHITE,
    AUTOREGRESSIVE_HALF,
    AUTOREGRESSIVE_STRONG,
    SEASONAL,
    HEAVY_TAILED,
    RARE_COUNTS,
    DRIFTING
  }

  private static final double LEVEL = 100;

  private final Kind kind;
  private final double spread;
  private final RandomGenerator random;

  QuietWorld(Kind kind, long seed) {
    this(kind, seed, 0);
  }

  /**
   * @param spread deviation of the targets' levels, as a share of 100
   */
  QuietWorld(Kind kind, long seed, double spread) {
    this.kind = kind;
    this.spread = spread;
    random = new SplittableRandom(seed);
  }

  MetricSpec metric() {
    return new MetricSpec(
        "m",
        kind == Kind.RARE_COUNTS ? MetricSpec.Kind.ERROR_RATE : MetricSpec.Kind.BUSINESS,
        MetricSpec.BadDirection.INCREASE,
        MetricSpec.Role.DECIDING,
        "m",
        0);
  }

  /** All targets share what the day and the drift do, each has noise of its own. */
  List<double[]> targets(int count, int length) {
    double[] shared = shared(length);
    List<double[]> targets = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      targets.add(target(shared));
    }
    return targets;
  }

  private double[] shared(int length) {
    double[] shared = new double[length];
    double walk = 0;
    for (int t = 0; t < length; t++) {
      walk += kind == Kind.DRIFTING ? 0.3 * random.nextGaussian() : 0;
      shared[t] = walk + (kind == Kind.SEASONAL ? 15 * Math.sin(2 * Math.PI * t / 288) : 0);
    }
    return shared;
  }

  private double[] target(double[] shared) {
    double[] values = new double[shared.length];
    double memory = 0;
    double unlike = spread == 0 ? 1 : Math.max(0.1, 1 + spread * random.nextGaussian());
    for (int t = 0; t < values.length; t++) {
      double noise =
          switch (kind) {
            case WHITE, SEASONAL, DRIFTING -> 4 * random.nextGaussian();
            case AUTOREGRESSIVE_HALF -> remembering(memory, 0.5);
            case AUTOREGRESSIVE_STRONG -> remembering(memory, 0.8);
            case HEAVY_TAILED -> 3 * student3();
            case RARE_COUNTS -> random.nextDouble() < 0.05 * unlike ? 1 : 0;
          };
      memory = noise;
      values[t] = kind == Kind.RARE_COUNTS ? noise : unlike * (LEVEL + shared[t] + noise);
    }
    return values;
  }

  private double remembering(double memory, double share) {
    return share * memory + 4 * Math.sqrt(1 - share * share) * random.nextGaussian();
  }

  private double student3() {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double normal = random.nextGaussian();
      sum += normal * normal;
    }
    return random.nextGaussian() / Math.sqrt(sum / 3);
  }

  /** Whether one harmless change is failed at any sample of its bake. */
  boolean isFailed(int before, int after, int controls, JudgeSettings settings) {
    return isFailed(targets(1 + controls, before + after), before, after, settings);
  }

  /** The same where the changed target is new: it has no sample from before. */
  boolean isFailedWhenFresh(int before, int after, int peers, JudgeSettings settings) {
    List<double[]> all = targets(1 + peers, before + after);
    Arrays.fill(all.getFirst(), 0, before, Double.NaN);
    return isFailed(all, before, after, settings);
  }

  private boolean isFailed(List<double[]> all, int before, int after, JudgeSettings settings) {
    int controls = all.size() - 1;
    List<double[]> past = all.stream().map(series -> Arrays.copyOf(series, before)).toList();
    MetricStream stream =
        MetricStream.of(
            MetricPast.of(
                metric(),
                after,
                Duration.ofMinutes(5),
                past.subList(0, 1),
                past.subList(1, past.size())),
            settings);
    for (int k = 0; k < after; k++) {
      double[] beside = new double[controls];
      for (int j = 0; j < controls; j++) {
        beside[j] = all.get(1 + j)[before + k];
      }
      stream.take(new double[] {all.getFirst()[before + k]}, beside);
      if (stream.score() > settings.threshold()) {
        return true;
      }
    }
    return false;
  }
}
