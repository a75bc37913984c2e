package dev.sluice.domain.rollout;

/** What a rollout does now. */
public enum Phase {
  /** Planned, nothing done yet. */
  PLANNED,
  AWAITING_APPROVAL,
  /** Untouched, and handed back to be planned again. */
  REPLANNING,
  /** Waits until other changes, caps and freezes let it begin. */
  AT_GATE,
  PRECHECKING,
  /** Was suspended: watches unchanged targets before it goes on. */
  TAKING_BASELINE,
  APPLYING,
  BAKING,
  /** A stage with many batches runs as a rollout of its own. */
  IN_STAGE,
  /** Stopped between batches by a person. */
  PAUSED,
  /** Stopped between batches by a freeze or an incident. */
  SUSPENDED,
  /** Stopped by itself: a person has to decide. */
  HELD,
  ROLLING_BACK,
  /** Every target is changed; the whole is watched for late harm. */
  WATCHING,
  ENDED
}
