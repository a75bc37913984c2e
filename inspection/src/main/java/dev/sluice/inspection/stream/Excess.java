package dev.sluice.inspection.stream;

/**
 * How far each sample is above, below and more restless than its baseline, one after the other from
 * a change on, real or placebo.
 */
final class Excess {
  private final Baseline baseline;
  private final int skipped;
  private int taken;
  private double treatment = Double.NaN;
  private double residual;
  private double before = Double.NaN;

  /** From sample to sample, before the change. */
  final double usualStep;

  /**
   * @param skipped samples of the start-up
   * @param residuals of the samples before the change, NaN where there are none
   */
  Excess(int skipped, Baseline baseline, double[] residuals) {
    this.baseline = baseline;
    this.skipped = skipped;
    usualStep = usualStep(residuals);
    residual = residuals.length == 0 ? Double.NaN : residuals[residuals.length - 1];
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
  void take(double sample) {
    treatment = sample;
    before = residual;
    residual = sample - baseline.middle;
    taken++;
  }

  /**
   * That of the newest sample; NaN where it can't be told.
   *
   * @param channel see {@link Walk}
   */
  double of(int channel) {
    return switch (channel) {
      case Walk.UP -> (treatment - baseline.high) * damping(baseline.high);
      case Walk.DOWN -> (baseline.low - treatment) * damping(baseline.low);
      default -> counted() > 1 ? step() - usualStep : Double.NaN;
    };
  }

  private double step() {
    return Math.abs(residual - before) * damping(baseline.middle);
  }

  /** Whether there was anything to compare in the newest sample. */
  boolean isKnown() {
    return !Double.isNaN(residual);
  }

  /** Where everybody rose, noise rose with it: below 1 then, else 1. */
  private double damping(double expected) {
    // Half of the samples rise a little: a division costs less than a branch that can't be guessed.
    return baseline.level > 0 ? baseline.level / Math.max(baseline.level, expected) : 1;
  }

  int taken() {
    return taken;
  }

  /** How many of them came after the start-up; less than 1 before its end. */
  int counted() {
    return taken - skipped;
  }

  /** The newest sample; NaN where there is none. */
  double treatment() {
    return treatment;
  }

  double residual() {
    return residual;
  }

  /** Goes on where another one was. */
  void restore(int samples, double newest) {
    taken = samples;
    residual = newest;
  }
}
