package dev.sluice.activities.traffic;

import java.net.URI;
import java.time.Duration;

/**
 * How a proxy's routes are tried.
 *
 * @param url where GET does no harm; {@code {route}} stands for the route's name
 * @param servedBy the answer's header that names the backend or the version; only header routes
 *     need it
 * @param perSecond most probes a second and route, 1 to 1,000
 * @param timeout how long one may take
 */
public record ProbeConfig(String url, String servedBy, int perSecond, Duration timeout) {
  public ProbeConfig {
    if (perSecond < 1 || perSecond > 1_000) {
      throw new IllegalArgumentException("probes perSecond must lie in 1 to 1,000: " + perSecond);
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a probe's timeout must be above 0: " + timeout);
    }
    of(url, "route");
  }

  URI uri(String route) {
    return of(url, route);
  }

  private static URI of(String url, String route) {
    URI uri = URI.create(url.replace("{route}", route));
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("a probe's url must be http or https: " + url);
    }
    return uri;
  }
}
