package dev.sluice.activities.traffic.envoy;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Routes that Sluice puts before another one, for requests with a header. */
final class HeaderRoutes {
  private static final String MARK = "#";

  private HeaderRoutes() {}

  /** The name of a header route. */
  static String name(String route, String key) {
    return route + MARK + key;
  }

  /** The route that a header route stands before; empty for a name of another kind. */
  static String route(String name) {
    int mark = name.indexOf(MARK);
    return mark > 0 && name.indexOf('=', mark) > 0 ? name.substring(0, mark) : "";
  }

  /** The {@code header=value} of a header route's name. */
  static String key(String name) {
    return name.substring(name.indexOf(MARK) + MARK.length());
  }

  /** What its requests are counted under. */
  static String statistics(String route, String key) {
    CRC32 sum = new CRC32();
    sum.update(name(route, key).getBytes(StandardCharsets.UTF_8));
    return "sluice_%s_%08x".formatted(route.replaceAll("[^A-Za-z0-9_-]", "_"), sum.getValue());
  }

  /**
   * The same as another route, for requests with the header, all to one cluster.
   *
   * @param route the one it stands before, split over clusters
   */
  static ObjectNode before(ObjectNode route, String routeName, String key, String cluster) {
    ObjectNode copy = route.deepCopy();
    int equals = key.indexOf('=');
    copy.put("name", name(routeName, key));
    copy.put("stat_prefix", statistics(routeName, key));
    ObjectNode match = copy.withObjectProperty("match");
    ArrayNode headers = match.withArrayProperty("headers");
    headers
        .addObject()
        .put("name", key.substring(0, equals))
        .putObject("string_match")
        .put("exact", key.substring(equals + 1));
    ObjectNode action = copy.withObjectProperty("route");
    action.remove("weighted_clusters");
    action.put("cluster", cluster);
    return copy;
  }
}
