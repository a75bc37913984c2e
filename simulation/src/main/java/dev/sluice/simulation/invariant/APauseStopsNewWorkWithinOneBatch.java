package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;

/** After a pause at most one batch more is begun, and none before somebody says go on. */
public final class APauseStopsNewWorkWithinOneBatch implements Invariant {
  private boolean paused;
  private int begunSince;

  @Override
  public void after(Moment moment) {
    boolean ofChange = moment.run() == moment.world().change();
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fact instanceof RolloutEvent.PauseAsked && ofChange) {
        paused = true;
        begunSince = 0;
      } else if (fact instanceof RolloutEvent.Resumed && ofChange) {
        paused = false;
      } else if (fact instanceof RolloutEvent.BatchBegun begun && begun.attempt() == 1) {
        begunSince++;
        require(!paused || begunSince <= 1, "batch %d begun after a pause", begun.batch());
        require(!paused || !ofChange, "batch %d begun in spite of a pause", begun.batch());
      }
    }
  }
}
