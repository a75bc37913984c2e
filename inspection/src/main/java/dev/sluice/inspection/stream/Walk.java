package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricFigures;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private static final int LONGEST = Windows.LENGTHS.length - 1;

  /** Restlessness needs some samples to be told from one step, and is no drift. */
  static final int SHORTEST_SPREAD = 3;

  private static final int LONGEST_SPREAD = 5;
  private static final int REMEMBERED = 12;

  /** With fewer apart from each other all placebos are about the same one, and hide what lasts. */
  private static final int FEWEST_BAKES = 2;

  private final int skipped;
  private final Baseline baseline;
  private final Excess excess;
  private final @Nullable Windows[] windows = new Windows[CHANNELS];
  final double deviation;
  final double restlessness;

  /** The deviation from their own level alone. */
  private final double deviationAlone;

  /** How long noise remembers; told by placebos where there are enough. */
  final Memory memory;

  /** Number of samples behind the deviation. */
  final int residuals;

  private int known;
  private final float[] observed = new float[REMEMBERED];
  private final float[] expected = new float[REMEMBERED];

  /**
   * @param past all of it is before the change
   * @param hasNull whether placebos tell what is usual, without which only longer windows count
   */
  Walk(MetricPast past, boolean hasNull) {
    skipped = past.terms.skipped();
    for (int channel = 0; channel < CHANNELS; channel++) {
      Windows.Lengths lengths = lengths(past, channel, hasNull);
      windows[channel] = lengths.any() ? new Windows(lengths) : null;
    }
    baseline = Baseline.of(past, past.length, hasNull);
    double[] residuals = baseline.residuals(past, past.length);
    excess = new Excess(skipped, baseline, residuals);
    this.residuals = Statistics.known(residuals, 0, residuals.length);
    deviation = Statistics.deviation(residuals);
    int from = past.length - residuals.length;
    deviationAlone = Statistics.deviation(Arrays.copyOfRange(past.treatment, from, past.length));
    restlessness = hasNull ? Statistics.deviation(steps(residuals)) : Double.NaN;
    memory = hasNull && past.bakes() >= FEWEST_BAKES ? Memory.NONE : memory(past, residuals);
  }

  /** Which windows count in a channel. */
  static Windows.Lengths lengths(MetricPast past, int channel, boolean hasNull) {
    int shortest = hasNull ? 0 : 1;
    return switch (channel) {
      case UP -> new Windows.Lengths(shortest, past.terms.isBadUp() ? LONGEST : -1);
      case DOWN -> new Windows.Lengths(shortest, past.terms.isBadDown() ? LONGEST : -1);
      default -> new Windows.Lengths(SHORTEST_SPREAD, hasNull ? LONGEST_SPREAD : -1);
    };
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
    if (taken() <= skipped) {
      return false;
    }
    if (excess.isKnown()) {
      observed[known % REMEMBERED] = (float) treatment;
      expected[known % REMEMBERED] = (float) baseline.middle;
      known++;
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      Windows some = windows[channel];
      if (some != null) {
        some.take(excess.of(channel));
      }
    }
    return true;
  }

  /** The newest mean excess; NaN while the window is not full. */
  double newest(int channel, int w) {
    Windows some = windows[channel];
    return some == null ? Double.NaN : some.newest(w);
  }

  /**
   * Whether any newest mean excess is beyond its limit.
   *
   * @param limits by channel and window that counts
   */
  boolean exceeds(float[][] limits) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      Windows some = windows[channel];
      if (some != null && some.exceed(limits[channel])) {
        return true;
      }
    }
    return false;
  }

  /** Samples since the start-up that could be compared. */
  int known() {
    return known;
  }

  /**
   * What the changed targets showed of late.
   *
   * @param samples how many, at most 12 are remembered
   */
  double observed(int samples) {
    return mean(observed, samples);
  }

  /** What they should have shown. */
  double expected(int samples) {
    return mean(expected, samples);
  }

  private double mean(float[] values, int samples) {
    int count = Math.min(Math.min(samples, REMEMBERED), known);
    double sum = 0;
    for (int back = 1; back <= count; back++) {
      sum += values[(known - back) % REMEMBERED];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The stage of the newest sample. */
  int stage() {
    return Stages.of(taken() - skipped);
  }

  int taken() {
    return excess.taken();
  }

  void write(ByteBuffer out) {
    out.putInt(taken()).putInt(known).putDouble(excess.residual());
    for (int i = 0; i < REMEMBERED; i++) {
      out.putFloat(observed[i]).putFloat(expected[i]);
    }
    for (Windows some : windows) {
      if (some != null) {
        some.write(out);
      }
    }
  }

  void read(ByteBuffer in) {
    int taken = in.getInt();
    known = in.getInt();
    excess.restore(taken, in.getDouble());
    for (int i = 0; i < REMEMBERED; i++) {
      observed[i] = in.getFloat();
      expected[i] = in.getFloat();
    }
    for (Windows some : windows) {
      if (some != null) {
        some.read(in);
      }
    }
  }
}
