package dev.sluice.activities.fleet.spec;

import java.time.Duration;

/**
 * The requests sent to the entry service, at times that do not depend on the answers.
 *
 * @param requestsPerSecond mean rate, 0 to 2,000
 * @param maxInFlight requests waiting for an answer at the same time, 1 to 5,000; those beyond it
 *     are dropped and counted
 * @param rampUp time over which the rate grows from a tenth to the whole, 0 to 10 min; a JVM that
 *     has just started is slow, which is not to be measured as the services' own
 */
public record LoadSpec(double requestsPerSecond, int maxInFlight, Duration rampUp) {
  public LoadSpec {
    Checks.within("load.requestsPerSecond", requestsPerSecond, 0, 2_000);
    Checks.within("load.rampUp", rampUp, Duration.ZERO, Duration.ofMinutes(10));
    Checks.size("load.maxInFlight", maxInFlight, 1, 5_000);
  }

  /**
   * The rate at a time.
   *
   * @param elapsed since the load began
   * @return requests per second
   */
  public double rateAfter(Duration elapsed) {
    return elapsed.compareTo(rampUp) >= 0
        ? requestsPerSecond
        : requestsPerSecond * Math.max(0.1, (double) elapsed.toNanos() / rampUp.toNanos());
  }
}
