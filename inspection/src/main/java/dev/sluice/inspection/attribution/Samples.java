package dev.sluice.inspection.attribution;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Middles of samples of which some are missing (NaN). */
final class Samples {
  private Samples() {}

  /** NaN where all are missing. */
  static double median(double[] samples) {
    double[] known = DoubleStream.of(samples).filter(one -> !Double.isNaN(one)).sorted().toArray();
    int size = known.length;
    return size == 0 ? Double.NaN : (known[(size - 1) / 2] + known[size / 2]) / 2;
  }

  /** Of those from an index on; NaN where all are missing. */
  static double median(double[] samples, int from) {
    return median(from(samples, from));
  }

  /** Of those from an index on; NaN where all are missing. */
  static double mean(double[] samples, int from) {
    return DoubleStream.of(from(samples, from))
        .filter(one -> !Double.isNaN(one))
        .average()
        .orElse(Double.NaN);
  }

  /** Median distance from a middle. */
  static double distance(double[] samples, double middle) {
    return median(DoubleStream.of(samples).map(one -> Math.abs(one - middle)).toArray());
  }

  static double deviation(double[] samples) {
    double[] known = DoubleStream.of(samples).filter(one -> !Double.isNaN(one)).toArray();
    double mean = DoubleStream.of(known).average().orElse(0);
    return Math.sqrt(
        DoubleStream.of(known).map(one -> (one - mean) * (one - mean)).average().orElse(0));
  }

  private static double[] from(double[] samples, int from) {
    return Arrays.copyOfRange(samples, Math.min(from, samples.length), samples.length);
  }

  /** Grows from 0 to 1, and is one half at {@code half}; 0 for what is missing or below 0. */
  static double saturated(double value, double half) {
    return value > 0 ? value / (value + half) : 0;
  }
}
