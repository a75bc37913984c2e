package dev.sluice.domain.changetype;

/** What is asked before the first target is touched. */
public enum Precheck {
  /** Every target is asked whether it is ready; one that is not refuses the change. */
  TARGETS_READY
}
