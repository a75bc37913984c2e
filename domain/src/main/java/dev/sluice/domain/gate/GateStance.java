package dev.sluice.domain.gate;

/** How a change stands to the gate. */
public enum GateStance {
  /** It holds nothing and waits for nothing. */
  NOT_ASKED,
  WAITING,
  /** It was let in, and has not ended. */
  OPEN
}
