package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Verdict;

/** What one metric says by now, and why it says no more. */
enum Standing {
  /** It got worse, further than happens without a change. */
  HARMFUL,
  /** It moved no further than it does without a change. */
  HARMLESS,
  /** Its newest samples look worse, without proof. */
  SUSPICIOUS,
  /** It varies so much that a harm that matters would not be seen yet. */
  TOO_COARSE,
  /** Samples come in, but there are not enough yet. */
  TOO_FEW,
  /** There is nothing to compare. */
  UNKNOWN;

  Verdict verdict() {
    return switch (this) {
      case HARMFUL -> Verdict.FAIL;
      case HARMLESS -> Verdict.PASS;
      case SUSPICIOUS, TOO_COARSE, TOO_FEW, UNKNOWN -> Verdict.INCONCLUSIVE;
    };
  }
}
