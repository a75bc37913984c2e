package dev.sluice.inspection.stream;

import java.util.Arrays;

/** The smallest step between values seen: one error, one page, one cent. */
final class Quantum {
  private static final int SOME = 16;
  private static final double ROUNDING = 1e-9;

  private Quantum() {}

  /**
   * 0 where all values are the same.
   *
   * @param limit a step as small as this is as good as the smallest
   */
  static double of(double[] values, double limit) {
    double some = of(values, 0, Math.min(SOME, values.length));
    return some > 0 && some <= limit ? some : of(values, 0, values.length);
  }

  private static double of(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    double quantum = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double step = sorted[i] - sorted[i - 1];
      // What differs by rounding alone is the same value. NaN comes last, and is none.
      boolean other = step > ROUNDING * Math.abs(sorted[i]) && step > 0;
      quantum = other ? Math.min(quantum, step) : quantum;
    }
    return Double.isInfinite(quantum) ? 0 : quantum;
  }
}
