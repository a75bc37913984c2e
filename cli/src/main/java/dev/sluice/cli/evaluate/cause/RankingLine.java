package dev.sluice.cli.evaluate.cause;

import dev.sluice.inspection.attribution.Accused;
import dev.sluice.inspection.attribution.Attribution;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ranking of the changes of one case, as a line of a file.
 *
 * @param ranking changes, the most likely first
 * @param instances of them, the most broken of the most likely first
 */
record RankingLine(List<String> ranking, List<String> instances) {
  static RankingLine of(Attribution attribution) {
    return new RankingLine(
        attribution.ranking().stream().map(Accused::id).toList(),
        attribution.ranking().stream().flatMap(one -> one.instances().stream()).toList());
  }

  static RankingLine of(JsonNode line) {
    return new RankingLine(texts(line.path("ranking")), texts(line.path("instances")));
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }

  static String json(String id, Attribution attribution) {
    RankingLine line = of(attribution);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id);
    ArrayNode ranking = node.putArray("ranking");
    line.ranking.forEach(ranking::add);
    ArrayNode instances = node.putArray("instances");
    line.instances.forEach(instances::add);
    ArrayNode probabilities = node.putArray("probabilities");
    attribution.ranking().forEach(one -> probabilities.add(one.probability()));
    node.put("nobody", attribution.nobody());
    return node.toString();
  }

  /** Place of a change from 1, 0 where it is missing. */
  int place(String change) {
    return ranking.indexOf(change) + 1;
  }
}
