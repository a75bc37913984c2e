package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.traffic.Backend;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Run;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code HTTPRoute} as JSON. It is a route if just one of its rules is split over backends; a
 * backend's version is the end of its service's name, as in {@code checkout-v1}.
 */
record HttpRouteDocument(ObjectNode json) {
  /** Where the order book is kept. */
  static final String ORDERS = "sluice.dev/orders";

  private static final int DEFAULT_WEIGHT = 1;

  String name() {
    return json.path("metadata").path("name").asString("");
  }

  /** What is kept of earlier orders; empty for nothing. */
  String orders() {
    return json.path("metadata").path("annotations").path(ORDERS).asString("");
  }

  void keepOrders(String text) {
    json.withObjectProperty("metadata").withObjectProperty("annotations").put(ORDERS, text);
  }

  Optional<Reading> reading(String gateway) {
    return split()
        .map(split -> {
          Map<String, Integer> weights = weights(split);
          Map<String, Backend> backends = new TreeMap<>();
          boolean taken = isTaken(gateway);
          weights
              .keySet()
              .forEach(service ->
                  backends.put(
                      service,
                      new Backend(service, Backend.versionIn(service, name()), taken, true)));
          Settings now = Settings.of(weights, headers(split));
          return new Reading(name(), backends, now, null, new Run("", 0));
        });
  }

  /**
   * Sets what the gateway is to go by.
   *
   * @throws dev.sluice.domain.problem.ProblemException for the operator when no rule is split
   */
  void set(Settings wanted) {
    ObjectNode split =
        split()
            .orElseThrow(() ->
                TrafficProblems.operator(
                    "UNKNOWN_TARGET",
                    "HTTPRoute %s is not split over backends any more".formatted(name())));
    for (JsonNode backend : split.path("backendRefs")) {
      ((ObjectNode) backend).put("weight", wanted.weight(backend.path("name").asString("")));
    }
    List<JsonNode> next = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (isSplit(rule)) {
        wanted
            .headers()
            .forEach(
                (key, version) -> next.add(HeaderRule.before(split, key, backend(split, version))));
      }
      if (HeaderRule.key(rule, split).isEmpty()) {
        next.add(rule);
      }
    }
    ArrayNode rules = (ArrayNode) json.path("spec").path("rules");
    rules.removeAll();
    rules.addAll(next);
  }

  /** Whether the gateway's controller says that it goes by the newest state of the route. */
  private boolean isTaken(String gateway) {
    long generation = json.path("metadata").path("generation").asLong(0);
    for (JsonNode parent : json.path("status").path("parents")) {
      if (parent.path("parentRef").path("name").asString("").equals(gateway)) {
        return isTrue(parent, "Accepted", generation) && isTrue(parent, "ResolvedRefs", generation);
      }
    }
    return false;
  }

  private static boolean isTrue(JsonNode parent, String type, long generation) {
    for (JsonNode condition : parent.path("conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return condition.path("status").asString("").equals("True")
            && condition.path("observedGeneration").asLong(0) >= generation;
      }
    }
    return false;
  }

  private Optional<ObjectNode> split() {
    List<ObjectNode> split = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (rule instanceof ObjectNode found && isSplit(rule)) {
        split.add(found);
      }
    }
    return split.size() == 1 ? Optional.of(split.getFirst()) : Optional.empty();
  }

  private static boolean isSplit(JsonNode rule) {
    return rule.path("backendRefs").size() > 1;
  }

  private List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    json.path("spec").path("rules").forEach(rules::add);
    return rules;
  }

  private Map<String, String> headers(ObjectNode split) {
    Map<String, String> headers = new TreeMap<>();
    for (JsonNode rule : rules()) {
      HeaderRule.key(rule, split)
          .ifPresent(key -> headers.put(key, Backend.versionIn(HeaderRule.service(rule), name())));
    }
    return headers;
  }

  private static Map<String, Integer> weights(JsonNode split) {
    Map<String, Integer> weights = new TreeMap<>();
    for (JsonNode backend : split.path("backendRefs")) {
      weights.put(backend.path("name").asString(""), backend.path("weight").asInt(DEFAULT_WEIGHT));
    }
    return weights;
  }

  private ObjectNode backend(ObjectNode split, String version) {
    for (JsonNode backend : split.path("backendRefs")) {
      String service = backend.path("name").asString("");
      if (Backend.versionIn(service, name()).equals(version)) {
        return (ObjectNode) backend;
      }
    }
    throw TrafficProblems.operator(
        "UNKNOWN_VERSION", "HTTPRoute %s has no backend of version %s".formatted(name(), version));
  }
}
