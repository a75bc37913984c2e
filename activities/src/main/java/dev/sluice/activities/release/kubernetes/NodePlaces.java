package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where nodes are.
 *
 * @param places by node
 */
record NodePlaces(Map<String, Place> places) {
  /** What is in no one zone. */
  static final String ANY_ZONE = "any";

  static final NodePlaces NONE = new NodePlaces(Map.of());

  static final Place NOWHERE = new Place(ANY_ZONE, "");

  private static final String ZONE = "topology.kubernetes.io/zone";

  /**
   * @param pool empty for none
   */
  record Place(String zone, String pool) {}

  static NodePlaces of(List<Node> nodes, String poolLabel) {
    Map<String, Place> places = new TreeMap<>();
    for (Node node : nodes) {
      Map<String, String> labels =
          Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
      places.put(
          node.getMetadata().getName(),
          new Place(labels.getOrDefault(ZONE, ANY_ZONE), labels.getOrDefault(poolLabel, "")));
    }
    return new NodePlaces(places);
  }

  Place of(String node) {
    return places.getOrDefault(node, NOWHERE);
  }
}
