package dev.sluice.inspection.stream;

/**
 * How far each sample is above, below and more restless than its baseline, one after the other from
 * a change on, real or placebo.
 */
final class Excess {
  private final Baseline baseline;
  private final int skipped;
  private int taken;
  private double before;

  /** From sample to sample, before the change. */
  final double usualStep;

  /** What the newest sample is above what is plausible; NaN where that can't be told. */
  double up;

  /** What it is below. */
  double down;

  /** How much larger than usual the step to it is. */
  double spread;

  /**
   * @param residuals of the samples before the change, NaN where there are none
   */
  Excess(MetricPast past, Baseline baseline, double[] residuals) {
    this.baseline = baseline;
    skipped = past.skipped;
    usualStep = usualStep(residuals);
    before = residuals.length == 0 ? Double.NaN : residuals[residuals.length - 1];
  }

  private static double usualStep(double[] residuals) {
    double sum = 0;
    int count = 0;
    for (int i = 1; i < residuals.length; i++) {
      double step = Math.abs(residuals[i] - residuals[i - 1]);
      if (!Double.isNaN(step)) {
        sum += step;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Takes a sample for which the baseline was just looked at. */
  void take(double treatment) {
    double residual = treatment - baseline.middle;
    up = (treatment - baseline.high) * damping(baseline.high);
    down = (baseline.low - treatment) * damping(baseline.low);
    spread =
        taken > skipped
            ? Math.abs(residual - before) * damping(baseline.middle) - usualStep
            : Double.NaN;
    before = residual;
    taken++;
  }

  /** Where everybody rose, noise rose with it: below 1 then, else 1. */
  private double damping(double expected) {
    // Half of the samples rise a little: a division costs less than a branch that can't be guessed.
    return baseline.level > 0 ? baseline.level / Math.max(baseline.level, expected) : 1;
  }

  int taken() {
    return taken;
  }

  double before() {
    return before;
  }

  /** Goes on where another one was. */
  void restore(int samples, double residual) {
    taken = samples;
    before = residual;
  }
}
