package dev.sluice.domain.control;

/** Who carries a change out, as far as Sluice knows. */
public enum Carrier {
  /** Another system did it and reported it, or nobody registered it. */
  REPORTED,
  /** Another system does it, and asks Sluice before and after each step. */
  GUARDED,
  /** Sluice, batch by batch. */
  SLUICE
}
