package dev.sluice.domain.plan;

import java.time.Duration;

/**
 * How a change is taken back.
 *
 * @param onFailure what a failed batch leads to
 * @param batchTimeout one batch's way back may take this long before it is tried again
 * @param attempts how often a batch's way back is tried before the change is held for a person, at
 *     least 1
 */
public record RollbackPolicy(OnTrouble onFailure, Duration batchTimeout, int attempts) {
  public RollbackPolicy {
    if (attempts < 1 || batchTimeout.isNegative() || batchTimeout.isZero()) {
      throw new IllegalArgumentException("rollback: attempts and timeout must be positive");
    }
  }
}
