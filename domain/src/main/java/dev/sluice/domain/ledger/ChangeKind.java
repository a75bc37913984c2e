package dev.sluice.domain.ledger;

/** Who carries a change out, and how it came to be known. */
public enum ChangeKind {
  /** Sluice does. */
  OWN,
  /** Another system does, and asks Sluice before and after. */
  GUARDED,
  /** Another system does, and tells Sluice. */
  REPORTED,
  /** Nobody told: it was found on the running systems. */
  UNREGISTERED
}
