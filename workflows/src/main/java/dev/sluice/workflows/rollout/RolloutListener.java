package dev.sluice.workflows.rollout;

import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Duration;

/** Told what happens to a rollout, to show it. */
public interface RolloutListener {
  /**
   * @param before the state before the event
   * @param after the state after it
   */
  void recorded(RolloutEvent event, RolloutState before, RolloutState after);

  /** A stage that ran by itself baked so long. */
  default void stageBaked(Duration baked) {}

  /** All events of one decision are recorded. */
  void decided(RolloutState state);
}
