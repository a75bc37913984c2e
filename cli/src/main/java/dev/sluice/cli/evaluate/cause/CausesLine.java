package dev.sluice.cli.evaluate.cause;

import dev.sluice.inspection.localization.Combination;
import dev.sluice.inspection.localization.Localization;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where an anomaly sits, as a line of a file. */
final class CausesLine {
  private CausesLine() {}

  static String json(String id, Localization where) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id);
    ArrayNode causes = node.putArray("root_causes");
    for (Combination cause : where.causes()) {
      ObjectNode values = causes.addObject();
      cause.values().forEach(values::put);
    }
    node.put("probability", where.probability());
    node.put("explained", where.explained());
    return node.toString();
  }

  static Set<Map<String, String>> causes(Localization where) {
    Set<Map<String, String>> causes = new HashSet<>();
    where.causes().forEach(cause -> causes.add(cause.values()));
    return causes;
  }

  static Set<Map<String, String>> causes(JsonNode line) {
    Set<Map<String, String>> causes = new HashSet<>();
    for (JsonNode cause : line.path("root_causes")) {
      Map<String, String> values = new TreeMap<>();
      cause.properties().forEach(value -> values.put(value.getKey(), value.getValue().asString()));
      causes.add(values);
    }
    return causes;
  }
}
