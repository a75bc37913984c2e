package dev.sluice.activities.metrics.prometheus;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which Prometheus is read, and how.
 *
 * @param address root of the server, for example {@code http://127.0.0.1:9090}; http or https
 * @param targetLabel label whose value is the target's name
 * @param step time between two samples, 1 ms to 1 h
 * @param timeout of one request, 1 ms to 5 min
 */
public record PrometheusConfig(URI address, String targetLabel, Duration step, Duration timeout) {
  /** Label that Prometheus itself puts on whatever it scrapes. */
  public static final String DEFAULT_LABEL = "instance";

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Duration LONGEST_STEP = Duration.ofHours(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  public PrometheusConfig {
    require(
        ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
            && address.getHost() != null
            && address.getQuery() == null
            && address.getFragment() == null,
        "prometheus.address must be an http or https address without a query: " + address);
    require(
        LABEL.matcher(targetLabel).matches(),
        "prometheus.targetLabel must be the name of a label: " + targetLabel);
    require(within(step, LONGEST_STEP), "prometheus.step must lie in 1 ms to 1 h: " + step);
    require(
        within(timeout, LONGEST_TIMEOUT),
        "prometheus.timeout must lie in 1 ms to 5 min: " + timeout);
  }

  private static boolean within(Duration value, Duration most) {
    return value.compareTo(SHORTEST) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
