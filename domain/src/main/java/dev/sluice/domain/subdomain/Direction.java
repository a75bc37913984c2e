package dev.sluice.domain.subdomain;

/** Which way targets are taken. */
public enum Direction {
  APPLY("apply"),
  /** Last changed, first taken back. */
  REVERT("revert");

  private final String verb;

  Direction(String verb) {
    this.verb = verb;
  }

  /** As it ends idempotency keys, and for people. */
  public String verb() {
    return verb;
  }
}
