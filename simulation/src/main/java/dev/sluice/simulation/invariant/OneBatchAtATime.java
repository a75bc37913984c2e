package dev.sluice.simulation.invariant;

import dev.sluice.simulation.world.Moment;

/** No two orders that change targets or take them back run at once. */
public final class OneBatchAtATime implements Invariant {
  @Override
  public void after(Moment moment) {
    int orders = moment.world().ordersInHand();
    require(orders <= 1, "%d orders at once", orders);
  }
}
