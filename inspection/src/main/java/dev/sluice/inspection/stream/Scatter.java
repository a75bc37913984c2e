package dev.sluice.inspection.stream;

import java.util.Arrays;

/**
 * How the changed targets scattered in the reference before the change.
 *
 * @param deviation from what was expected of them
 * @param alone the same from their own level alone
 * @param restlessness deviation of their steps; NaN where there are no placebos
 * @param memory how long noise remembers; told by placebos where there are enough
 * @param samples behind the deviation
 */
record Scatter(double deviation, double alone, double restlessness, Memory memory, int samples) {
  /** With fewer apart from each other all placebos are about the same one, and hide what lasts. */
  private static final int FEWEST_BAKES = 2;

  /**
   * @param residuals how far each sample of the reference was from what was expected
   */
  static Scatter of(MetricPast past, double[] residuals, boolean hasPlacebos) {
    int from = past.length - residuals.length;
    return new Scatter(
        Statistics.deviation(residuals),
        Statistics.deviation(Arrays.copyOfRange(past.treatment, from, past.length)),
        hasPlacebos ? Statistics.deviation(steps(residuals)) : Double.NaN,
        hasPlacebos && past.bakes() >= FEWEST_BAKES ? Memory.NONE : memory(past, residuals),
        Statistics.known(residuals, 0, residuals.length));
  }

  private static double[] steps(double[] residuals) {
    double[] steps = new double[Math.max(0, residuals.length - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(residuals[i + 1] - residuals[i]);
    }
    return steps;
  }

  /** From the changed targets, and from each unchanged one beside all of them. */
  private static Memory memory(MetricPast past, double[] residuals) {
    Memory.Estimate estimate = new Memory.Estimate();
    estimate.add(residuals);
    int from = past.length - residuals.length;
    for (int j = 1; j < past.controls.size(); j++) {
      double[] beside = new double[residuals.length];
      for (int i = 0; i < beside.length; i++) {
        beside[i] = past.controls.get(j)[from + i] - past.controls.getFirst()[from + i];
      }
      estimate.add(beside);
    }
    return estimate.memory(residuals.length);
  }

  /** The smaller deviation, of samples or of steps. */
  double tamest() {
    return Double.isNaN(restlessness) ? deviation : Math.min(deviation, restlessness);
  }
}
