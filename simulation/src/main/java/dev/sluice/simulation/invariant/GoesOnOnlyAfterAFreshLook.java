package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;

/** Who was suspended asks its targets again and takes a baseline before it does more. */
public final class GoesOnOnlyAfterAFreshLook implements Invariant {
  private boolean stale;
  private boolean ready;

  @Override
  public void after(Moment moment) {
    if (moment.run() != moment.world().change()) {
      return;
    }
    for (RolloutEvent fact : moment.decision().facts()) {
      switch (fact) {
        case RolloutEvent.Suspended _ -> {
          stale = true;
          ready = false;
        }
        // It begins anew: nothing was touched.
        case RolloutEvent.ApprovalAsked _ -> stale = false;
        case RolloutEvent.PrechecksPassed _ -> ready = true;
        case RolloutEvent.BaselineTaken _ -> stale = stale && !ready;
        case RolloutEvent.BatchBegun begun ->
            require(!stale, "batch %d begun without a fresh look", begun.batch());
        case RolloutEvent.BakeBegun bake ->
            require(!stale, "batch %d bakes without a fresh look", bake.batch());
        case RolloutEvent.StageBegun begun ->
            require(!stale, "stage %d begun without a fresh look", begun.stage());
        default -> {
          // Nothing else begins anything.
        }
      }
    }
  }
}
