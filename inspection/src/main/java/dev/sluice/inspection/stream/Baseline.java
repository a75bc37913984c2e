package dev.sluice.inspection.stream;

/**
 * What the changed targets would show without the change: not one value but the range of what is
 * plausible.
 */
abstract sealed class Baseline permits Alone, Beside {
  final Terms terms;
  final double level;
  double low;
  double high;
  double middle;

  Baseline(MetricPast past, int at) {
    terms = past.terms;
    level = Statistics.median(past.treatment, from(past, at), at);
  }

  /**
   * @param at the sample from which the change counts: only what is before is used
   * @param each whether each unchanged target may excuse a move, not only all together: that widens
   *     the range by their noise, which placebos must pay for
   */
  static Baseline of(MetricPast past, int at, boolean each) {
    int compared = each ? past.controls.size() : Math.min(1, past.controls.size());
    return compared == 0 ? new Alone(past, at, !each) : new Beside(past, at, compared);
  }

  /** The first sample of the reference. */
  static int from(MetricPast past, int at) {
    return Math.max(0, at - past.reference);
  }

  /** What the changed targets are compared with, in words. */
  abstract String words();

  /** Whether that is nothing but the level they had. */
  abstract boolean isOwnLevel();

  /** Sets low, high and middle at a sample of the past; NaN where nothing tells. */
  abstract void look(MetricPast past, int t);

  /**
   * The same since the change.
   *
   * @param k the sample, from 0
   * @param control one value for each unchanged target
   */
  abstract void lookSince(int k, double[] control);

  /** The same, with what the author expects for plausible too. */
  final void expect(int k, double[] control) {
    lookSince(k, control);
    double effect = terms.spec().expectedEffect();
    if (effect > 0) {
      double up = terms.isRate() ? effect : effect * Math.abs(high);
      double down = terms.isRate() ? effect : effect * Math.abs(low);
      high += terms.isBadUp() ? up : 0;
      low -= terms.isBadDown() ? down : 0;
    }
  }

  /** How far each sample of the reference, the newest last, was from what was expected. */
  final double[] residuals(MetricPast past, int at) {
    int from = from(past, at);
    double[] residuals = new double[at - from];
    for (int t = from; t < at; t++) {
      look(past, t);
      residuals[t - from] = past.treatment[t] - middle;
    }
    return residuals;
  }

  final void narrow(double value) {
    low = value;
    high = value;
    middle = value;
  }

  final void widen(double value) {
    if (!Double.isNaN(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
}
