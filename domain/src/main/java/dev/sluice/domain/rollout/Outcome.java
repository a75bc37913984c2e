package dev.sluice.domain.rollout;

/** How a rollout ended. */
public enum Outcome {
  /** Every batch was changed and judged good. */
  COMPLETED,
  /** Every touched target is back. */
  ROLLED_BACK,
  /** Ended before anything was touched. */
  REFUSED,
  /** A person stopped it and left the touched targets as they are. */
  STOPPED,
  /** Some touched targets are not back, and a person knows. */
  ROLLBACK_FAILED,
  /** A stage's rollout met trouble and leaves the decision to its change. */
  HANDED_BACK
}
