package dev.sluice.domain.changetype;

/** How far a running change goes on when a freeze or an incident begins. */
public enum OnStop {
  /** The batch in hand is finished and judged. */
  HOLD,
  /** So is the stage in hand. */
  DRAIN
}
