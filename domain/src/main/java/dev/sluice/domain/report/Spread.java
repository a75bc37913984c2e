package dev.sluice.domain.report;

import java.time.Duration;

/**
 * How long something took, over many changes.
 *
 * @param count how many
 * @param median half of them took at most this; zero of none
 * @param p90 nine of ten took at most this; zero of none
 * @param sum all of them together
 */
public record Spread(int count, Duration median, Duration p90, Duration sum) {
  /** Of lengths in milliseconds, in rising order. */
  static Spread of(long[] sorted) {
    long sum = 0;
    for (long each : sorted) {
      sum += each;
    }
    return new Spread(
        sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.9), Duration.ofMillis(sum));
  }

  /** The smallest length that this share of them does not exceed. */
  private static Duration quantile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return rank == 0 ? Duration.ZERO : Duration.ofMillis(sorted[rank - 1]);
  }
}
