package dev.sluice.domain.control;

/**
 * How far a change is controlled, the least first. The share of changes at or above the level that
 * their services ask for is the standardization rate.
 */
public enum ControlLevel {
  /** Recorded only. */
  OBSERVED,
  /** Checked before and after. */
  GATED,
  /** Judged after each batch. */
  BATCHED,
  /** Its impact was assessed before anything was touched. */
  ASSESSED,
  /** Sluice decides, nobody has to watch. */
  UNATTENDED;

  public boolean isAtLeast(ControlLevel asked) {
    return compareTo(asked) >= 0;
  }
}
