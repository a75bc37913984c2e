package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;
import org.jspecify.annotations.Nullable;

/**
 * A metric that never moved before the change: no error, always all right. Its noise can't be
 * measured, but how often it moves can be bounded. With a uniform prior on that rate, moves in the
 * next samples follow a beta-binomial distribution (Laplace's rule of succession).
 */
final class Departures {
  private static final double ROUNDING = 1e-9;

  private final double constant;
  private final int sign;

  /** As {@link Unchanged} orders them. */
  private final double[] usual;

  private long quiet;
  private int samples;
  private int moves;
  private int controlMoves;

  private Departures(double constant, int sign, long quiet, List<double[]> controls) {
    this.constant = constant;
    this.sign = sign;
    this.quiet = quiet;
    usual = controls.stream().mapToDouble(Statistics::median).toArray();
  }

  /**
   * @return null when the metric did move before the change
   */
  static @Nullable Departures of(MetricPast past) {
    if (moves(past.treatment)) {
      return null;
    }
    double constant = Statistics.median(past.treatment);
    long quiet = 0;
    for (double value : past.treatment) {
      if (!Double.isNaN(value)) {
        if (isOther(value, constant)) {
          return null;
        }
        quiet++;
      }
    }
    if (past.peers != null) {
      // What stands for the past of fresh targets is that of the unchanged ones, counted below.
      quiet = 0;
    }
    if (Double.isNaN(constant)) {
      return null;
    }
    Departures departures = new Departures(constant, sign(past.terms), quiet, past.controls);
    for (int i = past.terms.unchanged().firstTarget(); i < past.controls.size(); i++) {
      for (double value : past.controls.get(i)) {
        departures.beside(i, value);
      }
    }
    return departures;
  }

  /** 1 where a rise is bad, -1 where a fall is, 0 where both are. */
  private static int sign(Terms terms) {
    return (terms.isBadUp() ? 1 : 0) - (terms.isBadDown() ? 1 : 0);
  }

  /** Whether they differ so much that some are other than whatever is in the middle. */
  private static boolean moves(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    return high - low > 2 * ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  }

  private static boolean isOther(double value, double constant) {
    return Math.abs(value - constant) > ROUNDING * Math.abs(constant);
  }

  /**
   * Takes what was measured in one interval.
   *
   * @param treatment the changed targets as one
   * @param control one value for each of the unchanged ones
   */
  void take(double treatment, Unchanged unchanged, double[] control) {
    if (!Double.isNaN(treatment)) {
      samples++;
      boolean bad = sign == 0 || sign * (treatment - constant) > 0;
      moves += bad && isOther(treatment, constant) ? 1 : 0;
    }
    // All together say nothing new.
    for (int i = unchanged.firstTarget(); i < unchanged.count(); i++) {
      beside(i, unchanged.at(i, control));
    }
  }

  private void beside(int i, double value) {
    if (!Double.isNaN(value)) {
      boolean moved = isOther(value, usual[i]);
      controlMoves += moved ? 1 : 0;
      quiet += moved ? 0 : 1;
    }
  }

  /**
   * The probability of as many moves or more without a change, in (0, 1], raised by what looking
   * after each of so many samples costs: a test for each doubling of them, twice.
   */
  double probability() {
    if (moves == 0) {
      return 1;
    }
    double a = 1.0 + controlMoves;
    double b = 1.0 + quiet;
    double tail = 0;
    for (int k = moves; k <= samples; k++) {
      tail +=
          Math.exp(
              -Math.log1p(samples)
                  - LogBeta.value(k + 1.0, samples - k + 1.0)
                  + LogBeta.value(k + a, samples - k + b)
                  - LogBeta.value(a, b));
    }
    return Math.clamp(2 * tail * (1 + Math.log(samples)), Double.MIN_NORMAL, 1);
  }

  void write(ByteBuffer out) {
    out.putLong(quiet).putInt(samples).putInt(moves).putInt(controlMoves);
  }

  void read(ByteBuffer in) {
    quiet = in.getLong();
    samples = in.getInt();
    moves = in.getInt();
    controlMoves = in.getInt();
  }
}
