package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Running means of an excess over windows of several lengths. Its work for a sample does not grow
 * with the length of the bake.
 */
final class Windows {
  /** Samples, in powers of about two: a short burst and a slow drift both find one that fits. */
  static final int[] LENGTHS = {1, 3, 6, 12, 24, 48};

  private final double[] ring;
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
    ring = new double[longest < 0 ? 0 : LENGTHS[longest]];
    Arrays.setAll(windows, w -> new Window(LENGTHS[w]));
  }

  /** Whether any of them does. */
  boolean count() {
    return longest >= 0;
  }

  /**
   * Takes a sample, where any window counts.
   *
   * @param excess NaN where there is no sample
   * @return whether any window is now larger than any was before
   */
  boolean take(double excess) {
    boolean grew = false;
    for (int w = shortest; w <= longest; w++) {
      grew |= windows[w].take(taken, excess, left(LENGTHS[w]));
    }
    ring[next] = excess;
    next = next + 1 == ring.length ? 0 : next + 1;
    taken++;
    return grew;
  }

  private double left(int length) {
    if (taken < length) {
      return Double.NaN;
    }
    int oldest = next - length;
    return ring[oldest < 0 ? oldest + ring.length : oldest];
  }

  /** The largest mean that windows of this length have had; 0 where none was above. */
  double largest(int w) {
    return windows[w].largest;
  }

  /** The newest mean of a window of this length; NaN while it is not full. */
  double newest(int w) {
    return w >= shortest && w <= longest ? windows[w].newest(taken) : Double.NaN;
  }

  /** The sample, from 0, with which the window of the largest mean begins. */
  int begin(int w) {
    return windows[w].begin();
  }

  void write(ByteBuffer out) {
    Arrays.stream(ring).forEach(out::putDouble);
    Arrays.stream(windows).forEach(each -> out.putDouble(each.sum));
    Arrays.stream(windows).forEach(each -> out.putDouble(each.largest));
    Arrays.stream(windows).forEach(each -> out.putInt(each.count));
    Arrays.stream(windows).forEach(each -> out.putInt(each.end));
    out.putInt(taken).putInt(next);
  }

  void read(ByteBuffer in) {
    Arrays.setAll(ring, _ -> in.getDouble());
    Arrays.stream(windows).forEach(each -> each.sum = in.getDouble());
    Arrays.stream(windows).forEach(each -> each.largest = in.getDouble());
    Arrays.stream(windows).forEach(each -> each.count = in.getInt());
    Arrays.stream(windows).forEach(each -> each.end = in.getInt());
    taken = in.getInt();
    next = in.getInt();
  }
}
