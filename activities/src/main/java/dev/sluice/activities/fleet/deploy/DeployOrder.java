package dev.sluice.activities.fleet.deploy;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.util.Map;

/**
 * What is to be done to one instance.
 *
 * @param action whether it is to run another version, or to go back
 * @param change id of the change that asks
 * @param instance name of the instance
 * @param version what it is to run; empty for a revert
 * @param key the same action with the same key has one effect at most
 * @param fence attempt number; smaller than one seen with the same action of the change is refused
 * @param turnWithin how long to wait until no other order is at work on the instance
 */
public record DeployOrder(
    Action action,
    String change,
    String instance,
    String version,
    String key,
    long fence,
    Duration turnWithin) {
  private static final int MAX_LENGTH = 500;

  public DeployOrder {
    required("change", change);
    required("key", key);
  }

  /** As order books know it. */
  TargetOrder inBook() {
    return new TargetOrder(change, instance, "", Map.of(), key, fence);
  }

  private static void required(String field, String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          field + " must have 1 to " + MAX_LENGTH + " characters, has " + value.length());
    }
  }

  /** Which way an order goes. */
  public enum Action {
    DEPLOY,
    REVERT;

    Direction direction() {
      return switch (this) {
        case DEPLOY -> Direction.APPLY;
        case REVERT -> Direction.REVERT;
      };
    }
  }
}
