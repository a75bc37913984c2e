package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.traffic.Settings;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules that send requests with a header to one of the backends of a split rule. They have no mark
 * of their own: such a rule matches what the split one does, and one header more.
 */
final class HeaderRule {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private HeaderRule() {}

  /** The service that a header rule sends requests to. */
  static String service(JsonNode rule) {
    return rule.path("backendRefs").path(0).path("name").asString("");
  }

  /** The {@code header=value} of a rule; empty for one that is no header rule of the split one. */
  static Optional<String> key(JsonNode rule, JsonNode split) {
    if (rule.path("backendRefs").size() != 1 || rule.path("matches").isEmpty()) {
      return Optional.empty();
    }
    ArrayNode without = JSON.arrayNode();
    String key = "";
    for (JsonNode match : rule.path("matches")) {
      if (!(match.deepCopy() instanceof ObjectNode copy)
          || !(copy.path("headers") instanceof ArrayNode headers)
          || headers.isEmpty()) {
        return Optional.empty();
      }
      JsonNode last = headers.remove(headers.size() - 1);
      String each =
          Settings.headerKey(last.path("name").asString(""), last.path("value").asString(""));
      if (!last.path("type").asString("Exact").equals("Exact")
          || !(key.isEmpty() || key.equals(each))) {
        return Optional.empty();
      }
      key = each;
      if (headers.isEmpty()) {
        copy.remove("headers");
      }
      without.add(copy);
    }
    return normal(without).equals(normal(split.path("matches")))
        ? Optional.of(key)
        : Optional.empty();
  }

  /** A rule like the split one, for requests with a header, to one backend. */
  static ObjectNode before(ObjectNode split, String key, ObjectNode backend) {
    ObjectNode rule = split.deepCopy();
    rule.remove("name");
    ArrayNode matches = rule.withArrayProperty("matches");
    if (matches.isEmpty()) {
      matches.addObject();
    }
    int equals = key.indexOf('=');
    for (JsonNode match : matches) {
      ((ObjectNode) match)
          .withArrayProperty("headers")
          .addObject()
          .put("type", "Exact")
          .put("name", key.substring(0, equals))
          .put("value", key.substring(equals + 1));
    }
    ObjectNode only = backend.deepCopy();
    only.remove("weight");
    rule.putArray("backendRefs").add(only);
    return rule;
  }

  /** Without what the API server adds by itself. */
  private static ArrayNode normal(JsonNode matches) {
    ArrayNode normal = JSON.arrayNode();
    for (JsonNode match : matches) {
      ObjectNode copy = (ObjectNode) match.deepCopy();
      JsonNode path = copy.path("path");
      if (path.path("type").asString("PathPrefix").equals("PathPrefix")
          && path.path("value").asString("/").equals("/")) {
        copy.remove("path");
      }
      normal.add(copy);
    }
    if (normal.isEmpty()) {
      normal.addObject();
    }
    return normal;
  }
}
