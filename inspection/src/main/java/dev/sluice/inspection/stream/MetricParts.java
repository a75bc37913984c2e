package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One metric on all changed targets together, and on each part of them: harm on a few is not lost
 * in the mean of many.
 */
final class MetricParts {
  /** For each e-fold of parts: a part alone must stand out further than all together. */
  private static final double ALLOWANCE = 1.6;

  private static final int ENOUGH = 7;

  /** Where the type names a minimum effect, this many times it must be excluded before a pass. */
  private static final double TOLERATED = 3;

  private final MetricPast past;
  private final MetricStream whole;
  private final List<MetricStream> parts = new ArrayList<>();
  private int treatmentSamples;
  private int controlSamples;

  MetricParts(MetricPast past, JudgeSettings settings) {
    this.past = past.withoutSamples();
    whole = MetricStream.of(past, settings);
    past.parts().forEach(part -> parts.add(MetricStream.of(part, settings)));
  }

  /** Whether the score may now be another than before. */
  boolean take(double[] treatment, double[] control) {
    count(treatment, control);
    boolean moved = whole.take(treatment, control);
    for (int i = 0; i < parts.size(); i++) {
      moved |= parts.get(i).take(part(treatment, i), control);
    }
    return moved;
  }

  boolean take(double[] treatment, double[] control, double[] requests, double[] beside) {
    count(treatment, control);
    boolean moved = whole.take(treatment, control, requests, beside);
    for (int i = 0; i < parts.size(); i++) {
      moved |= parts.get(i).take(part(treatment, i), control, part(requests, i), beside);
    }
    return moved;
  }

  private void count(double[] treatment, double[] control) {
    treatmentSamples += Medians.known(treatment, 0, treatment.length);
    controlSamples += Medians.known(control, 0, control.length);
  }

  private double[] part(double[] values, int part) {
    return Arrays.copyOfRange(values, past.partFrom(part), past.partTo(part));
  }

  MetricSpec spec() {
    return past.spec;
  }

  boolean isKnown() {
    return whole.isKnown();
  }

  /** That of all together, or of the worst part less an allowance for their number. */
  double score() {
    double score = whole.score();
    int worst = worstPart();
    return worst < 0 ? score : Math.max(score, parts.get(worst).score() - allowance());
  }

  /**
   * What this metric says by now.
   *
   * @param threshold the score above which it fails
   */
  Standing standing(double threshold) {
    if (!isKnown() && whole.known() == 0) {
      return Standing.UNKNOWN;
    }
    double score = score();
    if (score > threshold) {
      return Standing.HARMFUL;
    }
    if (Double.isNaN(score) || whole.known() < Math.min(ENOUGH, past.planned - past.skipped)) {
      return Standing.TOO_FEW;
    }
    if (worst().newest() > ChangeStream.SUSPICIOUS * threshold) {
      return Standing.SUSPICIOUS;
    }
    double minimum = past.spec.minimumEffect();
    return minimum > 0 && !(whole.worstPlausible() < TOLERATED * minimum)
        ? Standing.TOO_COARSE
        : Standing.HARMLESS;
  }

  /** All together, or the part that looks worse than they do. */
  MetricStream worst() {
    int part = worstPart();
    return part < 0 || !isWorse(part) ? whole : parts.get(part);
  }

  /** The changed targets that {@link #worst} speaks of: first, and end exclusive. */
  int[] worstTargets(int targets) {
    int part = worstPart();
    return part < 0 || !isWorse(part)
        ? new int[] {0, targets}
        : new int[] {past.partFrom(part), past.partTo(part)};
  }

  private boolean isWorse(int part) {
    return !(parts.get(part).score() - allowance() <= whole.score());
  }

  private double allowance() {
    return ALLOWANCE * Math.log(parts.size() + 1);
  }

  /** -1 where none can be judged. */
  private int worstPart() {
    int worst = -1;
    for (int i = 0; i < parts.size(); i++) {
      double score = parts.get(i).score();
      if (!Double.isNaN(score) && (worst < 0 || score > parts.get(worst).score())) {
        worst = i;
      }
    }
    return worst;
  }

  /** Samples of changed targets since the change. */
  int treatmentSamples() {
    return treatmentSamples;
  }

  /** Samples of unchanged targets since the change. */
  int controlSamples() {
    return controlSamples;
  }

  /** Samples of one target taken since the change, with or without a value. */
  int taken() {
    return whole.taken();
  }

  void write(ByteBuffer out) {
    out.putInt(treatmentSamples).putInt(controlSamples);
    whole.write(out);
    parts.forEach(part -> part.write(out));
  }

  void read(ByteBuffer in) {
    treatmentSamples = in.getInt();
    controlSamples = in.getInt();
    whole.read(in);
    parts.forEach(part -> part.read(in));
  }

  /** Most bytes that {@link #write} writes. */
  int bytes() {
    return 2 * Integer.BYTES + MetricStream.MOST_BYTES * (1 + parts.size());
  }
}
