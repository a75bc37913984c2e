package dev.sluice.inspection.stream;

import java.util.ArrayList;
import java.util.List;

/** A change that was not made, in the metric's past, followed for a whole bake. */
final class Placebo {
  /** By window, as the layout orders them, and stage. */
  private final double[][] largest;

  /**
   * @param at the sample from which it counts; a bake's length lies behind it
   * @param baseline from what was before
   */
  private Placebo(MetricPast past, Layout layout, int at, Baseline baseline, Stages stages) {
    double[][] excesses = excesses(past, at, baseline);
    largest = new double[layout.count()][];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Windows.largest(excesses[layout.channel(i)], layout.length(i), stages);
    }
  }

  /**
   * Those that a past has room for.
   *
   * @param most how many at most
   */
  static List<Placebo> of(MetricPast past, int most) {
    List<Placebo> placebos = new ArrayList<>();
    Layout layout = Layout.of(past.terms.spec().badDirection(), true);
    Stages stages = new Stages(past.terms.skipped(), past.planned);
    for (int at : past.placebos(most)) {
      Baseline baseline = Baseline.of(past, at, true);
      if (!Double.isNaN(baseline.level)) {
        placebos.add(new Placebo(past, layout, at, baseline, stages));
      }
    }
    return placebos;
  }

  /** By channel and sample since the start-up. */
  private static double[][] excesses(MetricPast past, int at, Baseline baseline) {
    int skipped = past.terms.skipped();
    int planned = past.planned;
    Excess excess = new Excess(skipped, baseline, baseline.residuals(past, at));
    double[][] excesses = new double[Walk.CHANNELS][planned - skipped];
    for (int k = 0; k < planned; k++) {
      baseline.look(past, at + k);
      excess.take(past.treatment[at + k]);
      for (int channel = 0; k >= skipped && channel < Walk.CHANNELS; channel++) {
        excesses[channel][k - skipped] = excess.of(channel);
      }
    }
    return excesses;
  }

  /**
   * The largest mean excess of a window within one stage; 0 where none was above.
   *
   * @param i where the window stands
   */
  double largest(int i, int stage) {
    return largest[i][stage];
  }
}
