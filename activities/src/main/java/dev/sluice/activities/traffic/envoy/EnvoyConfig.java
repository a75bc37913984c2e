package dev.sluice.activities.traffic.envoy;

import dev.sluice.activities.traffic.ProxyPlace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One Envoy.
 *
 * @param place which it is
 * @param admin its admin interface, without a path; it is only read
 * @param routes the file in which Envoy finds its routes (RDS), as JSON, in a folder that Envoy
 *     watches and this process may write to
 * @param timeout how long one call may take, and how long Envoy may take for a new file
 */
public record EnvoyConfig(ProxyPlace place, URI admin, Path routes, Duration timeout) {
  public EnvoyConfig {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "%s's timeout must be above 0: %s".formatted(place.name(), timeout));
    }
    if (!"http".equals(admin.getScheme()) && !"https".equals(admin.getScheme())) {
      throw new IllegalArgumentException(
          "%s's admin must be an http or https address: %s".formatted(place.name(), admin));
    }
    if (!routes.isAbsolute() || !routes.toString().endsWith(".json")) {
      throw new IllegalArgumentException(
          "%s's routes must be the absolute path of a .json file: %s"
              .formatted(place.name(), routes));
    }
  }
}
