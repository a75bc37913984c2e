package dev.sluice.activities.batch;

import dev.sluice.domain.subdomain.Effect;

/** What became of one target of a batch. */
sealed interface TargetOutcome {
  record Done(Effect effect) implements TargetOutcome {}

  /**
   * @param why one sentence, and what would help
   */
  record Failed(String why) implements TargetOutcome {}
}
