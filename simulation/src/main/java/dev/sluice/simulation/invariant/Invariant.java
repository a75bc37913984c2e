package dev.sluice.simulation.invariant;

import dev.sluice.simulation.world.BrokenWorld;
import dev.sluice.simulation.world.Watcher;

/** A claim about every rollout, named by its class. One instance watches one world. */
public interface Invariant extends Watcher {
  /**
   * @param found what was found instead, in one sentence
   * @throws BrokenWorld when it does not hold
   */
  @SuppressWarnings("AnnotateFormatMethod")
  default void require(boolean holds, String found, Object... arguments) {
    if (!holds) {
      throw new BrokenWorld(getClass().getSimpleName(), found.formatted(arguments));
    }
  }
}
