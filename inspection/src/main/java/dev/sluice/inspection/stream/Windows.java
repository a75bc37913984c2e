package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Running means of an excess over windows of several lengths, and the largest that each has had.
 *
 * <p>A window counts when it is full and half of its samples are there. Its work for a sample does
 * not grow with the length of the bake.
 */
final class Windows {
  /** Samples, in powers of about two: a short burst and a slow drift both find one that fits. */
  static final int[] LENGTHS = {1, 3, 6, 12, 24, 48};

  private final double[] ring;
  private final double[] sums = new double[LENGTHS.length];
  private final double[] largest = new double[LENGTHS.length];
  private final int[] counts = new int[LENGTHS.length];
  private final int[] ends = new int[LENGTHS.length];
  private final int shortest;
  private final int longest;
  private int taken;
  private int next;

  /**
   * @param shortest index of the shortest length that counts
   * @param longest index of the longest; -1 where none counts
   */
  Windows(int shortest, int longest) {
    this.shortest = shortest;
    this.longest = longest;
    ring = new double[longest < 0 ? 0 : LENGTHS[longest]];
  }

  /**
   * @param excess NaN where there is no sample
   * @return whether any window is now larger than any was before
   */
  boolean take(double excess) {
    if (longest < 0) {
      return false;
    }
    boolean there = !Double.isNaN(excess);
    boolean grew = false;
    for (int w = shortest; w <= longest; w++) {
      int length = LENGTHS[w];
      if (taken >= length) {
        int oldest = next - length;
        leave(w, ring[oldest < 0 ? oldest + ring.length : oldest]);
      }
      if (there) {
        sums[w] += excess;
        counts[w]++;
      }
      if (taken + 1 >= length && sums[w] > largest[w] * counts[w] && 2 * counts[w] >= length) {
        largest[w] = sums[w] / counts[w];
        ends[w] = taken;
        grew = true;
      }
    }
    ring[next] = excess;
    next = next + 1 == ring.length ? 0 : next + 1;
    taken++;
    return grew;
  }

  private void leave(int w, double left) {
    if (!Double.isNaN(left)) {
      counts[w]--;
      // An empty window is exactly nothing, whatever rounding left behind.
      sums[w] = counts[w] == 0 ? 0 : sums[w] - left;
    }
  }

  /** The largest mean that windows of this length have had; 0 where none was above. */
  double largest(int w) {
    return largest[w];
  }

  /** The newest mean of a window of this length; NaN while it is not full. */
  double newest(int w) {
    return w >= shortest && w <= longest && taken >= LENGTHS[w] && 2 * counts[w] >= LENGTHS[w]
        ? sums[w] / counts[w]
        : Double.NaN;
  }

  /** The sample, from 0, with which the window of the largest mean begins. */
  int begin(int w) {
    return Math.max(0, ends[w] + 1 - LENGTHS[w]);
  }

  void write(ByteBuffer out) {
    Arrays.stream(ring).forEach(out::putDouble);
    Arrays.stream(sums).forEach(out::putDouble);
    Arrays.stream(largest).forEach(out::putDouble);
    Arrays.stream(counts).forEach(out::putInt);
    Arrays.stream(ends).forEach(out::putInt);
    out.putInt(taken).putInt(next);
  }

  void read(ByteBuffer in) {
    Arrays.setAll(ring, _ -> in.getDouble());
    Arrays.setAll(sums, _ -> in.getDouble());
    Arrays.setAll(largest, _ -> in.getDouble());
    Arrays.setAll(counts, _ -> in.getInt());
    Arrays.setAll(ends, _ -> in.getInt());
    taken = in.getInt();
    next = in.getInt();
  }
}
