package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.simulation.world.Fleet;
import dev.sluice.simulation.world.Fleet.Condition;
import dev.sluice.simulation.world.World;

/** At the end the targets are as the outcome says. */
public final class EveryTouchedTargetEndsNewOrReverted implements Invariant {
  @Override
  public void ended(World world) {
    Outcome outcome = world.state().outcome();
    if (outcome == null) {
      require(false, "the change never ended, it is %s", world.state().phase());
      return;
    }
    Fleet fleet = world.fleet();
    int changed = fleet.count(Condition.NEW);
    int broken = fleet.count(Condition.BROKEN);
    switch (outcome) {
      case COMPLETED ->
          require(changed == fleet.size(), "completed with %d of %d new", changed, fleet.size());
      case ROLLED_BACK ->
          require(changed + broken == 0, "rolled back with %d new, %d broken", changed, broken);
      case REFUSED -> require(fleet.touched() == 0, "refused with %d touched", fleet.touched());
      // A person knows of what is left and decided so.
      case STOPPED, ROLLBACK_FAILED -> {}
      case HANDED_BACK -> require(false, "a change has nobody to hand back to");
    }
  }
}
