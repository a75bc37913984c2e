package dev.sluice.inspection.attribution;

/** Which calls a signal is about, seen from the service that measured it. */
public enum Side {
  /** All that its service does. */
  ALL,
  /** Calls that a peer made to it. */
  SERVED,
  /** Calls that it made to a peer. */
  CALLED
}
