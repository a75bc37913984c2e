package dev.sluice.domain.rollout;

/** Why a rollout does not go on by itself. */
public enum Trouble {
  /** The bake's limit came before a verdict. */
  UNDECIDED,
  /** The inspection failed the batch. */
  FAILED,
  /** After it stood still, targets are not ready for more. */
  NOT_READY,
  /** Some targets could not be changed. */
  APPLY_FAILED,
  /** Some targets could not be taken back. */
  ROLLBACK_STUCK,
  /** A person asked for a pause (only between a stage and its change). */
  PAUSE
}
