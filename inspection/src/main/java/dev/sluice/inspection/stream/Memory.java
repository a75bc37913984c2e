package dev.sluice.inspection.stream;

/**
 * How long noise remembers, where there are no placebos to tell: a first-order autoregression.
 *
 * @param correlation of a sample with the one before, in 0 to 0.95
 */
record Memory(double correlation) {
  static final Memory NONE = new Memory(0);

  private static final double LONGEST = 0.95;

  /** Sums over several series of the same noise. */
  static final class Estimate {
    private double products;
    private double squares;
    private int samples;

    /** Adds a series that varies about its own mean; NaN where there is no sample. */
    void add(double[] values) {
      double mean = Statistics.mean(values);
      for (int i = 1; i < values.length; i++) {
        double before = values[i - 1] - mean;
        double after = values[i] - mean;
        if (!Double.isNaN(before * after)) {
          products += before * after;
          squares += (before * before + after * after) / 2;
          samples++;
        }
      }
    }

    /**
     * @param length of one series: a short one hides memory by about (1 + 3 r) / n (M. Kendall,
     *     "Note on bias in the estimation of autocorrelation", Biometrika 41, 1954)
     */
    Memory memory(int length) {
      double raw = samples == 0 || squares == 0 ? 0 : products / squares;
      return new Memory(Math.clamp(raw + (1 + 3 * raw) / Math.max(1, length), 0, LONGEST));
    }
  }

  /** The variance of a mean of so many samples, in variances of one. */
  double varianceOfMean(int samples) {
    double sum = 1;
    double power = 1;
    for (int k = 1; k < samples && power > 1e-6; k++) {
      power *= correlation;
      sum += 2 * (1 - (double) k / samples) * power;
    }
    return sum / samples;
  }
}
