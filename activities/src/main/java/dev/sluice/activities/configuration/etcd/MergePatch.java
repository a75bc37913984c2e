package dev.sluice.activities.configuration.etcd;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches, as RFC 7396 describes them. */
final class MergePatch {
  private MergePatch() {}

  /**
   * What a patch makes of a value.
   *
   * @param value is not changed
   */
  static JsonNode apply(JsonNode value, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode patched =
        value instanceof ObjectNode object ? object.deepCopy() : Json.MAPPER.createObjectNode();
    changes.forEachEntry((name, change) -> {
      if (change.isNull()) {
        patched.remove(name);
      } else {
        patched.set(name, apply(patched.path(name), change));
      }
    });
    return patched;
  }
}
