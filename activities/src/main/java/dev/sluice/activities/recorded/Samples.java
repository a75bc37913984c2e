package dev.sluice.activities.recorded;

import java.util.Arrays;

/** Samples while they are read: their number is known at the end only. */
final class Samples {
  private static final int FIRST = 64;

  private double[] values = new double[FIRST];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int count() {
    return count;
  }

  double[] all() {
    return Arrays.copyOf(values, count);
  }
}
