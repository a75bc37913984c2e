package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;

/**
 * What unchanged targets tell about changed ones that have no past: a fresh target shows what they
 * show at the same time, give or take how unlike they are among themselves.
 */
final class Peers {
  /** Failures are few, and so differ more from target to target than levels do. */
  static final double USUAL_SPREAD_OF_FAILURES = 0.5;

  private final MetricSpec spec;
  private final int count;
  private final double level;
  private final double measured;
  private final Spread spread;

  /** By window, without a minimum effect: what a mean of so many samples does. */
  private final double[] noise;

  /**
   * @param level what all of them show, in the middle of the time before
   * @param measured deviation between their levels
   * @param spread the same as a fresh target has to expect it
   * @param noise by window, of a mean of so many samples
   */
  Peers(MetricSpec spec, int count, double level, double measured, Spread spread, double[] noise) {
    this.spec = spec;
    this.count = count;
    this.level = level;
    this.measured = measured;
    this.spread = spread;
    this.noise = noise;
  }

  /** What all of them show, in the middle of the time before. */
  double level() {
    return level;
  }

  /**
   * By window: as large a mean excess as this scores 1.
   *
   * @param floor the share of the minimum effect in it, in the metric's unit
   */
  double[] sizes(JudgeSettings settings, double floor) {
    double ofLevel = spread.limit(share(settings)) * widened() / settings.threshold();
    // A fresh process may warm up; that too is a level that is not known, not one more noise.
    double warm =
        spec.kind() == Kind.LATENCY && spec.minimumEffect() == 0
            ? settings.minimumLatencyEffect() * Math.abs(level) / settings.threshold()
            : 0;
    double[] sizes = new double[noise.length];
    for (int w = 0; w < sizes.length; w++) {
      sizes[w] = Math.max(Math.hypot(ofLevel, noise[w]) + floor, noise[w] + warm);
    }
    return sizes;
  }

  private double widened() {
    return widened(count);
  }

  /** The mean of a few is not that of all. */
  static double widened(int count) {
    return Math.sqrt(1 + 1.0 / count);
  }

  private double share(JudgeSettings settings) {
    return spec.badDirection() == BadDirection.EITHER ? settings.alpha() / 2 : settings.alpha();
  }

  /** How often a harmless fresh target scores as much. */
  double share(double score, JudgeSettings settings) {
    return spread.beyond(score / settings.threshold(), share(settings));
  }

  /** What fresh targets are compared with, in words. */
  String words() {
    String same = "at the same time, for the changed ones are new and have no past";
    if (count == 1) {
      return "the only unchanged target "
          + same
          + " (how unlike two targets are can't be measured on one, so only much counts)";
    }
    String unlike =
        switch (spec.kind()) {
          case ERROR_RATE, SUCCESS_RATE -> MetricFigures.points(measured);
          case LATENCY, RESOURCE, LOAD, BUSINESS -> MetricFigures.percent(measured / level);
        };
    return "%d unchanged targets %s (they differ among themselves by %s)"
        .formatted(count, same, unlike);
  }
}
