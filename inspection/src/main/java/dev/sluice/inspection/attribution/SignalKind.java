package dev.sluice.inspection.attribution;

/** What a signal measures. */
public enum SignalKind {
  /** Share of calls that fail, in percent; more is worse. */
  FAILURES,
  /** How long calls take, in any one unit; more is worse. */
  LATENCY,
  /** Processor, memory and the like, in any one unit; more is worse. */
  RESOURCE
}
