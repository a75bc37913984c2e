package dev.sluice.inspection.stream;

import java.util.Arrays;
import java.util.List;

/**
 * How far each window of each channel goes when nothing was changed: the root mean square of what
 * it did at placebo changes in the past, and at least what independent noise would do.
 *
 * <p>Taking the largest excess of a whole bake at each placebo pays for looking after every sample:
 * the null distribution is that of the maximum.
 */
final class Noise {
  /** Scores of placebos beyond this are more than their own spread explains. */
  static final double USUAL_PLACEBO_SCORE = 0.7;

  /** Independent noise is seldom as tame as its median deviation says. */
  private static final double CAUTION = 1.3;

  /**
   * Without placebos a deviation from few samples is all there is: about what Student's
   * distribution adds at one in a thousand, for each degree of freedom.
   */
  private static final double FEW_SAMPLES = 3;

  /** Where samples remember each other for long, few of them look tamer than they are. */
  private static final double MOST_HIDDEN = 0.2;

  private static final int SOME = 64;
  private static final double SPREAD_WEIGHT = 0.8;
  static final int FEWEST_TO_CALIBRATE = 4;

  private final double[][] size = new double[Walk.CHANNELS][Windows.LENGTHS.length];
  private final double floor;
  private final double calibration;

  /**
   * @param live the walk that begins at the real change
   * @param placebos walks that have come to their end
   * @param floor smallest mean excess that matters
   */
  Noise(MetricPast past, Walk live, List<Walk> placebos, double floor) {
    this.floor = floor;
    double tamest =
        Double.isNaN(live.restlessness)
            ? live.deviation
            : Math.min(live.deviation, live.restlessness);
    double quantum = quantum(past.treatment, tamest);
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      boolean spread = channel == Walk.SPREAD;
      double deviation = Math.max(spread ? live.restlessness : live.deviation, quantum);
      for (int w = 0; w < Windows.LENGTHS.length; w++) {
        int window = Windows.LENGTHS[w];
        double one =
            placebos.isEmpty()
                ? ofRemembered(live.memory, live.residuals, window)
                : (spread ? 1 : CAUTION) / Math.sqrt(window);
        double least = deviation * one * ofLargest(window, past.planned);
        size[channel][w] = Math.max(rootMeanSquare(placebos, channel, w), least) + floor;
      }
    }
    calibration = calibrated(placebos);
  }

  /**
   * @param sizes by window, the floor in them
   */
  Noise(double[] sizes, double floor) {
    this.floor = floor;
    Arrays.setAll(size, _ -> sizes);
    calibration = 1;
  }

  /** The largest of n / w independent means, in deviations of one. */
  static double ofLargest(int window, int planned) {
    return Math.sqrt(Math.max(1, 2 * Math.log((double) planned / window)));
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

  private static double rootMeanSquare(List<Walk> placebos, int channel, int w) {
    double sum = 0;
    for (Walk placebo : placebos) {
      sum += placebo.largest(channel, w) * placebo.largest(channel, w);
    }
    return placebos.isEmpty() ? 0 : Math.sqrt(sum / placebos.size());
  }

  /** The largest over windows and channels varies more than each alone: what that adds. */
  private double calibrated(List<Walk> placebos) {
    if (placebos.size() < FEWEST_TO_CALIBRATE) {
      return 1;
    }
    double sum = 0;
    for (Walk placebo : placebos) {
      double score = best(placebo).score();
      sum += score * score;
    }
    return Math.max(1, Math.sqrt(sum / placebos.size()) / USUAL_PLACEBO_SCORE);
  }

  /** Where a walk stands out most. */
  Best of(Walk walk) {
    Best best = best(walk);
    return new Best(best.channel(), best.window(), best.score() / calibration);
  }

  private Best best(Walk walk) {
    int bestChannel = Walk.UP;
    int bestWindow = 0;
    double best = 0;
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      double weight = channel == Walk.SPREAD ? SPREAD_WEIGHT : 1;
      for (int w = 0; w < Windows.LENGTHS.length; w++) {
        double score = weight * in(walk.largest(channel, w), size[channel][w]);
        if (score > best) {
          bestChannel = channel;
          bestWindow = w;
          best = score;
        }
      }
    }
    return new Best(bestChannel, bestWindow, best);
  }

  /** How far the newest windows stand out, on the same scale; at least 0. */
  double newest(Walk walk) {
    double score = 0;
    for (int channel = 0; channel < Walk.CHANNELS; channel++) {
      double weight = channel == Walk.SPREAD ? SPREAD_WEIGHT : 1;
      for (int w = 0; w < Windows.LENGTHS.length; w++) {
        double excess = walk.newest(channel, w);
        score =
            Double.isNaN(excess) ? score : Math.max(score, weight * in(excess, size[channel][w]));
      }
    }
    return score / calibration;
  }

  /**
   * How bad it may be in truth, in the metric's unit: the newest mean excess of the longest window
   * that is full, and once its noise. NaN while none is full.
   */
  double worstPlausible(Walk walk) {
    double worst = Double.NaN;
    for (int channel : new int[] {Walk.UP, Walk.DOWN}) {
      for (int w = Windows.LENGTHS.length - 1; w >= 0; w--) {
        double excess = walk.newest(channel, w);
        if (!Double.isNaN(excess)) {
          double plausible = Math.max(0, excess) + size[channel][w] - floor;
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

  /** In the metric's unit: as large a mean excess as this scores 1. */
  double size(Best best) {
    double weight = best.channel() == Walk.SPREAD ? SPREAD_WEIGHT : 1;
    return size[best.channel()][best.window()] * calibration / weight;
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
   * @param channel see {@link Walk}
   * @param window index into {@link Windows#LENGTHS}
   * @param score in units of the noise
   */
  record Best(int channel, int window, double score) {}
}
