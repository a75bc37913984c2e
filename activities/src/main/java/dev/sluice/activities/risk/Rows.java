package dev.sluice.activities.risk;

import java.util.List;

/** Features of changes, as many numbers for each, as LightGBM takes them. */
final class Rows {
  private final double[] numbers;
  private final int count;
  private final int width;

  private Rows(int count, int width) {
    this.count = count;
    this.width = width;
    numbers = new double[Math.multiplyExact(count, width)];
  }

  /**
   * @param features of all changes of a table
   * @param places of the changes wanted, at least one
   */
  static Rows plain(double[][] features, List<Integer> places) {
    return new Rows(places.size(), features[0].length).filled(features, places);
  }

  /**
   * With a flag more for each group, of which the one is set that the change belongs to.
   *
   * @param groups of each change wanted the place of its group; -1 where it has none
   * @param flags how many there are
   */
  static Rows withGroup(
      double[][] features, List<Integer> places, List<Integer> groups, int flags) {
    int plain = features[0].length;
    Rows rows = new Rows(places.size(), plain + flags).filled(features, places);
    for (int i = 0; i < rows.count; i++) {
      if (groups.get(i) >= 0) {
        rows.numbers[i * rows.width + plain + groups.get(i)] = 1;
      }
    }
    return rows;
  }

  private Rows filled(double[][] features, List<Integer> places) {
    for (int i = 0; i < count; i++) {
      double[] row = features[places.get(i)];
      System.arraycopy(row, 0, numbers, i * width, row.length);
    }
    return this;
  }

  int count() {
    return count;
  }

  int width() {
    return width;
  }

  /** Row after row. Not a copy: nobody writes into it. */
  double[] numbers() {
    return numbers;
  }
}
