package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/**
 * Follows one metric from a change on, real or placebo: how far it is above, below and more
 * restless than its baseline, over windows of several lengths.
 */
final class Walk {
  static final int UP = 0;
  static final int DOWN = 1;
  static final int SPREAD = 2;
  static final int CHANNELS = 3;

  /** Not a channel of a walk: what {@link Growth} finds. */
  static final int GROWTH = 3;

  /** Restlessness needs some samples to be told from one step, and is no drift. */
  private static final int SHORTEST_SPREAD = 2;

  private static final int LONGEST_SPREAD = 4;
  private static final int REMEMBERED = 12;

  private MetricPast past;
  private final Baseline baseline;
  private final int at;
  private final Windows[] windows;
  private boolean grew;
  final double deviation;
  final double restlessness;

  /** How long noise remembers; told by placebos where there are any. */
  final Memory memory;

  /** Number of samples behind the deviation. */
  final int residuals;

  private final double usualStep;
  private int taken;
  private int known;
  private final double[] observed = new double[REMEMBERED];
  private final double[] expected = new double[REMEMBERED];
  private double before = Double.NaN;

  /**
   * @param hasNull whether placebos tell what is usual, without which only longer windows count
   */
  Walk(MetricPast past, int at, boolean hasNull) {
    int last = Windows.LENGTHS.length - 1;
    windows =
        new Windows[] {
          new Windows(hasNull ? 0 : 1, past.isBadUp() ? last : -1),
          new Windows(hasNull ? 0 : 1, past.isBadDown() ? last : -1),
          new Windows(SHORTEST_SPREAD, hasNull ? LONGEST_SPREAD : -1)
        };
    this.past = past;
    this.at = at;
    baseline = new Baseline(past, at, hasNull);
    int from = Math.max(0, at - past.reference);
    double[] residuals = new double[at - from];
    double[] steps = new double[at - from];
    for (int t = from; t < at; t++) {
      baseline.look(t);
      residuals[t - from] = past.treatment[t] - baseline.middle;
      steps[t - from] =
          t == from ? Double.NaN : Math.abs(residuals[t - from] - residuals[t - from - 1]);
    }
    this.residuals = Medians.known(residuals, 0, residuals.length);
    // Placebos are measured by how far they go, not by their scatter.
    boolean live = at == past.length;
    deviation = live ? Medians.deviation(residuals) : Double.NaN;
    restlessness = live && hasNull ? Medians.deviation(steps) : Double.NaN;
    memory = live && !hasNull ? memory(residuals, from) : new Memory(0);
    usualStep = mean(steps);
    before = residuals.length == 0 ? Double.NaN : residuals[residuals.length - 1];
  }

  /** From the changed targets, and from each unchanged one beside all of them. */
  private Memory memory(double[] residuals, int from) {
    Memory.Estimate estimate = new Memory.Estimate();
    estimate.add(residuals);
    for (int j = 1; j < past.controls.size(); j++) {
      double[] beside = new double[residuals.length];
      for (int t = from; t < at; t++) {
        beside[t - from] = past.controls.get(j)[t] - past.controls.getFirst()[t];
      }
      estimate.add(beside);
    }
    return estimate.memory(residuals.length);
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  double level() {
    return baseline.level;
  }

  double usualStep() {
    return usualStep;
  }

  Baseline baseline() {
    return baseline;
  }

  /** What was before is not looked at again. */
  void begin() {
    past = past.withoutSamples();
    baseline.begin();
  }

  /** Takes the next sample of the past, where no change was made. */
  void takePast() {
    int t = at + taken;
    baseline.look(t);
    take(past.treatment[t]);
  }

  /**
   * @param treatment the changed targets as one, NaN without a sample
   * @param controls the unchanged ones
   */
  void take(double treatment, double[] controls) {
    baseline.look(at + taken, controls);
    take(treatment);
  }

  private void take(double treatment) {
    double residual = treatment - baseline.middle;
    if (taken >= past.skipped) {
      if (!Double.isNaN(residual)) {
        observed[known % REMEMBERED] = treatment;
        expected[known % REMEMBERED] = baseline.middle;
        known++;
      }
      double step = Math.abs(residual - before) * damping(baseline.middle) - usualStep;
      boolean up = windows[UP].take((treatment - baseline.high) * damping(baseline.high));
      boolean down = windows[DOWN].take((baseline.low - treatment) * damping(baseline.low));
      boolean restless = windows[SPREAD].take(taken > past.skipped ? step : Double.NaN);
      grew |= up || down || restless;
    }
    before = residual;
    taken++;
  }

  /** Where everybody rose, noise rose with it. */
  private double damping(double expected) {
    return baseline.level > 0 && expected > baseline.level ? baseline.level / expected : 1;
  }

  /** The largest mean excess so far; 0 where this window does not count in this channel. */
  double largest(int channel, int w) {
    return windows[channel].largest(w);
  }

  /** The newest mean excess; NaN while the window is not full. */
  double newest(int channel, int w) {
    return windows[channel].newest(w);
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

  private double mean(double[] values, int samples) {
    int count = Math.min(Math.min(samples, REMEMBERED), known);
    double sum = 0;
    for (int back = 1; back <= count; back++) {
      sum += values[(known - back) % REMEMBERED];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The sample since the change with which the window of the largest mean excess begins. */
  int begin(int channel, int w) {
    return windows[channel].begin(w);
  }

  /** Whether any of them grew since this was last asked. */
  boolean grewSince() {
    boolean answer = grew;
    grew = false;
    return answer;
  }

  int taken() {
    return taken;
  }

  void write(ByteBuffer out) {
    out.putInt(taken).putInt(known).putDouble(before);
    for (int i = 0; i < REMEMBERED; i++) {
      out.putDouble(observed[i]).putDouble(expected[i]);
    }
    for (Windows each : windows) {
      each.write(out);
    }
  }

  void read(ByteBuffer in) {
    taken = in.getInt();
    known = in.getInt();
    before = in.getDouble();
    for (int i = 0; i < REMEMBERED; i++) {
      observed[i] = in.getDouble();
      expected[i] = in.getDouble();
    }
    for (Windows each : windows) {
      each.read(in);
    }
    grew = true;
  }
}
