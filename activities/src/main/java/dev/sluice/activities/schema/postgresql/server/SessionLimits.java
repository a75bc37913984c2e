package dev.sluice.activities.schema.postgresql.server;

import java.time.Duration;

/**
 * How long a session may take.
 *
 * @param connect to reach the server
 * @param lock to get a lock; others queue behind whoever waits for one
 * @param statement for one statement of a migration
 * @param concurrently for an index that is built or dropped CONCURRENTLY, which keeps nobody out
 * @param idle for a transaction of ours that does nothing, after which the server ends it
 */
public record SessionLimits(
    Duration connect, Duration lock, Duration statement, Duration concurrently, Duration idle) {
  public static final SessionLimits DEFAULT =
      new SessionLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofHours(2),
          Duration.ofSeconds(30));

  public SessionLimits {
    for (Duration limit : new Duration[] {connect, lock, statement, concurrently, idle}) {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("every limit of a session must be above 0");
      }
    }
  }
}
