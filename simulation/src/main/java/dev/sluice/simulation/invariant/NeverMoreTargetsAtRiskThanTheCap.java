package dev.sluice.simulation.invariant;

import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.World;

/** Targets changed and not yet found good never outnumber the plan's cap. */
public final class NeverMoreTargetsAtRiskThanTheCap implements Invariant {
  @Override
  public void after(Moment moment) {
    stepped(moment.world());
  }

  @Override
  public void stepped(World world) {
    int cap = world.plan().maxTargetsAtRisk();
    int atRisk = world.fleet().atRisk();
    require(atRisk <= cap, "%d targets at risk, the cap is %d", atRisk, cap);
  }
}
