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

  static final int BYTES = 8 * (48 + 2 * LENGTHS.length) + 4 * (1 + LENGTHS.length);

  private final double[] ring = new double[LENGTHS[LENGTHS.length - 1]];
  private final double[] sums = new double[LENGTHS.length];
  private final double[] largest = new double[LENGTHS.length];
  private final int[] counts = new int[LENGTHS.length];
  private int taken;

  /**
   * @param excess NaN where there is no sample
   */
  void take(double excess) {
    for (int w = 0; w < LENGTHS.length; w++) {
      int length = LENGTHS[w];
      if (taken >= length) {
        leave(w, ring[(taken - length) % ring.length]);
      }
      if (!Double.isNaN(excess)) {
        sums[w] += excess;
        counts[w]++;
      }
      if (taken + 1 >= length && counts[w] > 0 && 2 * counts[w] >= length) {
        largest[w] = Math.max(largest[w], sums[w] / counts[w]);
      }
    }
    ring[taken % ring.length] = excess;
    taken++;
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

  double[] largest() {
    return largest.clone();
  }

  void write(ByteBuffer out) {
    Arrays.stream(ring).forEach(out::putDouble);
    Arrays.stream(sums).forEach(out::putDouble);
    Arrays.stream(largest).forEach(out::putDouble);
    Arrays.stream(counts).forEach(out::putInt);
    out.putInt(taken);
  }

  void read(ByteBuffer in) {
    Arrays.setAll(ring, _ -> in.getDouble());
    Arrays.setAll(sums, _ -> in.getDouble());
    Arrays.setAll(largest, _ -> in.getDouble());
    Arrays.setAll(counts, _ -> in.getInt());
    taken = in.getInt();
  }
}
