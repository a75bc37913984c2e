package dev.sluice.inspection.stream;

/**
 * The running mean of an excess over the newest so many samples. It counts when it is full and half
 * of its samples are there.
 */
final class Window {
  private final int length;
  double sum;
  int count;

  Window(int length) {
    this.length = length;
  }

  /**
   * The largest mean within each stage of a whole series of excesses, as if they had come one by
   * one; 0 where none was above.
   */
  static double[] largest(double[] excess, int length, Stages stages) {
    Window window = new Window(length);
    double[] largest = new double[stages.count()];
    int sample = 0;
    for (int stage = 0; stage < largest.length; stage++) {
      int end = Math.min(excess.length, stages.end(stage));
      for (; sample < end; sample++) {
        window.take(excess[sample], sample < length ? Double.NaN : excess[sample - length]);
        if (window.sum > largest[stage] * window.count && window.counts(sample + 1)) {
          largest[stage] = window.sum / window.count;
        }
      }
    }
    return largest;
  }

  /**
   * @param excess of the newest sample; NaN where there is none
   * @param left that of the sample which is in the window no more; NaN where there is none
   */
  void take(double excess, double left) {
    if (!Double.isNaN(left)) {
      count--;
      // An empty window is exactly nothing, whatever rounding left behind.
      sum = count == 0 ? 0 : sum - left;
    }
    if (!Double.isNaN(excess)) {
      sum += excess;
      count++;
    }
  }

  private boolean counts(int taken) {
    return taken >= length && 2 * count >= length;
  }

  /** The newest mean after so many samples; NaN while it does not count. */
  double newest(int taken) {
    return counts(taken) ? sum / count : Double.NaN;
  }
}
