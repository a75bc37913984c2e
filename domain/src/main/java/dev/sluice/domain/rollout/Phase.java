package dev.sluice.domain.rollout;

/** What a rollout does now. */
public enum Phase {
  /** Planned, nothing done yet. */
  PLANNED,
  AWAITING_APPROVAL,
  PRECHECKING,
  APPLYING,
  BAKING,
  /** A stage with many batches runs as a rollout of its own. */
  IN_STAGE,
  /** Stopped between batches by a person. */
  PAUSED,
  /** Stopped by itself: a person has to decide. */
  HELD,
  ROLLING_BACK,
  /** Every target is changed; the whole is watched for late harm. */
  WATCHING,
  ENDED
}
