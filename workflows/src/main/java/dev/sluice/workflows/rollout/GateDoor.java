package dev.sluice.workflows.rollout;

/** How a change speaks to the gate that all changes share. Both return at once. */
public interface GateDoor {
  /** Asks to be let in; the answers come as signals. */
  void ask();

  /** Gives back what it asked for, or holds. */
  void leave();
}
