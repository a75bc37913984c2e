package dev.sluice.workflows.change;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.workflows.rollout.RolloutMetrics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what whole changes do: how they end, and how long the way back takes. */
final class ChangeMetrics {
  private final RolloutMetrics rollout;
  private @Nullable Instant rollbackBegan;

  ChangeMetrics(String type) {
    rollout = new RolloutMetrics(type);
  }

  void recorded(RolloutEvent event, RolloutState before, Instant now) {
    rollout.recorded(event, before);
    if (event instanceof RolloutEvent.RollbackBegun) {
      rollbackBegan = now;
    } else if (event instanceof RolloutEvent.Ended ended) {
      rolledBack(now);
      ended(ended.outcome());
    }
  }

  void ended(Outcome outcome) {
    rollout.count("sluice_changes", "outcome", outcome.name());
  }

  private void rolledBack(Instant now) {
    if (rollbackBegan != null) {
      rollout.record("sluice_rollback", rollbackBegan, now);
      rollbackBegan = null;
    }
  }
}
