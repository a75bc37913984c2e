package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Running means of an excess over windows of several lengths. A window counts when it is full and
 * half of its samples are there. Work for a sample does not grow with the length of the bake.
 */
final class Windows {
  /** Samples, in powers of about two: a short burst and a slow drift both find one that fits. */
  static final int[] LENGTHS = {1, 2, 3, 6, 12, 24, 48};

  private final int shortest;

  /** Six digits of an excess are more than any noise has. */
  private final float[] ring;

  /** Of what is in each window that counts, the shortest first. */
  private final double[] sums;

  private final byte[] counts;
  private int taken;
  private int next;

  /**
   * Which lengths count.
   *
   * @param shortest index of the shortest
   * @param longest index of the longest; -1 where none counts
   */
  record Lengths(int shortest, int longest) {

    /** Whether any of them does. */
    boolean any() {
      return longest >= 0;
    }

    /** How many of them count. */
    int count() {
      return any() ? longest - shortest + 1 : 0;
    }
  }

  /**
   * @param lengths of which at least one counts
   */
  Windows(Lengths lengths) {
    shortest = lengths.shortest();
    ring = new float[LENGTHS[lengths.longest()]];
    sums = new double[lengths.count()];
    counts = new byte[sums.length];
  }

  /**
   * @param value NaN where there is no sample
   */
  void take(double value) {
    float excess = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    boolean there = !Float.isNaN(excess);
    for (int i = 0; i < sums.length; i++) {
      leave(i);
      if (there) {
        sums[i] += excess;
        counts[i]++;
      }
    }
    ring[next] = excess;
    next = next + 1 == ring.length ? 0 : next + 1;
    taken++;
  }

  private void leave(int i) {
    int length = LENGTHS[shortest + i];
    if (taken < length) {
      return;
    }
    int oldest = next - length;
    float left = ring[oldest < 0 ? oldest + ring.length : oldest];
    if (!Float.isNaN(left)) {
      counts[i]--;
      // An empty window is exactly nothing, whatever rounding left behind.
      sums[i] = counts[i] == 0 ? 0 : sums[i] - left;
    }
  }

  /** The newest mean of a window of this length; NaN while it does not count. */
  double newest(int w) {
    int i = w - shortest;
    return i >= 0 && i < sums.length && taken >= LENGTHS[w] && 2 * counts[i] >= LENGTHS[w]
        ? sums[i] / counts[i]
        : Double.NaN;
  }

  /**
   * Whether the newest mean of any window is beyond its limit.
   *
   * @param limits of the windows that count, the shortest first
   */
  boolean exceed(float[] limits) {
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > limits[i] * counts[i]) {
        int length = LENGTHS[shortest + i];
        if (taken >= length && 2 * counts[i] >= length) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The largest mean of one length within each stage of a whole series of excesses, as if they had
   * come one by one; 0 where none was above.
   */
  static double[] largest(double[] excess, int length, Stages stages) {
    double[] largest = new double[stages.count()];
    double sum = 0;
    int count = 0;
    int sample = 0;
    for (int stage = 0; stage < largest.length; stage++) {
      for (int end = Math.min(excess.length, stages.end(stage)); sample < end; sample++) {
        double left = sample < length ? Double.NaN : excess[sample - length];
        if (!Double.isNaN(left)) {
          count--;
          sum = count == 0 ? 0 : sum - left;
        }
        if (!Double.isNaN(excess[sample])) {
          sum += excess[sample];
          count++;
        }
        if (sum > largest[stage] * count && sample + 1 >= length && 2 * count >= length) {
          largest[stage] = sum / count;
        }
      }
    }
    return largest;
  }

  void write(ByteBuffer out) {
    for (float excess : ring) {
      out.putFloat(excess);
    }
    Arrays.stream(sums).forEach(out::putDouble);
    out.put(counts).putInt(taken).putInt(next);
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = in.getFloat();
    }
    Arrays.setAll(sums, _ -> in.getDouble());
    in.get(counts);
    taken = in.getInt();
    next = in.getInt();
  }
}
