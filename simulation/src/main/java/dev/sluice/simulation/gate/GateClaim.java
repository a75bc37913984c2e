package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.GateCommand;
import dev.sluice.simulation.world.BrokenWorld;

/** A claim about the gate, named by its class. One instance watches one world. */
public interface GateClaim {
  /** Before a change that was let in begins. */
  default void opening(GateWorld world, GateCommand.Open open) {}

  /** After all that followed from a signal was done. */
  default void after(GateWorld world) {}

  /** When nothing will happen any more. */
  default void end(GateWorld world) {}

  /**
   * @throws BrokenWorld when it does not hold
   */
  @SuppressWarnings("AnnotateFormatMethod")
  default void require(boolean holds, String found, Object... arguments) {
    if (!holds) {
      throw new BrokenWorld(getClass().getSimpleName(), found.formatted(arguments));
    }
  }
}
