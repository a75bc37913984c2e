package dev.sluice.domain.guard;

/** What the other platform is answered. */
public sealed interface GuardAnswer {
  /** The step may begin, or was good. */
  record Go() implements GuardAnswer {}

  /**
   * Touch nothing, ask again.
   *
   * @param on as the end of "waits for ..."
   */
  record Wait(String on) implements GuardAnswer {}

  /** Take back what the change touched. Never followed by another answer. */
  record RollBack(String reason) implements GuardAnswer {}
}
