package dev.sluice.domain.plan;

/** What is done when a batch fails or can't be judged. */
public enum OnTrouble {
  ROLL_BACK,
  /** Stop where it is and wait for a person. */
  HOLD
}
