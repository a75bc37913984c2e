package dev.sluice.activities.fleet.series;

import java.util.Arrays;

/** How many durations fell into each bucket of a histogram. */
final class Buckets {
  static final Buckets NONE = new Buckets(new double[0], new int[0]);

  private final double[] upperBounds;
  private final int[] counts;

  /**
   * Takes both arrays over.
   *
   * @param upperBounds ascending, in seconds; the last may be infinite
   * @param counts durations in each bucket alone, not below it
   */
  Buckets(double[] upperBounds, int[] counts) {
    if (upperBounds.length != counts.length) {
      throw new IllegalArgumentException(
          "as many counts as bounds: " + counts.length + ", " + upperBounds.length);
    }
    this.upperBounds = upperBounds;
    this.counts = counts;
  }

  int total() {
    return Arrays.stream(counts).sum();
  }

  boolean comparable(Buckets other) {
    return Arrays.equals(upperBounds, other.upperBounds);
  }

  /** What was added since {@code earlier}, which must be {@link #comparable}. */
  Buckets since(Buckets earlier) {
    int[] added = new int[counts.length];
    for (int i = 0; i < added.length; i++) {
      added[i] = counts[i] - earlier.counts[i];
    }
    return new Buckets(earlier.upperBounds, added);
  }

  /**
   * The duration that a share of all stays below, straight between the bounds of its bucket.
   *
   * @param share 0 to 1
   * @return seconds; the highest finite bound if it lies beyond; NaN for an empty histogram
   */
  double quantile(double share) {
    int total = total();
    if (total == 0) {
      return Double.NaN;
    }
    double rank = share * total;
    double below = 0;
    double lower = 0;
    for (int i = 0; i < counts.length; i++) {
      if (Double.isInfinite(upperBounds[i])) {
        break;
      }
      if (counts[i] > 0 && below + counts[i] >= rank) {
        return lower + (upperBounds[i] - lower) * (rank - below) / counts[i];
      }
      below += counts[i];
      lower = upperBounds[i];
    }
    return lower;
  }
}
