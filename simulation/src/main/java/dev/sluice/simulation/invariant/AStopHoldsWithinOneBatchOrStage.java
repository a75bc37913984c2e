package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;

/**
 * While a freeze or an incident lasts, the change begins no batch, a stage of it at most one; one
 * that drains begins no other stage.
 */
public final class AStopHoldsWithinOneBatchOrStage implements Invariant {
  private boolean stopped;
  private boolean drains;
  private int begunSince;
  private int stage = -1;

  @Override
  public void after(Moment moment) {
    boolean ofChange = moment.run() == moment.world().change();
    for (RolloutEvent fact : moment.decision().facts()) {
      switch (fact) {
        case RolloutEvent.StopAsked asked -> {
          stopped = true;
          drains = asked.drains();
          begunSince = 0;
        }
        // Who waits for people again has left the gate, which stops only those inside.
        case RolloutEvent.Woken _, RolloutEvent.ApprovalAsked _ -> stopped = false;
        case RolloutEvent.StageBegun begun when ofChange -> {
          boolean again = drains && begun.stage() == stage;
          require(!stopped || again, "stage %d begun", begun.stage());
          stage = begun.stage();
        }
        case RolloutEvent.BatchBegun begun when stopped && !drains && begun.attempt() == 1 -> {
          begunSince++;
          require(!ofChange && begunSince <= 1, "batch %d begun", begun.batch());
        }
        default -> {
          // Nothing else begins anything.
        }
      }
    }
  }
}
