package dev.sluice.activities.schema.postgresql.server;

import java.time.Duration;

/**
 * How quiet it must be around a database before it is migrated.
 *
 * @param replicaDelay how long ago a replica may have had the newest write
 * @param replicaBytes how many bytes of the log a replica may lack, which tells of one that stands
 *     still
 * @param transaction how long any transaction may have been open
 */
public record Quiet(Duration replicaDelay, long replicaBytes, Duration transaction) {
  public static final Quiet DEFAULT =
      new Quiet(Duration.ofSeconds(30), 256 << 20, Duration.ofMinutes(5));

  public Quiet {
    if (!replicaDelay.isPositive() || replicaBytes <= 0 || !transaction.isPositive()) {
      throw new IllegalArgumentException(
          "replicaDelay, replicaBytes and transaction must be above 0");
    }
  }
}
