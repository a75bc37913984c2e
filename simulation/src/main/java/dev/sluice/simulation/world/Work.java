package dev.sluice.simulation.world;

/** Something a rollout has ordered and waits for. */
interface Work {
  /** Asks it to stop; what changes targets still answers how far it came. */
  void cancel();

  /** Ends it at once, without an answer: whoever did it is gone. */
  void kill();
}
