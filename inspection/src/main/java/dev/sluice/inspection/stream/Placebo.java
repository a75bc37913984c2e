package dev.sluice.inspection.stream;

/** A change that was not made, in the metric's past, followed for a whole bake. */
final class Placebo implements Excursion {
  private final double[][] largest = new double[Walk.CHANNELS][Windows.LENGTHS.length];

  /**
   * @param at the sample from which it counts; a bake's length lies behind it
   * @param baseline from what was before
   */
  Placebo(MetricPast past, int at, Baseline baseline) {
    double[][] excesses = excesses(past, at, baseline);
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      Windows.Lengths lengths = Walk.lengths(past, channel, true);
      for (int w = lengths.shortest(); w <= lengths.longest(); w++) {
        largest[channel][w] = Window.largest(excesses[channel], Windows.LENGTHS[w]);
      }
    }
  }

  /** By channel and sample since the start-up. */
  private static double[][] excesses(MetricPast past, int at, Baseline baseline) {
    Excess excess = new Excess(past, baseline, baseline.residuals());
    double[][] excesses = new double[Walk.CHANNELS][past.planned - past.skipped];
    for (int k = 0; k < past.planned; k++) {
      baseline.look(at + k);
      excess.take(past.treatment[at + k]);
      if (k >= past.skipped) {
        excesses[Walk.UP][k - past.skipped] = excess.of(Walk.UP);
        excesses[Walk.DOWN][k - past.skipped] = excess.of(Walk.DOWN);
        excesses[Walk.SPREAD][k - past.skipped] = excess.of(Walk.SPREAD);
      }
    }
    return excesses;
  }

  @Override
  public double largest(int channel, int w) {
    return largest[channel][w];
  }
}
