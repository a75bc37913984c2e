package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.simulation.world.Moment;

/** When a change has ended nothing changes its targets any more. */
public final class NeverEndsWithWorkInHand implements Invariant {
  @Override
  public void after(Moment moment) {
    if (moment.before().ended() || !moment.after().ended()) {
      return;
    }
    int orders = moment.world().ordersInHand();
    require(orders == 0, "ended with %d orders in hand", orders);
    if (moment.run() == moment.world().change()) {
      require(moment.world().stageInHand() == null, "ended with a stage in hand");
    }
    for (RolloutCommand command : moment.decision().commands()) {
      require(command instanceof RolloutCommand.CancelWork, "ended, and yet %s", command);
    }
  }
}
