package dev.sluice.inspection.stream;

/**
 * How far the changed targets went along when an unchanged one moved: 1 where both move by as much,
 * the ratio of their levels where they move in proportion. Least squares over the past, both
 * counted from their medians.
 *
 * @param fitted NaN where there are too few samples to tell
 * @param error its standard error, widened for residuals that remember the one before
 */
record Slope(double fitted, double error) {
  private static final Slope UNKNOWN = new Slope(Double.NaN, Double.NaN);
  private static final int FEWEST = 8;
  private static final double LONGEST_MEMORY = 0.95;

  /** Standard errors within which a slope is plausible. */
  private static final double PLAUSIBLE = 2;

  static Slope of(double[] treatment, double[] control) {
    double[] changed = centred(treatment);
    double[] unchanged = centred(control);
    double squares = 0;
    double products = 0;
    int samples = 0;
    for (int t = 0; t < changed.length; t++) {
      if (!Double.isNaN(changed[t] * unchanged[t])) {
        squares += unchanged[t] * unchanged[t];
        products += unchanged[t] * changed[t];
        samples++;
      }
    }
    if (samples < FEWEST || !(squares > 0)) {
      return UNKNOWN;
    }
    double fitted = products / squares;
    return new Slope(fitted, error(changed, unchanged, fitted, samples * squares));
  }

  private static double[] centred(double[] values) {
    double median = Statistics.median(values);
    double[] centred = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      centred[t] = values[t] - median;
    }
    return centred;
  }

  private static double error(double[] changed, double[] unchanged, double fitted, double weight) {
    double squares = 0;
    double products = 0;
    double before = 0;
    for (int t = 0; t < changed.length; t++) {
      double residual = changed[t] - fitted * unchanged[t];
      if (!Double.isNaN(residual)) {
        squares += residual * residual;
        products += residual * before;
        before = residual;
      }
    }
    double memory = squares > 0 ? Math.clamp(products / squares, 0, LONGEST_MEMORY) : 0;
    return Math.sqrt(squares / weight * (1 + memory) / (1 - memory));
  }

  /** The least plausible one in a range. */
  double least(double low, double high) {
    return Double.isNaN(fitted) ? low : Math.clamp(fitted - PLAUSIBLE * error, low, high);
  }

  /** The largest plausible one in a range. */
  double most(double low, double high) {
    return Double.isNaN(fitted) ? high : Math.clamp(fitted + PLAUSIBLE * error, low, high);
  }

  /** The likeliest one in a range; by as much where the past doesn't tell. */
  double likeliest(double low, double high) {
    return Double.isNaN(fitted) ? 1 : Math.clamp(fitted, low, high);
  }
}
