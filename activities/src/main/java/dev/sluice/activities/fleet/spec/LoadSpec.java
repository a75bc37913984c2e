package dev.sluice.activities.fleet.spec;

/**
 * The requests sent to the entry service, at times that do not depend on the answers.
 *
 * @param requestsPerSecond mean rate, 0 to 2,000
 * @param maxInFlight requests waiting for an answer at the same time, 1 to 5,000; those beyond it
 *     are dropped and counted
 */
public record LoadSpec(double requestsPerSecond, int maxInFlight) {
  public LoadSpec {
    Checks.within("load.requestsPerSecond", requestsPerSecond, 0, 2_000);
    Checks.size("load.maxInFlight", maxInFlight, 1, 5_000);
  }
}
