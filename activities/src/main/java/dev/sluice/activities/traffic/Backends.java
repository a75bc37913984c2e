package dev.sluice.activities.traffic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The backends of a route, with how much of its version's requests each gets.
 *
 * @param sizes by backend, above 0 for one at least of each version
 */
record Backends(Collection<Backend> all, Map<String, Double> sizes) {

  /** As settings have them: a version without requests goes by its weights at start, or evenly. */
  static Backends of(Reading now, Settings settings) {
    Map<String, Double> sizes = new TreeMap<>();
    for (Backend backend : now.backends().values()) {
      List<Backend> alike =
          now.backends().values().stream()
              .filter(other -> other.version().equals(backend.version()))
              .toList();
      SortedMap<String, Integer> start = now.start();
      ToDoubleFunction<Backend> weight = each -> settings.weight(each.name());
      if (sum(alike, weight) == 0 && start != null) {
        weight = each -> start.getOrDefault(each.name(), 0);
      }
      if (sum(alike, weight) == 0) {
        weight = _ -> 1;
      }
      sizes.put(backend.name(), weight.applyAsDouble(backend) / sum(alike, weight));
    }
    return new Backends(now.backends().values(), sizes);
  }

  private static double sum(List<Backend> backends, ToDoubleFunction<Backend> weight) {
    return backends.stream().mapToDouble(weight).sum();
  }

  /** Shares by backend of shares by version. */
  Map<String, Double> divide(Map<String, Double> versions) {
    Map<String, Double> shares = new TreeMap<>();
    for (Backend backend : all) {
      double share = versions.getOrDefault(backend.version(), 0.0);
      shares.put(backend.name(), share * sizes.getOrDefault(backend.name(), 0.0));
    }
    return shares;
  }
}
