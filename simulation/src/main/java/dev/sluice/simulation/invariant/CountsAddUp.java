package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.simulation.world.Fleet;
import dev.sluice.simulation.world.Fleet.Condition;
import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.Run;
import dev.sluice.simulation.world.World;

/** What the change says of itself agrees with its targets, as far as it claims to know. */
public final class CountsAddUp implements Invariant {
  @Override
  public void after(Moment moment) {
    World world = moment.world();
    RolloutState state = world.state();
    Fleet fleet = world.fleet();
    Run stage = world.stageInHand();
    int begunTargets = targets(state, state.begun());
    require(
        state.changed() >= 0 && state.changed() <= begunTargets,
        "%d changed of %d in the batches begun",
        state.changed(),
        begunTargets);
    require(
        state.reverted() >= 0 && state.reverted() <= begunTargets,
        "%d taken back of %d in the batches begun",
        state.reverted(),
        begunTargets);
    if (stage == null && !moment.run().waitsForAnswer() && moment.run() == world.change()) {
      settled(state, fleet);
    }
  }

  /** Nothing is under way, so nothing is still to be told. */
  private void settled(RolloutState state, Fleet fleet) {
    require(
        fleet.lastTouchedBatch() <= state.begun(),
        "batch %d is touched, %d are begun",
        fleet.lastTouchedBatch(),
        state.begun());
    require(
        fleet.atRisk() <= state.targetsAtRisk(),
        "%d targets at risk, %d are said",
        fleet.atRisk(),
        state.targetsAtRisk());
  }

  @Override
  public void ended(World world) {
    RolloutState state = world.state();
    Outcome outcome = state.outcome();
    int changed = world.fleet().count(Condition.NEW);
    if (outcome == Outcome.COMPLETED) {
      require(state.changed() == changed, "%d changed, %d said", changed, state.changed());
    }
    if (outcome == Outcome.ROLLED_BACK) {
      int all = targets(state, state.begun());
      require(state.reverted() == all, "%d back, %d said", all, state.reverted());
    }
    if (outcome == Outcome.STOPPED && world.lostStages() == 0) {
      require(state.changed() == changed, "%d changed, %d said", changed, state.changed());
    }
  }

  private static int targets(RolloutState state, int batches) {
    int targets = 0;
    for (int k = 1; k <= batches; k++) {
      targets += state.batch(k).targets();
    }
    return targets;
  }
}
