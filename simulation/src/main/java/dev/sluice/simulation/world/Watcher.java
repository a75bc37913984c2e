package dev.sluice.simulation.world;

/** Looks at a world while it runs; an exception of its ends the world. */
public interface Watcher {
  /** After each signal. */
  default void after(Moment moment) {}

  /** After each step of an order, while targets change between two signals. */
  default void stepped(World world) {}

  /** When nothing is left to happen. */
  default void ended(World world) {}
}
