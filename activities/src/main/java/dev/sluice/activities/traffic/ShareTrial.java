package dev.sluice.activities.traffic;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Tells by exact binomial tests whether requests are shared as asked, and no longer as before.
 *
 * @param from share of requests a version had, 0 to 1
 * @param to share it is to have
 */
record ShareTrial(double from, double to) {
  /** How often an old share is taken for the new one, or the new one not recognized. */
  static final double ERROR = 0.001;

  /** Requests that are waited for at least. */
  static final int FEWEST = 20;

  /** Nobody waits for more. */
  static final int MOST = 1_000_000;

  private static final double POWER = 0.99;
  private static final double GROWTH = 1.05;

  /** Requests after which the two shares can be told apart; above {@link #MOST} for never. */
  int needed() {
    double requests = FEWEST;
    while (requests <= MOST && power((int) requests) < POWER) {
      requests = Math.ceil(requests * GROWTH);
    }
    return (int) requests;
  }

  /** Whether what was seen speaks for the new share against the old one. */
  boolean differs(int requests, int reached) {
    BinomialDistribution old = BinomialDistribution.of(requests, from);
    return to > from
        ? old.survivalProbability(reached - 1) <= ERROR
        : old.cumulativeProbability(reached) <= ERROR;
  }

  /** Whether what was seen is what the new share looks like. */
  boolean fits(int requests, int reached) {
    BinomialDistribution asked = BinomialDistribution.of(requests, to);
    return asked.survivalProbability(reached - 1) > ERROR / 2
        && asked.cumulativeProbability(reached) > ERROR / 2;
  }

  private double power(int requests) {
    BinomialDistribution old = BinomialDistribution.of(requests, from);
    BinomialDistribution asked = BinomialDistribution.of(requests, to);
    return to > from
        ? asked.survivalProbability(old.inverseSurvivalProbability(ERROR))
        : asked.cumulativeProbability(old.inverseCumulativeProbability(ERROR) - 1);
  }
}
