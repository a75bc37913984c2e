package dev.sluice.inspection.stream;

/** What independent noise would do, of which nothing is known but how far single samples go. */
final class IndependentNoise {
  /** It is seldom as tame as its median deviation says. */
  private static final double CAUTION = 1.2;

  /**
   * Without placebos a deviation from few samples is all there is: about what Student's
   * distribution adds at one in a thousand, for each degree of freedom, and as much again for tails
   * that so few don't show.
   */
  private static final double FEW_SAMPLES = 8;

  /** Where samples remember each other for long, few of them look tamer than they are. */
  private static final double MOST_HIDDEN = 0.2;

  private IndependentNoise() {}

  /** The deviation of a mean, in deviations of one sample. */
  static double ofMean(Memory memory, int window) {
    return CAUTION * Math.sqrt(memory.varianceOfMean(window));
  }

  /**
   * The same from a level that was itself measured on few samples, in deviations of one sample as
   * they were measured.
   */
  static double ofRemembered(Memory memory, int measured, int window) {
    int samples = Math.max(2, measured);
    double ofLevel = memory.varianceOfMean(samples);
    double hidden = Math.max(MOST_HIDDEN, 1 - ofLevel);
    double variance = (memory.varianceOfMean(window) + ofLevel) / hidden;
    return CAUTION * (1 + FEW_SAMPLES / (samples - 1)) * Math.sqrt(variance);
  }

  /** The largest of n / w independent means, in deviations of one. */
  static double ofLargest(int window, int samples) {
    return Math.sqrt(squareOfLargest(window, samples));
  }

  /** The square of that, in variances of one. */
  static double squareOfLargest(int window, int samples) {
    return Math.max(1, 2 * Math.log((double) samples / window));
  }
}
