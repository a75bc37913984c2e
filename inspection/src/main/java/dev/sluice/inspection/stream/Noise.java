package dev.sluice.inspection.stream;

import java.util.Arrays;
import java.util.List;

/** How far each window goes when nothing was changed, and what an excess scores beside that. */
final class Noise {
  /** Scores of placebos beyond this are more than their own spread explains. */
  static final double USUAL_PLACEBO_SCORE = 0.7;

  static final int FEWEST_TO_CALIBRATE = 4;

  /** What a root mean square of few independent bakes is too small by, for each of them. */
  private static final double FEW_BAKES = 0.6;

  private static final double SPREAD_WEIGHT = 0.7;
  private static final double SMALLEST = 0x1p-14;

  final Layout layout;

  /**
   * In {@link #unit}, by stage, and by window as the layout orders them. Three digits, as a
   * half-precision number, are more than a noise is known by.
   */
  private final short[] sizes;

  private final double unit;
  private final int stages;
  private final double calibration;

  private Noise(
      MetricPast past, Layout layout, List<Placebo> placebos, double[] sizes, double unit) {
    this.layout = layout;
    this.unit = unit;
    stages = sizes.length / layout.count();
    this.sizes = new short[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      this.sizes[i] = half(sizes[i] / unit);
    }
    calibration = placebos.isEmpty() ? 1 : calibrated(placebos) * ofFew(past);
  }

  /**
   * As the past tells it.
   *
   * @param scatter before the change
   * @param floor smallest mean excess that matters
   */
  static Noise of(
      MetricPast past, Layout layout, Scatter scatter, List<Placebo> placebos, double floor) {
    double[] sizes = new PlaceboNoise(past, layout, scatter, placebos).sizes(floor);
    return new Noise(past, layout, placebos, sizes, largest(sizes));
  }

  /**
   * As unchanged targets tell it for changed ones that have no past.
   *
   * @param sizes by length of the window, the floor in it
   */
  static Noise ofPeers(MetricPast past, Layout layout, double[] sizes) {
    double[] watched = new double[layout.count()];
    Arrays.setAll(watched, i -> sizes[layout.window(i)]);
    return new Noise(past, layout, List.of(), watched, largest(sizes));
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest > 0 ? largest : 1;
  }

  /** Nothing else than no noise at all counts as none. */
  private static short half(double share) {
    return share > 0 ? Float.floatToFloat16((float) Math.max(share, SMALLEST)) : 0;
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
    for (int stage = 0; stage < stages; stage++) {
      for (int i = 0; i < layout.count(); i++) {
        double size = size(i, stage);
        if (size != 0) {
          best = Math.max(best, in(placebo.largest(i, stage), size));
        }
      }
    }
    return best;
  }

  /**
   * What a mean excess scores; 0 where there is none.
   *
   * @param i where its window stands
   */
  double score(int i, int stage, double excess) {
    return excess > 0 ? in(excess, calibratedSize(i, stage)) : 0;
  }

  /**
   * Sets what a mean excess must be beyond to score more than this.
   *
   * @param limits by window, as the layout orders them
   */
  void limit(int stage, double score, float[] limits) {
    for (int i = 0; i < limits.length; i++) {
      limits[i] = (float) Math.min(Float.MAX_VALUE, score * calibration * size(i, stage));
    }
  }

  /**
   * How bad it may be in truth, in the metric's unit: the newest mean excess of the longest window
   * that is full, and once the noise of a whole bake with the floor in it. NaN while none is full.
   */
  double worstPlausible(Walk walk) {
    double worst = Double.NaN;
    for (Layout.Channel channel : layout.channels()) {
      int longest = longestFull(channel, walk);
      if (longest >= 0 && channel.number() != Walk.SPREAD) {
        double excess = Math.max(0, walk.newest(longest));
        double plausible = excess + measured(longest, stages - 1);
        worst = Double.isNaN(worst) ? plausible : Math.max(worst, plausible);
      }
    }
    return worst;
  }

  /** -1 while none is. */
  private static int longestFull(Layout.Channel channel, Walk walk) {
    for (int i = channel.end() - 1; i >= channel.first(); i--) {
      if (!Double.isNaN(walk.newest(i))) {
        return i;
      }
    }
    return -1;
  }

  /** A series that never moved and matters at any move has no noise at all. */
  private static double in(double excess, double noise) {
    return excess <= 0 ? 0 : noise > 0 ? excess / noise : Double.MAX_VALUE;
  }

  private double measured(int i, int stage) {
    return unit * Float.float16ToFloat(sizes[stage * layout.count() + i]);
  }

  /** As large a mean excess as this scores 1, before it is calibrated. */
  private double size(int i, int stage) {
    double size = measured(i, Math.min(stage, stages - 1));
    return layout.channel(i) == Walk.SPREAD ? size / SPREAD_WEIGHT : size;
  }

  /** As large a mean excess as this scores 1, in the metric's unit. */
  double calibratedSize(int i, int stage) {
    return calibration * size(i, stage);
  }
}
