package dev.sluice.activities.fleet.spec;

/**
 * A log-normal latency.
 *
 * @param medianMillis half of the requests take less, in milliseconds, 0.1 to 10,000
 * @param p95Millis 95 % of the requests take less, in milliseconds, median to 60,000
 */
public record LatencySpec(double medianMillis, double p95Millis) {
  private static final double Z95 = 1.6448536269514722;

  public LatencySpec {
    Checks.within("latency.medianMillis", medianMillis, 0.1, 10_000);
    Checks.within("latency.p95Millis", p95Millis, medianMillis, 60_000);
  }

  /**
   * The latency of one request.
   *
   * @param gaussian a draw from the standard normal distribution
   * @return milliseconds, cut at four standard deviations so that no draw stalls a caller for ever
   */
  public double millis(double gaussian) {
    double sigma = Math.log(p95Millis / medianMillis) / Z95;
    return medianMillis * Math.exp(sigma * Math.clamp(gaussian, -4, 4));
  }

  /** The same shape, {@code factor} times as long. */
  public LatencySpec times(double factor) {
    return new LatencySpec(medianMillis * factor, p95Millis * factor);
  }
}
