package dev.sluice.inspection.stream;

import java.util.Arrays;
import java.util.List;

/**
 * Several targets as one series: the mean of how far each is from its own level before the change.
 * A target that has no sample, or joins late, does not move it.
 */
final class Group {
  static final Group NOBODY = new Group(new double[0]);

  private final double[] levels;

  private Group(double[] levels) {
    this.levels = levels;
  }

  /**
   * @param before one series for each target
   */
  static Group of(List<double[]> before) {
    double[] levels = new double[before.size()];
    Arrays.setAll(levels, j -> Statistics.median(before.get(j)));
    return new Group(levels);
  }

  /** Targets that have no past, each of which is taken to have been at the same level. */
  static Group at(double level, int targets) {
    double[] levels = new double[targets];
    Arrays.fill(levels, level);
    return new Group(levels);
  }

  /**
   * @param values one for each target, NaN where there is none
   * @return NaN where no target that was seen before has a value
   */
  double join(double[] values) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < levels.length; j++) {
      double away = values[j] - levels[j];
      if (!Double.isNaN(away)) {
        sum += away;
        count++;
      }
    }
    return count == 0 ? Double.NaN : Statistics.mean(levels) + sum / count;
  }

  /** All their series as one, each of the same length. */
  double[] join(List<double[]> series, int length) {
    double[] joined = new double[length];
    double[] values = new double[levels.length];
    for (int t = 0; t < length; t++) {
      for (int j = 0; j < values.length; j++) {
        values[j] = series.get(j)[t];
      }
      joined[t] = join(values);
    }
    return joined;
  }
}
