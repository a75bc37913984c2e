package dev.sluice.activities.traffic.envoy;

import dev.sluice.activities.traffic.Backend;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The split routes of route configurations, as JSON has them. A route is one with a name and two
 * weighted clusters or more; a cluster's name ends with its version, as in {@code checkout-v1}.
 *
 * @param configurations of Envoy's type RouteConfiguration
 */
record RouteTable(List<JsonNode> configurations) {
  private static final String SAFE = "[A-Za-z0-9_.:-]+";

  /** As the admin interface shows them. */
  static RouteTable ofDump(JsonNode dump) {
    List<JsonNode> found = new ArrayList<>();
    dump.path("configs").forEach(config -> found.add(config.path("route_config")));
    return new RouteTable(found);
  }

  /** As a file has them. */
  static RouteTable ofFile(JsonNode file) {
    List<JsonNode> found = new ArrayList<>();
    file.path("resources").forEach(found::add);
    return new RouteTable(found);
  }

  /** Settings by route, in name order. */
  SortedMap<String, Settings> settings() {
    SortedMap<String, Settings> routes = new TreeMap<>();
    Map<String, Map<String, String>> headers = new TreeMap<>();
    for (JsonNode route : all()) {
      String name = route.path("name").asString("");
      String behind = HeaderRoutes.route(name);
      if (isSplit(route)) {
        if (routes.put(name, Settings.of(weights(route), Map.of())) != null) {
          throw TrafficProblems.operator(
              "AMBIGUOUS_ROUTE", "two routes are named %s; rename one".formatted(name));
        }
      } else if (!behind.isEmpty()) {
        String cluster = route.path("route").path("cluster").asString("");
        headers
            .computeIfAbsent(behind, _ -> new TreeMap<>())
            .put(HeaderRoutes.key(name), Backend.versionIn(cluster, behind));
      }
    }
    routes.replaceAll(
        (name, settings) -> Settings.of(settings.weights(), headers.getOrDefault(name, Map.of())));
    return routes;
  }

  /**
   * Sets one route. Call it on a table of one's own: it changes the JSON.
   *
   * @throws dev.sluice.domain.problem.ProblemException for the operator when it is not there
   */
  void set(String name, Settings wanted) {
    for (JsonNode configuration : configurations) {
      for (JsonNode host : configuration.path("virtual_hosts")) {
        if (host.path("routes") instanceof ArrayNode routes && set(routes, name, wanted)) {
          return;
        }
      }
    }
    throw TrafficProblems.operator(
        "UNKNOWN_TARGET", "Envoy's file has no route %s; was it removed?".formatted(name));
  }

  private static boolean set(ArrayNode routes, String name, Settings wanted) {
    ObjectNode split = null;
    List<JsonNode> next = new ArrayList<>();
    for (JsonNode route : routes) {
      String each = route.path("name").asString("");
      if (each.equals(name) && route instanceof ObjectNode found && isSplit(route)) {
        split = found;
        ObjectNode base = found;
        wanted
            .headers()
            .forEach((key, version) ->
                next.add(HeaderRoutes.before(base, name, key, cluster(base, name, version))));
        next.add(found);
      } else if (!HeaderRoutes.route(each).equals(name)) {
        next.add(route);
      }
    }
    if (split == null) {
      return false;
    }
    for (JsonNode cluster : clusters(split)) {
      ((ObjectNode) cluster).put("weight", wanted.weight(cluster.path("name").asString("")));
    }
    routes.removeAll();
    routes.addAll(next);
    return true;
  }

  private static String cluster(JsonNode route, String name, String version) {
    return weights(route).keySet().stream()
        .filter(cluster -> Backend.versionIn(cluster, name).equals(version))
        .findFirst()
        .orElseThrow(() ->
            TrafficProblems.operator(
                "UNKNOWN_VERSION", "%s has no cluster of version %s".formatted(name, version)));
  }

  private List<JsonNode> all() {
    List<JsonNode> routes = new ArrayList<>();
    for (JsonNode configuration : configurations) {
      for (JsonNode host : configuration.path("virtual_hosts")) {
        host.path("routes").forEach(routes::add);
      }
    }
    return routes;
  }

  private static boolean isSplit(JsonNode route) {
    return route.path("name").asString("").matches(SAFE) && clusters(route).size() > 1;
  }

  private static JsonNode clusters(JsonNode route) {
    return Objects.requireNonNull(route.path("route").path("weighted_clusters").path("clusters"));
  }

  private static SortedMap<String, Integer> weights(JsonNode route) {
    SortedMap<String, Integer> weights = new TreeMap<>();
    for (JsonNode cluster : clusters(route)) {
      weights.put(cluster.path("name").asString(""), cluster.path("weight").asInt(0));
    }
    return weights;
  }
}
