package dev.sluice.inspection.stream;

import java.util.Arrays;

/**
 * How a short past drifted that has nothing beside it. A season longer than the past looks like
 * that, and goes on after the change: it can't be told from harm, and must not be taken for it.
 *
 * @param least the least plausible drift in a sample, at most 0
 * @param most the most, at least 0
 * @param middle the sample at which the level is the usual one
 */
record Trend(double least, double most, double middle) {

  /**
   * @param values a sample each, the newest last; NaN without one
   */
  static Trend of(double[] values) {
    double[] time = new double[values.length];
    Arrays.setAll(time, t -> t);
    Slope drift = Slope.of(values, time);
    double middle = (values.length - 1) / 2.0;
    return Double.isNaN(drift.fitted())
        ? new Trend(0, 0, middle)
        : new Trend(
            Math.min(0, drift.fitted() - drift.error()),
            Math.max(0, drift.fitted() + drift.error()),
            middle);
  }

  /** The least that it plausibly adds to the level at a sample after the past. */
  double least(int t) {
    return least * (t - middle);
  }

  /** The most that it plausibly adds. */
  double most(int t) {
    return most * (t - middle);
  }
}
