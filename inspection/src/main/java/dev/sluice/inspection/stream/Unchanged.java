package dev.sluice.inspection.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The unchanged targets that were measured before: all of them as one, where there are several,
 * then each.
 */
final class Unchanged {
  private static final Unchanged NOBODY = new Unchanged(new int[0], Group.NOBODY);

  private final int[] usable;

  /** All together; nobody where one alone is usable. */
  private final Group together;

  private Unchanged(int[] usable, Group together) {
    this.usable = usable;
    this.together = together;
  }

  /**
   * @param before one series for each unchanged target
   */
  static Unchanged of(List<double[]> before) {
    int[] usable = new int[before.size()];
    int count = 0;
    for (int j = 0; j < usable.length; j++) {
      if (Statistics.known(before.get(j), 0, before.get(j).length) >= MetricPast.FEWEST) {
        usable[count++] = j;
      }
    }
    return count == 0
        ? NOBODY
        : new Unchanged(Arrays.copyOf(usable, count), count > 1 ? Group.of(before) : Group.NOBODY);
  }

  boolean isEmpty() {
    return usable.length == 0;
  }

  /** Their series as {@link #at} orders them, each of the same length. */
  List<double[]> series(List<double[]> before, int length) {
    List<double[]> series = new ArrayList<>();
    if (usable.length > 1) {
      series.add(together.join(before, length));
    }
    for (int j : usable) {
      series.add(before.get(j));
    }
    return series;
  }

  /** The first of {@link #at} that is a target of its own. */
  int firstTarget() {
    return usable.length > 1 ? 1 : 0;
  }

  /** How many {@link #at} knows. */
  int count() {
    return firstTarget() + usable.length;
  }

  /**
   * @param i below {@link #count}
   * @param values one for each unchanged target, NaN where there is none
   */
  double at(int i, double[] values) {
    int target = i - firstTarget();
    return target < 0 ? together.join(values) : values[usable[target]];
  }
}
