package dev.sluice.activities.traffic;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy it is.
 *
 * @param name the first part of its targets' names
 * @param zone failure domain it lives in
 * @param labels of all its targets, beside {@code proxy}, {@code zone}, {@code route} and {@code
 *     service}
 * @param probe how requests are sent where there is too little traffic; null to only count what
 *     comes
 */
public record ProxyPlace(
    String name, String zone, Map<String, String> labels, @Nullable ProbeConfig probe) {

  public ProxyPlace {
    labels = Map.copyOf(labels);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "a proxy's name is letters, digits, '.', '_' and '-', 63 at most: " + name);
    }
    if (zone.isEmpty()) {
      throw new IllegalArgumentException("proxy %s has no zone; name one".formatted(name));
    }
  }
}
