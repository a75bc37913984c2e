package dev.sluice.domain.control;

/** What a rule says of emergency changes. */
public enum EmergencyRule {
  /** It binds them as any other. */
  BIND,
  /** Its window and its hold do not bind them; all else does. */
  SKIP_WAITS,
  /** It refuses them. */
  REFUSE
}
