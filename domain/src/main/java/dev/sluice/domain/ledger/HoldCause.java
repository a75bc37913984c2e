package dev.sluice.domain.ledger;

/** Why a change waits before it goes on. */
public enum HoldCause {
  /** For the agreement of people. */
  APPROVAL,
  /** For another change on the same services or their neighbours. */
  LOCK,
  /** Because too many targets are at risk already. */
  CAP,
  /** For the end of a freeze. */
  FREEZE,
  /** For the hours in which it may run. */
  WINDOW,
  /** Because a rule of a policy says so. */
  POLICY,
  /** Because a person said so. */
  PERSON,
  /** Because an inspection leaves the decision to a person. */
  VERDICT;

  /** Whether it ends only when a person acts. */
  public boolean needsPerson() {
    return switch (this) {
      case APPROVAL, PERSON, VERDICT -> true;
      case LOCK, CAP, FREEZE, WINDOW, POLICY -> false;
    };
  }
}
