package dev.sluice.domain.control;

/** Whether a rule counts. */
public enum RuleStatus {
  /** Judged and recorded, decides nothing. */
  SHADOW,
  /** Decides. */
  ENFORCED
}
