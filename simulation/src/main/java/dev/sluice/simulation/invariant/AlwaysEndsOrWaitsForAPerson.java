package dev.sluice.simulation.invariant;

import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.World;

/**
 * A rollout that waits for no answer has ended, waits for a person or for the end of a freeze: none
 * stalls in silence.
 */
public final class AlwaysEndsOrWaitsForAPerson implements Invariant {
  @Override
  public void after(Moment moment) {
    if (moment.run().waitsForAnswer()) {
      return;
    }
    boolean fine =
        switch (moment.after().phase()) {
          // Of what is planned again another rollout follows.
          case AWAITING_APPROVAL, REPLANNING, PAUSED, HELD, ENDED -> true;
          case SUSPENDED -> moment.after().passage().isStopped();
          case PLANNED,
              AT_GATE,
              PRECHECKING,
              TAKING_BASELINE,
              APPLYING,
              BAKING,
              IN_STAGE,
              ROLLING_BACK,
              WATCHING ->
              false;
        };
    require(fine, "%s waits for nothing: %s", moment.run().name(), moment.after().phase());
  }

  @Override
  public void ended(World world) {
    require(world.state().ended(), "nothing left to happen, and it is %s", world.state().phase());
  }
}
