package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How far each window of each channel goes when nothing was changed: the root mean square of what
 * it did at placebo changes in the past, and at least what independent noise would do.
 *
 * <p>The largest excess that a placebo has had by the end of a stage pays for looking after every
 * sample of it: the null distribution is that of the maximum.
 */
final class Noise {
  /** Scores of placebos beyond this are more than their own spread explains. */
  static final double USUAL_PLACEBO_SCORE = 0.7;

  /** Independent noise is seldom as tame as its median deviation says. */
  private static final double CAUTION = 1.2;

  /**
   * Without placebos a deviation from few samples is all there is: about what Student's
   * distribution adds at one in a thousand, for each degree of freedom, and as much again for tails
   * that so few don't show.
   */
  private static final double FEW_SAMPLES = 8;

  /** What a root mean square of few independent bakes is too small by, for each of them. */
  private static final double FEW_BAKES = 0.6;

  /** Where samples remember each other for long, few of them look tamer than they are. */
  private static final double MOST_HIDDEN = 0.2;

  /** The whole bake's part in the noise of each stage: what a placebo did at once may be luck. */
  private static final double OF_WHOLE = 0.05;

  private static final int WINDOWS = Windows.LENGTHS.length;
  private static final double SMALLEST = 0x1p-14;
  private static final float[] NONE = {};
  private static final int SOME = 16;
  private static final double SPREAD_WEIGHT = 0.7;
  static final int FEWEST_TO_CALIBRATE = 4;

  /**
   * In {@link #unit}, by channel, and by stage and window that counts; empty where none does. Three
   * digits, as a half-precision number, are more than a noise is known by.
   */
  private final short[][] sizes = new short[Walk.CHANNELS][];

  private final double unit;
  private final int stages;
  private final double floor;
  private final double calibration;
  private final int shortest;

