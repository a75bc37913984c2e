package dev.sluice.domain.plan;

import java.time.Duration;

/**
 * How long a batch is watched.
 *
 * @param minimum a batch can't pass earlier
 * @param maximum undecided after this long, {@code onInconclusive} is done
 * @param onInconclusive never "go on"
 */
public record BakePolicy(Duration minimum, Duration maximum, OnTrouble onInconclusive) {
  public BakePolicy {
    if (minimum.isNegative() || maximum.compareTo(minimum) < 0) {
      throw new IllegalArgumentException(
          "bake: maximum must be at least minimum: " + minimum + ", " + maximum);
    }
  }
}
