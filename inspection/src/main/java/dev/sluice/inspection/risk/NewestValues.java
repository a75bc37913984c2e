package dev.sluice.inspection.risk;

import java.util.Arrays;

/** The newest values of a series, kept in order of size as well. */
final class NewestValues {
  private final double[] newest;
  private final double[] sorted;
  private int added;

  /**
   * @param most how many are kept, at least 1
   */
  NewestValues(int most) {
    newest = new double[most];
    sorted = new double[most];
  }

  int size() {
    return Math.min(added, newest.length);
  }

  /** What is NaN is let be. */
  void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    int size = size();
    if (size == newest.length) {
      int gone = Arrays.binarySearch(sorted, 0, size, newest[added % newest.length]);
      System.arraycopy(sorted, gone + 1, sorted, gone, size - gone - 1);
      size--;
    }
    int found = Arrays.binarySearch(sorted, 0, size, value);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = value;
    newest[added % newest.length] = value;
    added++;
  }

  /** Of at least one. */
  double median() {
    int size = size();
    return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
