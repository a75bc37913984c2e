package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.Passage;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;

/** A change that has to pass the gate asks no target and changes none before it is let in. */
public final class NothingBeginsBeforeTheGateOpens implements Invariant {
  private boolean open;

  @Override
  public void after(Moment moment) {
    if (moment.run() != moment.world().change()
        || !moment.run().first().passage().equals(Passage.CLOSED)) {
      return;
    }
    for (RolloutEvent fact : moment.decision().facts()) {
      boolean outside =
          fact instanceof RolloutEvent.ApprovalAsked || fact instanceof RolloutEvent.GateAsked;
      open = fact instanceof RolloutEvent.GateOpened || (open && !outside);
      boolean begins =
          fact instanceof RolloutEvent.PrechecksBegun
              || fact instanceof RolloutEvent.BatchBegun
              || fact instanceof RolloutEvent.StageBegun;
      require(open || !begins, "%s before the gate opened", fact);
    }
  }
}
