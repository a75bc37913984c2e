package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Running means of an excess over windows of several lengths. A window counts when it is full and
 * half of its samples are there. Work for a sample does not grow with the length of the bake.
 */
final class Windows {
  /** Samples, in powers of about two: a short burst and a slow drift both find one that fits. */
  static final int[] LENGTHS = {1, 2, 3, 6, 12, 24, 48};

  private final Layout layout;

  /** The newest samples. Six digits of an excess are more than any noise has. */
  private final float[] ring;

  /** Of what is in each window. */
  private final double[] sums;

  private final byte[] counts;
  private int taken;

  /**
   * @param layout where what of a window stands
   */
  Windows(Layout layout) {
    this.layout = layout;
    ring = new float[layout.held()];
    sums = new double[layout.count()];
    counts = new byte[sums.length];
  }

  /** Takes the newest sample of each channel. */
  void take(Excess excess) {
    List<Layout.Channel> channels = layout.channels();
    for (int c = 0; c < channels.size(); c++) {
      Layout.Channel channel = channels.get(c);
      take(channel, excess.of(channel.number()));
    }
    taken++;
  }

  /**
   * @param value NaN where there is no sample
   */
  private void take(Layout.Channel channel, double value) {
    float excess = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    boolean there = !Float.isNaN(excess);
    int next = taken % channel.held();
    for (int i = channel.first(); i < channel.end(); i++) {
      leave(channel, i, next);
      if (there) {
        sums[i] += excess;
        counts[i]++;
      }
    }
    ring[channel.ring() + next] = excess;
  }

  private void leave(Layout.Channel channel, int i, int next) {
    int length = LENGTHS[channel.window(i)];
    if (taken < length) {
      return;
    }
    int oldest = next - length;
    float left = ring[channel.ring() + (oldest < 0 ? oldest + channel.held() : oldest)];
    if (!Float.isNaN(left)) {
      counts[i]--;
      // An empty window is exactly nothing, whatever rounding left behind.
      sums[i] = counts[i] == 0 ? 0 : sums[i] - left;
    }
  }

  /** The newest mean of the window that stands there; NaN while it does not count. */
  double newest(int i) {
    return isFull(i) ? sums[i] / counts[i] : Double.NaN;
  }

  private boolean isFull(int i) {
    int length = layout.length(i);
    return taken >= length && 2 * counts[i] >= length;
  }

  /** Whether the newest mean of any window is beyond its limit. */
  boolean exceed(float[] limits) {
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > limits[i] * counts[i] && isFull(i)) {
        return true;
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
    out.put(counts).putInt(taken);
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = in.getFloat();
    }
    Arrays.setAll(sums, _ -> in.getDouble());
    in.get(counts);
    taken = in.getInt();
  }
}
