package dev.sluice.simulation.world;

import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;

/** What decides in a world: the rollout itself, or a broken one that an invariant must catch. */
@FunctionalInterface
public interface Decider {
  Decision decide(RolloutState state, RolloutSignal signal);
}
