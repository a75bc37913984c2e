package dev.sluice.domain.guard;

/** Where a change stands that another platform carries out. */
public enum GuardPhase {
  /** Between two steps, or before the first. */
  BETWEEN_STEPS,
  /** A step was let in, and is being carried out. */
  IN_STEP,
  /** Sluice watches what the step changed. */
  STEP_WATCHED,
  /** The inspection could not tell: a person has to decide. */
  UNDECIDED,
  /** It has to be taken back, for good. */
  TO_ROLL_BACK,
  /** The other platform ended it. */
  OVER,
  /** It said nothing for too long. */
  SILENT;

  /** Whether nothing can follow. */
  public boolean isEnd() {
    return this == OVER || this == SILENT;
  }
}
