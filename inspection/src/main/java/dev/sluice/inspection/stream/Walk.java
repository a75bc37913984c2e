package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricFigures;
import java.nio.ByteBuffer;

/**
 * Follows one metric from a change on: how far it is above, below and more restless than its
 * baseline, over windows of several lengths.
 */
final class Walk {
  static final int UP = 0;
  static final int DOWN = 1;
  static final int SPREAD = 2;
  static final int CHANNELS = 3;

  /** Not a channel of a walk: what {@link Growth} finds. */
  static final int GROWTH = 3;

  private static final int REMEMBERED = 12;

  private final Baseline baseline;
  private final Excess excess;
  private final Windows windows;

  /** Around what was expected, and around their own level: no more than words say of them. */
  private final float deviation;

  private final float deviationAlone;
  private int known;

  /** What the changed targets showed of late, then what they should have shown. */
  private final float[] recent = new float[2 * REMEMBERED];

  /**
   * @param baseline from what was before
   * @param excess from the change on
   * @param scatter of the samples before
   */
  Walk(Layout layout, Baseline baseline, Excess excess, Scatter scatter) {
    this.baseline = baseline;
    this.excess = excess;
    windows = new Windows(layout);
    deviation = (float) scatter.deviation();
    deviationAlone = (float) scatter.alone();
  }

  double level() {
    return baseline.level;
  }

  /** How well what is expected told what came before, beside their own level; may be empty. */
  String fitness() {
    double level = Math.abs(level());
    return level > 0
        ? "before, they scattered %s around that and %s around their own level"
            .formatted(
                MetricFigures.percent(deviation / level),
                MetricFigures.percent(deviationAlone / level))
        : "";
  }

  double usualStep() {
    return excess.usualStep;
  }

  Baseline baseline() {
    return baseline;
  }

  /**
   * @param treatment the changed targets as one, NaN without a sample
   * @param control one value for each unchanged target
   * @return whether it counts: the start-up is over
   */
  boolean take(double treatment, double[] control) {
    baseline.expect(taken(), control);
    excess.take(treatment);
    if (excess.counted() < 1) {
      return false;
    }
    if (excess.isKnown()) {
      recent[known % REMEMBERED] = (float) treatment;
      recent[known % REMEMBERED + REMEMBERED] = (float) baseline.middle;
      known++;
    }
    windows.take(excess);
    return true;
  }

  /** The newest mean excess of the window that stands there; NaN while it is not full. */
  double newest(int i) {
    return windows.newest(i);
  }

  /** Whether any newest mean excess is beyond its limit. */
  boolean exceeds(float[] limits) {
    return windows.exceed(limits);
  }

  /** Samples since the start-up that could be compared. */
  int known() {
    return known;
  }

  /** The newest value of the changed targets; NaN without a sample. */
  double observedNow() {
    return excess.treatment();
  }

  /**
   * What the changed targets showed of late.
   *
   * @param samples how many, at most 12 are remembered
   */
  double observed(int samples) {
    return mean(0, samples);
  }

  /** What they should have shown. */
  double expected(int samples) {
    return mean(REMEMBERED, samples);
  }

  private double mean(int from, int samples) {
    int count = Math.min(Math.min(samples, REMEMBERED), known);
    double sum = 0;
    for (int back = 1; back <= count; back++) {
      sum += recent[from + (known - back) % REMEMBERED];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The stage of the newest sample. */
  int stage() {
    return Stages.of(excess.counted());
  }

  int taken() {
    return excess.taken();
  }

  void write(ByteBuffer out) {
    out.putInt(taken()).putInt(known).putDouble(excess.residual());
    for (float value : recent) {
      out.putFloat(value);
    }
    windows.write(out);
  }

  void read(ByteBuffer in) {
    int taken = in.getInt();
    known = in.getInt();
    excess.restore(taken, in.getDouble());
    for (int i = 0; i < recent.length; i++) {
      recent[i] = in.getFloat();
    }
    windows.read(in);
  }
}
