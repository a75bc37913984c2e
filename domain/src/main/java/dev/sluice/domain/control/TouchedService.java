package dev.sluice.domain.control;

import org.jspecify.annotations.Nullable;

/**
 * A service that a change touches, as far as it is declared.
 *
 * @param tier 1 (core) to 4; 0 where it is not declared
 * @param asked control level that its owners ask for; null where it is not declared
 * @param targetsAtRisk most of its targets that may be at risk at a time, at least 1; null for any
 */
public record TouchedService(
    String name, int tier, @Nullable ControlLevel asked, @Nullable Integer targetsAtRisk) {
  public static TouchedService undeclared(String name) {
    return new TouchedService(name, 0, null, null);
  }

  public boolean declared() {
    return tier > 0;
  }
}
