package dev.sluice.activities.schema.postgresql.lint;

/** What a script is for. */
public enum Phase {
  /** The running version must go on working. */
  EXPAND,
  /** What nothing uses any more may go. */
  CONTRACT,
  /** Takes an expansion back. */
  WAY_BACK;

  boolean mayDrop() {
    return this != EXPAND;
  }
}
