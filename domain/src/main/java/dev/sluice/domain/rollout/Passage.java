package dev.sluice.domain.rollout;

import dev.sluice.domain.gate.GateStance;

/**
 * How a rollout stands to the gate that all changes share.
 *
 * @param asks whether it has to pass the gate before it begins
 * @param open whether it has passed
 * @param told what it waits for at the gate, in words; empty when it was not told
 * @param stop the freeze or incident that stops it now, in words; empty for none
 * @param drains whether it still finishes the stage in hand
 * @param stale whether it has stood still since prechecks and baseline were made
 * @param looks how often prechecks and baseline were made again
 */
public record Passage(
    boolean asks,
    boolean open,
    String told,
    String stop,
    boolean drains,
    boolean stale,
    int looks) {
  /** Nobody is asked. */
  public static final Passage FREE = new Passage(false, false, "", "", false, false, 0);

  /** It has to pass and has not yet. */
  public static final Passage CLOSED = new Passage(true, false, "", "", false, false, 0);

  /** Whether a freeze or an incident stops it now. */
  public boolean isStopped() {
    return !stop.isEmpty();
  }

  /**
   * Where it stands.
   *
   * @param waits whether it has asked and was not let in yet
   */
  public GateStance stance(boolean waits) {
    if (!asks) {
      return GateStance.NOT_ASKED;
    }
    if (open) {
      return GateStance.OPEN;
    }
    return waits ? GateStance.WAITING : GateStance.NOT_ASKED;
  }

  /** The same, told that it waits for this. */
  public Passage told(String words) {
    return new Passage(asks, open, words, stop, drains, stale, looks);
  }

  /** The same, outside once more. What was asked before is not waited for any more. */
  public Passage closedAgain() {
    return new Passage(asks, false, "", "", false, false, looks + 1);
  }

  /** The same, let in. */
  public Passage opened() {
    return new Passage(asks, true, "", stop, drains, stale, looks);
  }

  /**
   * The same, stopped.
   *
   * @param words by which freeze or incident; empty for none any more
   */
  public Passage stopped(String words, boolean finishesStage) {
    return new Passage(asks, open, told, words, finishesStage, stale, looks);
  }

  Passage looked() {
    return new Passage(asks, open, told, stop, drains, stale, looks + 1);
  }

  Passage stale(boolean value) {
    return new Passage(asks, open, told, stop, drains, value, looks);
  }
}
