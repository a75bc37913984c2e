package dev.sluice.domain.guard;

/** How a change stands to the gate. */
public enum GateStance {
  NOT_ASKED,
  WAITING,
  OPEN
}
