package dev.sluice.domain.subdomain;

import java.time.Duration;

/**
 * How much a sub-domain can take. Whoever gives orders keeps to it.
 *
 * @param concurrency most targets of one batch that are worked on at the same time, at least 1
 * @param ordersPerSecond most orders begun in a second, over all that work on one batch; above 0,
 *     {@link #ANY_RATE} for no limit
 * @param patience how long a target may take to arrive after its order, above 0; one that takes
 *     longer has failed
 */
public record Limits(int concurrency, double ordersPerSecond, Duration patience) {
  public static final double ANY_RATE = Double.POSITIVE_INFINITY;

  public Limits {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
    }
    if (!(ordersPerSecond > 0)) {
      throw new IllegalArgumentException("ordersPerSecond must be above 0: " + ordersPerSecond);
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience must be above 0: " + patience);
    }
  }
}
