package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Running means of an excess over windows of several lengths. Its work for a sample does not grow
 * with the length of the bake.
 */
final class Windows {
  /** Samples, in powers of about two: a short burst and a slow drift both find one that fits. */
  static final int[] LENGTHS = {1, 2, 3, 6, 12, 24, 48};

  /** Six digits of an excess are more than any noise has. */
  private final float[] ring;

  private final Window[] windows = new Window[LENGTHS.length];
  private final int shortest;
  private final int longest;
  private int taken;
  private int next;

  /**
   * Which lengths count.
   *
   * @param shortest index of the shortest
   * @param longest index of the longest; -1 where none counts
   */
  record Lengths(int shortest, int longest) {}

  Windows(Lengths lengths) {
    shortest = lengths.shortest();
    longest = lengths.longest();
    ring = new float[longest < 0 ? 0 : LENGTHS[longest]];
    Arrays.setAll(windows, w -> new Window(LENGTHS[w]));
  }

  /** Whether any of them does. */
  boolean count() {
    return longest >= 0;
  }

  /**
   * Takes a sample, where any window counts.
   *
   * @param value NaN where there is no sample
   */
  void take(double value) {
    float excess = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    for (int w = shortest; w <= longest; w++) {
      windows[w].take(excess, left(LENGTHS[w]));
    }
    ring[next] = excess;
    next = next + 1 == ring.length ? 0 : next + 1;
    taken++;
  }

  private double left(int length) {
    if (taken < length) {
      return Double.NaN;
    }
    int oldest = next - length;
    return ring[oldest < 0 ? oldest + ring.length : oldest];
  }

  /** The newest mean of a window of this length; NaN while it is not full. */
  double newest(int w) {
    return w >= shortest && w <= longest ? windows[w].newest(taken) : Double.NaN;
  }

  void write(ByteBuffer out) {
    for (float excess : ring) {
      out.putFloat(excess);
    }
    Arrays.stream(windows).forEach(each -> out.putDouble(each.sum));
    Arrays.stream(windows).forEach(each -> out.putInt(each.count));
    out.putInt(taken).putInt(next);
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = in.getFloat();
    }
    Arrays.stream(windows).forEach(each -> each.sum = in.getDouble());
    Arrays.stream(windows).forEach(each -> each.count = in.getInt());
    taken = in.getInt();
    next = in.getInt();
  }
}