  /**
   * @param live the walk that begins at the real change
   * @param placebos changes that were not made
   * @param floor smallest mean excess that matters
   */
  Noise(MetricPast past, Walk live, List<Placebo> placebos, double floor) {
    this.floor = floor;
    Stages bake = new Stages(past.terms.skipped(), past.terms.planned());
    stages = placebos.isEmpty() ? 1 : bake.count();
    shortest = Walk.lengths(past, Walk.UP, !placebos.isEmpty()).shortest();
    double[][] measured = measured(past, live, placebos, bake);
    unit = largest(measured);
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      sizes[channel] = new short[measured[channel].length];
      for (int i = 0; i < sizes[channel].length; i++) {
        sizes[channel][i] = half(measured[channel][i] / unit);
      }
    }
    calibration = placebos.isEmpty() ? 1 : calibrated(placebos) * ofFew(past);
  }

  /**
   * @param measured by window, the floor in it
   */
  Noise(MetricPast past, double[] measured, double floor) {
    this.floor = floor;
    stages = 1;
    shortest = Walk.lengths(past, Walk.UP, false).shortest();
    unit = largest(new double[][] {measured});
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      sizes[channel] = new short[Walk.lengths(past, channel, false).count()];
      for (int i = 0; i < sizes[channel].length; i++) {
        sizes[channel][i] = half(measured[shortest(channel) + i] / unit);
      }
    }
    calibration = 1;
  }

  private double[][] measured(MetricPast past, Walk live, List<Placebo> placebos, Stages bake) {
    double quantum = quantum(past.treatment, live.tamest());
    double[] alone = alone(live, !placebos.isEmpty());
    double[][] measured = new double[Walk.CHANNELS][];
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      Windows.Lengths lengths = Walk.lengths(past, channel, !placebos.isEmpty());
      measured[channel] = new double[stages * lengths.count()];
      double deviation =
          Math.max(channel == Walk.SPREAD ? live.restlessness : live.deviation, quantum);
      for (int w = lengths.shortest(); w <= lengths.longest(); w++) {
        double[] least = least(deviation * alone[w], Windows.LENGTHS[w], bake);
        double[] found = placebos.isEmpty() ? least : found(placebos, channel, w);
        for (int stage = 0; stage < stages; stage++) {
          measured[channel][stage * lengths.count() + w - lengths.shortest()] =
              Math.max(found[stage], least[stage]) + floor;
        }
      }
    }
    return measured;
  }

  private static double largest(double[][] values) {
    double largest = 0;
    for (double[] some : values) {
      for (double value : some) {
        largest = Math.max(largest, value);
      }
    }
    return largest > 0 ? largest : 1;
  }

  /** What the largest of independent means would be by the end of each stage. */
  private double[] least(double one, int window, Stages bake) {
    double[] least = new double[stages];
    double whole = squareOfLargest(window, bake.planned());
    for (int stage = 0; stage < stages; stage++) {
      int samples = stages == 1 ? bake.planned() : bake.skipped() + bake.end(stage);
      least[stage] = one * Math.sqrt(mixed(squareOfLargest(window, samples), whole));
    }
    return least;
  }

  private static double mixed(double stage, double whole) {
    return (1 - OF_WHOLE) * stage + OF_WHOLE * whole;
  }

  /** The largest of n / w independent means, in deviations of one. */
  static double ofLargest(int window, int planned) {
    return Math.sqrt(squareOfLargest(window, planned));
  }

  /** The square of that, in variances of one. */
  private static double squareOfLargest(int window, int samples) {
    return Math.max(1, 2 * Math.log((double) samples / window));
  }

  /** The deviations of means, in deviations of one sample; by window. */
  private static double[] alone(Walk live, boolean hasNull) {
    double[] deviations = new double[WINDOWS];
    for (int w = 0; w < WINDOWS; w++) {
      deviations[w] =
          hasNull
              ? CAUTION * Math.sqrt(live.memory.varianceOfMean(Windows.LENGTHS[w]))
              : ofRemembered(live.memory, live.residuals, Windows.LENGTHS[w]);
    }
    return deviations;
  }

  /**
   * The deviation of a mean from a level that was itself measured on few samples, in deviations of
   * one sample as they were measured.
   */
  static double ofRemembered(Memory memory, int measured, int window) {
    int samples = Math.max(2, measured);
    double ofLevel = memory.varianceOfMean(samples);
    double hidden = Math.max(MOST_HIDDEN, 1 - ofLevel);
    double variance = (memory.varianceOfMean(window) + ofLevel) / hidden;
    return CAUTION * (1 + FEW_SAMPLES / (samples - 1)) * Math.sqrt(variance);
  }

  /** The root mean square of how far placebos had come by the end of each stage. */
  private double[] found(List<Placebo> placebos, int channel, int w) {
    double[] squares = new double[stages];
    for (Placebo placebo : placebos) {
      double largest = 0;
      for (int stage = 0; stage < stages; stage++) {
        largest = Math.max(largest, placebo.largest(channel, w, stage));
        squares[stage] += largest * largest;
      }
    }
    double whole = squares[stages - 1];
    for (int stage = 0; stage < stages; stage++) {
      squares[stage] = Math.sqrt(mixed(squares[stage], whole) / placebos.size());
    }
    return squares;
  }

  /** Placebos overlap: so many bakes as lie in their time apart from each other tell the noise. */
  private static double ofFew(MetricPast past) {
    return 1 + FEW_BAKES / past.bakes();
  }

  /** The largest over windows and channels varies more than each alone: what that adds. */
  private double calibrated(List<Placebo> placebos) {
    if (placebos.size() < FEWEST_TO_CALIBRATE) {
      return 1;
    }
    double sum = 0;
    for (Placebo placebo : placebos) {
      double score = score(placebo);
      sum += score * score;
    }
    return Math.max(1, Math.sqrt(sum / placebos.size()) / USUAL_PLACEBO_SCORE);
  }

  private double score(Placebo placebo) {
    double best = 0;
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      for (int i = 0; i < sizes[channel].length; i++) {
        int w = shortest(channel) + i % counting(channel);
        int stage = i / counting(channel);
        if (sizes[channel][i] != 0) {
          double excess = placebo.largest(channel, w, stage);
          best = Math.max(best, in(excess, size(channel, w, stage)));
        }
      }
    }
    return best;
  }

  /** Where nothing stands out. */
  Best none(MetricPast past) {
    return new Best(past.terms.isBadUp() ? Walk.UP : Walk.DOWN, shortest, 0, 0, 0, 0);
  }

  /**
   * The worst of the newest windows, if it is worse than this one.
   *
   * @param worst the worst until now
   */
  Best worse(Walk walk, Best worst) {
    Best worse = worst;
    int stage = walk.stage();
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      int shortest = shortest(channel);
      for (int i = 0; i < counting(channel); i++) {
        int w = shortest + i;
        double excess = walk.newest(channel, w);
        if (excess > 0) {
          double score = in(excess, calibration * size(channel, w, stage));
          if (score > worse.score()) {
            worse = new Best(channel, w, stage, walk.taken() - 1, excess, score);
          }
        }
      }
    }
    return worse;
  }

  /**
   * Sets what a mean excess must be beyond to score more than this.
   *
   * @param limits by channel and window that counts
   */
  void limit(int stage, double score, float[][] limits) {
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      for (int i = 0; i < counting(channel); i++) {
        double size = size(channel, shortest(channel) + i, stage);
        limits[channel][i] = (float) Math.min(Float.MAX_VALUE, score * calibration * size);
      }
    }
  }

  /** Room for limits. */
  float[][] limits() {
    float[][] limits = new float[Walk.CHANNELS][];
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      limits[channel] = counting(channel) == 0 ? NONE : new float[counting(channel)];
    }
    return limits;
  }

  /**
   * How bad it may be in truth, in the metric's unit: the newest mean excess of the longest window
   * that is full, and once the noise of a whole bake. NaN while none is full.
   */
  double worstPlausible(Walk walk) {
    double worst = Double.NaN;
    for (int channel : new int[] {Walk.UP, Walk.DOWN}) {
      for (int w = WINDOWS - 1; w >= 0; w--) {
        double excess = walk.newest(channel, w);
        if (!Double.isNaN(excess)) {
          double noise = measured(channel, w, stages - 1);
          double plausible = Math.max(0, excess) + noise - floor;
          worst = Double.isNaN(worst) ? plausible : Math.max(worst, plausible);
          break;
        }
      }
    }
    return worst;
  }

  /** A series that never moved and matters at any move has no noise at all. */
  private static double in(double excess, double noise) {
    return excess <= 0 ? 0 : noise > 0 ? excess / noise : Double.MAX_VALUE;
  }

  /** Nothing else than no noise at all counts as none. */
  private static short half(double share) {
    return share > 0 ? Float.floatToFloat16((float) Math.max(share, SMALLEST)) : 0;
  }

  private double measured(int channel, int w, int stage) {
    int index = stage * counting(channel) + w - shortest(channel);
    return unit * Float.float16ToFloat(sizes[channel][index]);
  }

  private int shortest(int channel) {
    return channel == Walk.SPREAD ? Walk.SHORTEST_SPREAD : shortest;
  }

  /** How many windows count. */
  private int counting(int channel) {
    return sizes[channel].length / stages;
  }

  /** Uncalibrated. */
  private double size(int channel, int w, int stage) {
    double size = measured(channel, w, Math.min(stage, stages - 1));
    return channel == Walk.SPREAD ? size / SPREAD_WEIGHT : size;
  }

  /** In the metric's unit: as large a mean excess as this scores 1. */
  double size(Best best) {
    return calibration * size(best.channel(), best.window(), best.stage());
  }

  /**
   * The smallest step between values seen: one error, one page, one cent.
   *
   * @param limit a step as small as this is as good as the smallest
   */
  static double quantum(double[] values, double limit) {
    double some = quantum(values, 0, Math.min(SOME, values.length));
    return some > 0 && some <= limit ? some : quantum(values, 0, values.length);
  }

  private static double quantum(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    double quantum = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double step = sorted[i] - sorted[i - 1];
      // What differs by rounding alone is the same value. NaN comes last, and is none.
      quantum = step > 1e-9 * Math.abs(sorted[i]) && step > 0 ? Math.min(quantum, step) : quantum;
    }
    return Double.isInfinite(quantum) ? 0 : quantum;
  }

  /**
   * A window that stands out.
   *
   * @param channel see {@link Walk}
   * @param window index into {@link Windows#LENGTHS}
   * @param stage in which it ended
   * @param end the sample since the change, from 0, with which it ended
   * @param excess its mean, in the metric's unit
   * @param score in units of the noise
   */
  record Best(int channel, int window, int stage, int end, double excess, double score) {
    /** The sample since the change, from 0, with which it began. */
    int begin() {
      return Math.max(0, end + 1 - Windows.LENGTHS[window]);
    }

    void write(ByteBuffer out) {
      out.put((byte) channel).put((byte) window).put((byte) stage).putInt(end);
      out.putDouble(excess).putDouble(score);
    }

    static Best read(ByteBuffer in) {
      return new Best(in.get(), in.get(), in.get(), in.getInt(), in.getDouble(), in.getDouble());
    }
  }
}
