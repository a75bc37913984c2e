package dev.sluice.activities.fleet.spec;

import java.time.Duration;

/**
 * How long things may take, and how much is kept.
 *
 * @param callTimeout how long a caller waits for an answer, 10 ms to 1 min
 * @param drainTimeout how long a deploy waits for requests in flight, 10 ms to 1 min
 * @param startup how long a new process takes before it is healthy, 0 to 1 min
 * @param healthTimeout how long a deploy waits for health, 10 ms to 5 min
 * @param scrapeInterval time between two scrapes of an instance, 50 ms to 1 min
 * @param history how long scrapes are kept, 1 min to 2 h
 * @param retainedBytesPerInstance most memory that one instance may leak, up to 256 MB
 */
public record FleetLimits(
    Duration callTimeout,
    Duration drainTimeout,
    Duration startup,
    Duration healthTimeout,
    Duration scrapeInterval,
    Duration history,
    long retainedBytesPerInstance) {
  // Before DEFAULT, whose checks use them.
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final FleetLimits DEFAULT =
      new FleetLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofMinutes(20),
          48L << 20);

  public FleetLimits {
    Checks.within("limits.callTimeout", callTimeout, SHORT, MINUTE);
    Checks.within("limits.drainTimeout", drainTimeout, SHORT, MINUTE);
    Checks.within("limits.startup", startup, Duration.ZERO, MINUTE);
    Checks.within("limits.healthTimeout", healthTimeout, SHORT, Duration.ofMinutes(5));
    Checks.within("limits.scrapeInterval", scrapeInterval, Duration.ofMillis(50), MINUTE);
    Checks.within("limits.history", history, MINUTE, Duration.ofHours(2));
    Checks.size("limits.retainedBytesPerInstance", retainedBytesPerInstance, 0, 256L << 20);
  }

  /** How many scrapes of one instance are kept. */
  public int keptScrapes() {
    return Math.toIntExact(Math.clamp(history.dividedBy(scrapeInterval), 1, 20_000));
  }

  /** The longest that one deploy or revert can take once it has its turn. */
  public Duration deployTimeout() {
    return drainTimeout.plus(healthTimeout).plusSeconds(1);
  }
}
