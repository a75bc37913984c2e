package dev.sluice.inspection.stream;

/** A change that was not made, in the metric's past, followed for a whole bake. */
final class Placebo {
  /** By channel, window and stage. */
  private final double[][][] largest = new double[Walk.CHANNELS][][];

  /**
   * @param at the sample from which it counts; a bake's length lies behind it
   * @param baseline from what was before
   */
  Placebo(MetricPast past, int at, Baseline baseline, Stages stages) {
    double[][] excesses = excesses(past, at, baseline);
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      Windows.Lengths lengths = Walk.lengths(past, channel, true);
      largest[channel] = new double[Windows.LENGTHS.length][];
      for (int w = lengths.shortest(); w <= lengths.longest(); w++) {
        largest[channel][w] = Windows.largest(excesses[channel], Windows.LENGTHS[w], stages);
      }
    }
  }

  /** By channel and sample since the start-up. */
  private static double[][] excesses(MetricPast past, int at, Baseline baseline) {
    int skipped = past.terms.skipped();
    Excess excess = new Excess(skipped, baseline, baseline.residuals(past, at));
    int planned = past.terms.planned();
    double[][] excesses = new double[Walk.CHANNELS][planned - skipped];
    for (int k = 0; k < planned; k++) {
      baseline.look(past, at + k);
      excess.take(past.treatment[at + k]);
      if (k >= skipped) {
        excesses[Walk.UP][k - skipped] = excess.of(Walk.UP);
        excesses[Walk.DOWN][k - skipped] = excess.of(Walk.DOWN);
        excesses[Walk.SPREAD][k - skipped] = excess.of(Walk.SPREAD);
      }
    }
    return excesses;
  }

  /**
   * The largest mean excess within one stage; 0 where none was above.
   *
   * @param channel see {@link Walk}
   * @param w index into {@link Windows#LENGTHS}, of one that counts in this channel
   */
  double largest(int channel, int w, int stage) {
    return largest[channel][w][stage];
  }
}
