package dev.sluice.simulation.world;

import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;

/**
 * One signal taken in by one rollout of a world, with what came of it.
 *
 * @param world where it happened, its commands already begun
 * @param run the rollout that took it in
 */
public record Moment(
    World world,
    Run run,
    RolloutState before,
    RolloutSignal signal,
    Decision decision,
    RolloutState after) {}
