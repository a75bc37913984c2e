package dev.sluice.workflows.steps;

import dev.sluice.domain.steps.StepsEvent;
import dev.sluice.domain.steps.StepsState;

/** Told what happens to a change over several sub-domains, to show it. */
public interface StepsListener {
  /**
   * @param after the state after the event
   */
  void recorded(StepsEvent event, StepsState after);

  /** All events of one decision are recorded. */
  void decided(StepsState state);
}
