package dev.sluice.inspection.stream;

/**
 * The running mean of an excess over the newest so many samples, and the largest that it has had.
 *
 * <p>It counts when it is full and half of its samples are there.
 */
final class Window {
  private final int length;
  double sum;
  double largest;
  int count;

  /** The sample, from 0, with which the largest mean ends. */
  int end;

  Window(int length) {
    this.length = length;
  }

  /** The largest mean in a whole series of excesses, as if they had come one by one. */
  static double largest(double[] excess, int length) {
    Window window = new Window(length);
    for (int i = 0; i < excess.length; i++) {
      window.take(i, excess[i], i < length ? Double.NaN : excess[i - length]);
    }
    return window.largest;
  }

  /**
   * @param sample index of the newest sample, from 0
   * @param excess its own; NaN where there is none
   * @param left that of the sample which is in the window no more; NaN where there is none
   * @return whether the mean is now larger than it ever was
   */
  boolean take(int sample, double excess, double left) {
    if (!Double.isNaN(left)) {
      count--;
      // An empty window is exactly nothing, whatever rounding left behind.
      sum = count == 0 ? 0 : sum - left;
    }
    if (!Double.isNaN(excess)) {
      sum += excess;
      count++;
    }
    if (sum > largest * count && counts(sample + 1)) {
      largest = sum / count;
      end = sample;
      return true;
    }
    return false;
  }

  private boolean counts(int taken) {
    return taken >= length && 2 * count >= length;
  }

  /** The newest mean after so many samples; NaN while it does not count. */
  double newest(int taken) {
    return counts(taken) ? sum / count : Double.NaN;
  }

  /** The sample, from 0, with which the largest mean begins. */
  int begin() {
    return Math.max(0, end + 1 - length);
  }
}
