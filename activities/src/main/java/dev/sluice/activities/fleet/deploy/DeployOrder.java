package dev.sluice.activities.fleet.deploy;

import java.time.Duration;

/**
 * What is to be done to one instance.
 *
 * @param action whether it is to run another version, or to go back
 * @param change id of the change that asks
 * @param instance name of the instance
 * @param version what it is to run; empty for a revert
 * @param key the same action with the same key has one effect at most
 * @param fence attempt number; smaller than one seen with the same action and key is refused
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

  String scopedKey() {
    return action + " " + key;
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
    REVERT
  }
}
