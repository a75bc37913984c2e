package dev.sluice.workflows.rollout;

import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;

/** Told what happens to a rollout, to show it. */
public interface RolloutListener {
  /**
   * @param before the state before the event
   * @param after the state after it
   */
  void recorded(RolloutEvent event, RolloutState before, RolloutState after);

  /** All events of one decision are recorded. */
  void decided(RolloutState state);
}
