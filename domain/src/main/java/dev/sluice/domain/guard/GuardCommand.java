package dev.sluice.domain.guard;

/** What is to be done. */
public enum GuardCommand {
  ASK_GATE,
  /** Watch what the step in hand changed. */
  WATCH_STEP,
  LEAVE_GATE
}
