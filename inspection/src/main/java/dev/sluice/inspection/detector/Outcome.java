package dev.sluice.inspection.detector;

import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a detector found. */
public sealed interface Outcome {
  /**
   * There is too little to measure.
   *
   * @param why in words, to follow the metric's name and a colon
   * @param soon whether samples come in, so that a little later there will be enough
   */
  record Unknown(String why, boolean soon) implements Outcome {
    Unknown(String why) {
      this(why, false);
    }
  }

  /**
   * A harm that was measured. All of {@code harm} to {@code minimum} are in the detector's own
   * scale, above 0 is worse.
   *
   * @param harm best estimate
   * @param low lower end that holds at all looks together
   * @param high upper end that holds at all looks together
   * @param likelyHigh upper end at this look alone, with 90 % confidence
   * @param minimum smallest harm that matters, above 0
   * @param samples intervals in which a changed target had a sample
   * @param enough whether the samples suffice for a pass
   * @param observed level on the changed targets, in the metric's unit
   * @param expected level expected without the change, in the metric's unit
   * @param effect relative effect; null where there is no level to relate it to
   * @param onset first sample since which the estimate stayed on the bad side
   */
  record Harm(
      double harm,
      double low,
      double high,
      double likelyHigh,
      double minimum,
      int samples,
      boolean enough,
      double observed,
      double expected,
      @Nullable EffectInterval effect,
      @Nullable Instant onset)
      implements Outcome {
    private static final int FEWEST_TO_FAIL = 3;

    /** A harm this many times the minimum must be excluded before a pass. */
    public static final double TOLERATED = 3;

    public Harm {
      if (!(minimum > 0)) {
        throw new IllegalArgumentException("minimum must be above 0: " + minimum);
      }
    }

    /** How far the estimate lies above half the minimum, in half-widths of the bound. */
    public double statistic() {
      return (harm - minimum / 2) / width();
    }

    /** One half-width, and never less than lets the estimate itself reach the minimum. */
    public double threshold() {
      return Math.max(1, minimum / 2 / width());
    }

    /** What this outcome alone says. */
    public Verdict verdict() {
      if (samples >= FEWEST_TO_FAIL && statistic() > threshold()) {
        return Verdict.FAIL;
      }
      boolean harmless = harm < minimum && likelyHigh < TOLERATED * minimum;
      return enough && harmless ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    /** Whether it looks like a harm that matters, proved or not. */
    public boolean suspicious() {
      return harm >= minimum;
    }

    private double width() {
      return Math.max(harm - low, 1e-12);
    }
  }
}
