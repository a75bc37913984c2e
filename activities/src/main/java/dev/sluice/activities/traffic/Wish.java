package dev.sluice.activities.traffic;

import dev.sluice.domain.problem.ProblemException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an order wants of a route. */
sealed interface Wish {
  String version();

  /**
   * What the proxy is to go by.
   *
   * @param before what it went by before the change first touched the route
   * @param told what it was told since by the same change, else the same as before
   * @param now the route as it is
   * @throws ProblemException when that can't be asked of this route
   */
  Settings settings(Settings before, Settings told, Reading now, int mostWeight);

  /**
   * A share of the requests to one version; the others share the rest as they did before.
   *
   * @param percent 0 to 100
   */
  record Weight(String version, double percent) implements Wish {
    @Override
    public Settings settings(Settings before, Settings told, Reading now, int mostWeight) {
      requireVersion(now, version);
      double share = percent / 100;
      SortedMap<String, Double> shares = now.shares(before);
      double others =
          shares.entrySet().stream()
              .filter(each -> !each.getKey().equals(version))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      Map<String, Double> wanted = new TreeMap<>();
      for (String each : now.backends().values().stream().map(Backend::version).toList()) {
        wanted.put(
            each, each.equals(version) ? share : (1 - share) * part(each, shares, others, now));
      }
      return told.withWeights(
          new WeightScale(mostWeight).weights(Backends.of(now, before).divide(wanted)));
    }

    /** Which part of the rest a version gets. */
    private double part(String other, Map<String, Double> shares, double others, Reading now) {
      if (others > 0) {
        return shares.getOrDefault(other, 0.0) / others;
      }
      long versions = now.backends().values().stream().map(Backend::version).distinct().count();
      if (versions > 2 && percent < 100) {
        throw TrafficProblems.author(
            "AMBIGUOUS_REST",
            "%s has all requests of %s, and of the other versions none says which gets the rest; give one of those its percent instead"
                .formatted(version, now.route()));
      }
      return 1;
    }
  }

  /** All requests with a header to one version. */
  record HeaderRoute(String header, String value, String version) implements Wish {
    @Override
    public Settings settings(Settings before, Settings told, Reading now, int mostWeight) {
      requireVersion(now, version);
      return told.withHeader(Settings.headerKey(header, value), version);
    }
  }

  private static void requireVersion(Reading now, String version) {
    if (!now.hasVersion(version)) {
      throw TrafficProblems.operator(
          "UNKNOWN_VERSION",
          "%s has no backend of version %s; it has %s"
              .formatted(
                  now.route(),
                  version,
                  now.backends().values().stream()
                      .map(Backend::version)
                      .distinct()
                      .sorted()
                      .toList()));
    }
  }
}
