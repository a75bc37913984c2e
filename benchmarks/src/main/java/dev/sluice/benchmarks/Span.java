package dev.sluice.benchmarks;

/** How much of a metric there is, at one sample a minute. */
public enum Span {
  HOUR_AFTER_HOUR(60, 60),
  DAY_AFTER_DAY(1_440, 1_440),
  /** A past that is long beside the bake: placebo changes are tried on it. */
  HOUR_AFTER_DAY(1_440, 60);

  /** Samples before the change. */
  final int before;

  /** Samples since the change. */
  final int since;

  Span(int before, int since) {
    this.before = before;
    this.since = since;
  }
}
