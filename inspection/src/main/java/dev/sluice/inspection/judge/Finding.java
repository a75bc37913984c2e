package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.MetricSpec.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one metric, and since when.
 *
 * @param evidence what was compared and what came out
 * @param onset first sample of the anomaly; null where there is none
 * @param doubtful whether a pass should wait for it: it looks bad without proof, or will soon have
 *     the samples to tell
 */
record Finding(Evidence evidence, @Nullable Instant onset, boolean doubtful) {

  /** The weightier the higher: failures, then what has no answer, then the rest; context last. */
  double rank() {
    double verdict =
        switch (evidence.verdict()) {
          case FAIL -> 2e6;
          case INCONCLUSIVE -> 1e6;
          case PASS -> 0;
        };
    double context = evidence.role() == Role.CONTEXT ? -4e6 : 0;
    double share = evidence.statistic() / evidence.threshold();
    return verdict + context + (Double.isNaN(share) ? 0 : Math.clamp(share, -1e5, 1e5));
  }
}
