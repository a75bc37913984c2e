package dev.sluice.activities.traffic;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of one route.
 *
 * @param route its name, unique on its proxy
 * @param backends by name
 * @param now what the proxy goes by
 * @param start weights it goes by after a restart; null where it forgets nothing
 * @param run which life of the proxy says so
 */
public record Reading(
    String route,
    Map<String, Backend> backends,
    Settings now,
    @Nullable SortedMap<String, Integer> start,
    Run run) {

  public Reading {
    backends = Map.copyOf(backends);
  }

  boolean hasVersion(String version) {
    return backends.values().stream().anyMatch(backend -> backend.version().equals(version));
  }

  boolean isUp(String version) {
    return backends.values().stream()
        .anyMatch(backend -> backend.up() && backend.version().equals(version));
  }

  /** Share of requests by version that settings ask for; empty when no weight is above 0. */
  SortedMap<String, Double> shares(Settings settings) {
    return shares(settings, false);
  }

  /** Share of requests by version that is to be seen, given which backends are left out. */
  SortedMap<String, Double> visibleShares(Settings settings) {
    return shares(settings, true);
  }

  private SortedMap<String, Double> shares(Settings settings, boolean onlyChosen) {
    SortedMap<String, Double> shares = new TreeMap<>();
    double total = 0;
    for (Backend backend : backends.values()) {
      int weight = onlyChosen && !backend.chosen() ? 0 : settings.weight(backend.name());
      shares.merge(backend.version(), (double) weight, Double::sum);
      total += weight;
    }
    double all = total;
    if (all == 0) {
      return new TreeMap<>();
    }
    shares.replaceAll((_, weight) -> weight / all);
    return shares;
  }

  /** Whether every version that settings send requests to can serve them. */
  boolean serves(Settings settings) {
    SortedMap<String, Double> shares = shares(settings);
    return !shares.isEmpty()
        && shares.entrySet().stream()
            .allMatch(share -> share.getValue() == 0 || isUp(share.getKey()))
        && settings.headers().values().stream().allMatch(this::isUp);
  }

  /** Settings for people: {@code v1 80 %, v2 20 %; x-lane=gray to v2}. */
  String words(Settings settings) {
    StringBuilder words = new StringBuilder();
    shares(settings)
        .forEach((version, share) ->
            words
                .append(words.isEmpty() ? "" : ", ")
                .append(version)
                .append(' ')
                .append(Percent.words(share)));
    settings
        .headers()
        .forEach((key, version) -> words.append("; ").append(key).append(" to ").append(version));
    return words.isEmpty() ? "nothing" : words.toString();
  }
}
