package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  private final Terms terms;
  private final Fresh targets;
  private final MetricStream whole;
  private final List<MetricStream> parts = new ArrayList<>();

  /** Those without a past, where others have one: they must be judged as well. */
  private final @Nullable MetricStream fresh;

  /** So many samples say enough for a pass. */
  private final int enough;

  private int treatmentSamples;
  private int controlSamples;

  MetricParts(MetricPast past, JudgeSettings settings) {
    terms = past.terms;
    enough = Math.min(ENOUGH, past.planned - terms.skipped());
    targets = past.fresh();
    whole = MetricStream.of(past, settings);
    past.parts().forEach(part -> parts.add(MetricStream.of(part, settings)));
    fresh = targets.isMixed() ? parts.getLast() : null;
  }

  /** Whether the score may now be another than before. */
  boolean take(double[] treatment, double[] control) {
    count(treatment, control);
    boolean moved = whole.take(targets.masked(treatment), control);
    for (int i = 0; i < parts.size(); i++) {
      moved |= parts.get(i).take(Fresh.of(targets(i), treatment), control);
    }
    return moved;
  }

  boolean take(double[] treatment, double[] control, double[] requests, double[] beside) {
    count(treatment, control);
    boolean moved = whole.take(targets.masked(treatment), control, requests, beside);
    for (int i = 0; i < parts.size(); i++) {
      int[] some = targets(i);
      moved |=
          parts.get(i).take(Fresh.of(some, treatment), control, Fresh.of(some, requests), beside);
    }
    return moved;
  }

  private void count(double[] treatment, double[] control) {
    treatmentSamples += Statistics.known(treatment, 0, treatment.length);
    controlSamples += Statistics.known(control, 0, control.length);
  }

  private int[] targets(int part) {
    return targets.parts().get(part);
  }

  MetricSpec spec() {
    return terms.spec();
  }

  boolean isKnown() {
    return whole.isKnown();
  }

  /** That of all together, or of the worst part less an allowance for their number. */
  double score() {
    double score = whole.score();
    int worst = worstPart();
    if (worst < 0) {
      return score;
    }
    double part = parts.get(worst).score() - allowance();
    // Those that have a past may have lost it by now; those that have none are judged all the same.
    return Double.isNaN(score) && fresh != null ? part : Math.max(score, part);
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
    if (Double.isNaN(score) || fewest() < enough) {
      return Standing.TOO_FEW;
    }
    boolean suspicious = worst().newest() > ChangeStream.SUSPICIOUS * threshold;
    // Where levels are hardly known, what is not yet suspicious can be large.
    if (isTooCoarse() && (!suspicious || whole.isFresh() || fresh != null)) {
      return Standing.TOO_COARSE;
    }
    return suspicious ? Standing.SUSPICIOUS : Standing.HARMLESS;
  }

  private boolean isTooCoarse() {
    double minimum = terms.spec().minimumEffect();
    return minimum > 0 && !(worstPlausible() < TOLERATED * minimum);
  }

  private int fewest() {
    return fresh == null ? whole.known() : Math.min(whole.known(), fresh.known());
  }

  /** See {@link MetricStream#worstPlausible}. */
  private double worstPlausible() {
    double worst = whole.worstPlausible();
    return fresh == null ? worst : Math.max(worst, fresh.worstPlausible());
  }

  /** What the changed targets are compared with, in words. */
  String comparison() {
    String words = worst().comparison();
    return fresh == null || worst().isFresh()
        ? words
        : words + "; new ones with " + fresh.comparison();
  }

  /** Whether there is nothing at all to compare the changed targets with. */
  boolean isAlone() {
    return terms.spec().kind() != MetricSpec.Kind.RESOURCE
        && !isKnown()
        && terms.unchanged().isEmpty();
  }

  /** All together, or the part that looks worse than they do. */
  MetricStream worst() {
    int part = worstPart();
    return part < 0 || !isWorse(part) ? whole : parts.get(part);
  }

  /** The changed targets that {@link #worst} speaks of, of so many. */
  int[] worstTargets(int targets) {
    int part = worstPart();
    return part < 0 || !isWorse(part) ? IntStream.range(0, targets).toArray() : targets(part);
  }

  private boolean isWorse(int part) {
    // Where the whole speaks of some targets already, a part that says as much names them.
    double allowance = whole.isOfSome() ? 0 : allowance();
    return !(parts.get(part).score() - allowance <= whole.score());
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
    int bytes = 2 * Integer.BYTES + whole.bytes();
    for (MetricStream part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }
}
