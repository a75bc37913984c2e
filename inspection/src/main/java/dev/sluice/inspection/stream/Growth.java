package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Growth of a resource on fresh processes, which have another level than old ones for good reasons:
 * the logarithm of the ratio to unchanged targets, its newest samples against its first.
 */
final class Growth {
  private static final int FIRST = 3;
  private static final int FEWEST = 6;

  /** Added to the scatter of steps: slower growth than this for one score is usual. */
  private static final double USUAL = 0.15;

  /** Where the type says how much growth matters, it is growth over so many samples. */
  private static final int HORIZON = 60;

  private static final double CAUTION = 2;

  private final int skipped;
  private final double matters;
  private final double expected;
  private final double calibration;
  private final double[] first = new double[FIRST];
  private final double[] newest = new double[48];
  private int taken;
  private int known;
  private double largest;

  /**
   * @param skipped samples of the start-up
   * @param spec its minimum effect is the smallest growth that matters, as a share of the level,
   *     over 60 samples or the whole bake; 0 for the usual growth of a fresh process
   * @param threshold of the score
   * @param calibration how many times larger scores are usual among targets that do the same work,
   *     1 or above
   */
  Growth(int skipped, MetricSpec spec, double threshold, double calibration) {
    this.skipped = skipped;
    this.calibration = calibration;
    matters = Math.log1p(spec.minimumEffect()) / threshold;
    expected = Math.log1p(spec.expectedEffect());
  }

  /**
   * @param ratio treatment by control, or the treatment alone where there is no control; NaN where
   *     unknown
   */
  void take(double ratio) {
    taken++;
    if (taken <= skipped || !(ratio > 0) || Double.isInfinite(ratio)) {
      return;
    }
    double value = Math.log(ratio);
    if (known < FIRST) {
      first[known] = value;
    }
    newest[known % newest.length] = value;
    known++;
    if (known >= FEWEST) {
      largest = Math.max(largest, growth() / size());
    }
  }

  /** What the growth so far comes to at the horizon. */
  private double growth() {
    return soFar() * extension() - expected;
  }

  /** The logarithm of the newest samples by the first; NaN before there are enough. */
  double soFar() {
    if (known < FEWEST) {
      return Double.NaN;
    }
    double sum = 0;
    for (int back = 1; back <= FIRST; back++) {
      sum += newest[(known - back) % newest.length];
    }
    return sum / FIRST - Statistics.median(first);
  }

  private double extension() {
    int steps = known - FIRST;
    return matters > 0 && steps < HORIZON ? (double) HORIZON / steps : 1;
  }

  private double scatter() {
    int count = Math.min(known, newest.length);
    double[] steps = new double[count - 1];
    for (int back = 1; back < count; back++) {
      steps[back - 1] =
          newest[(known - back) % newest.length] - newest[(known - back - 1) % newest.length];
    }
    return Statistics.deviation(steps);
  }

  int taken() {
    return taken;
  }

  /** Samples since the start-up that could be compared. */
  int known() {
    return known;
  }

  /** How far the newest samples stand out, on the scale of the score. */
  double newest() {
    return known >= FEWEST ? Math.max(0, growth() / size()) : 0;
  }

  boolean isKnown() {
    return known >= FEWEST;
  }

  double score() {
    return largest;
  }

  /** As a share of the first level. */
  double effect() {
    return known >= FEWEST ? Math.expm1(growth()) : Double.NaN;
  }

  /** As large a growth as this, in logarithms, scores 1. */
  double size() {
    if (known < FEWEST) {
      return Double.NaN;
    }
    double size = matters > 0 ? CAUTION * scatter() * extension() + matters : scatter() + USUAL;
    return calibration * size;
  }

  void write(ByteBuffer out) {
    Arrays.stream(first).forEach(out::putDouble);
    Arrays.stream(newest).forEach(out::putDouble);
    out.putInt(taken).putInt(known).putDouble(largest);
  }

  void read(ByteBuffer in) {
    Arrays.setAll(first, _ -> in.getDouble());
    Arrays.setAll(newest, _ -> in.getDouble());
    taken = in.getInt();
    known = in.getInt();
    largest = in.getDouble();
  }
}
