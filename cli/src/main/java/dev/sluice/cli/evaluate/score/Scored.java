package dev.sluice.cli.evaluate.score;

import dev.sluice.domain.inspection.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a case and what was said about it.
 *
 * @param prediction null where nothing was said, which counts as inconclusive
 */
record Scored(Label label, @Nullable Prediction prediction) {
  Verdict verdict() {
    return prediction == null ? Verdict.INCONCLUSIVE : prediction.verdict();
  }

  /** NaN where there is none. */
  double score() {
    return prediction == null ? Double.NaN : prediction.score();
  }

  /** Samples from the onset to the detection, at least 0; NaN unless a bad case was caught. */
  double delay() {
    if (prediction == null || !label.bad() || verdict() != Verdict.FAIL) {
      return Double.NaN;
    }
    int at = prediction.detectedAt();
    return at < 0 ? Double.NaN : Math.max(at - label.onset(), 0);
  }
}
