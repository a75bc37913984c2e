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

  private final MetricPast past;
  private final MetricStream whole;
  private final List<MetricStream> parts = new ArrayList<>();

  MetricParts(MetricPast past, JudgeSettings settings) {
    this.past = past;
    whole = MetricStream.of(past, settings);
    past.parts().forEach(part -> parts.add(MetricStream.of(part, settings)));
  }

  void take(double[] treatment, double[] control) {
    whole.take(treatment, control);
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).take(Arrays.copyOfRange(treatment, past.partFrom(i), past.partTo(i)), control);
    }
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

  void write(ByteBuffer out) {
    whole.write(out);
    parts.forEach(part -> part.write(out));
  }

  void read(ByteBuffer in) {
    whole.read(in);
    parts.forEach(part -> part.read(in));
  }

  /** Most bytes that {@link #write} writes. */
  int bytes() {
    return MetricStream.MOST_BYTES * (1 + parts.size());
  }
}
