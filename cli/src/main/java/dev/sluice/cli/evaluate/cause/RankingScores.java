package dev.sluice.cli.evaluate.cause;

import dev.sluice.inspection.risk.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * How good rankings are. A case without a ranking counts as wrong.
 *
 * @param source of the cases
 * @param cases how many
 * @param first share whose guilty change stands first
 * @param interval the 95 % interval of that share, were the cases independent
 * @param amongThree share whose guilty change is among the first three
 * @param reciprocal mean of one through the guilty change's place, 0 where it is missing
 * @param instance share of cases with known instances whose guilty one stands first; NaN without
 *     such cases
 * @param against first of the method that is compared with, and the sign test between both; null
 *     where there is none
 */
record RankingScores(
    String source,
    int cases,
    double first,
    Interval interval,
    double amongThree,
    double reciprocal,
    double instance,
    @Nullable Against against) {
  private static final RankingLine NONE = new RankingLine(List.of(), List.of());

  /**
   * @param first share of the other method
   * @param p of the exact sign test, two-sided
   */
  record Against(double first, double p) {}

  /**
   * By source.
   *
   * @param truth lines with id, source, change_id and perhaps instances
   * @param against rankings of another method; empty for none
   */
  static List<RankingScores> of(
      Map<String, JsonNode> truth,
      Map<String, RankingLine> rankings,
      Map<String, RankingLine> against) {
    Map<String, List<String>> bySource = new TreeMap<>();
    truth.forEach((id, line) ->
        bySource
            .computeIfAbsent(line.path("source").asString("all"), _ -> new ArrayList<>())
            .add(id));
    return bySource.entrySet().stream()
        .map(source -> of(source.getKey(), source.getValue(), truth, rankings, against))
        .toList();
  }

  private static RankingScores of(
      String source,
      List<String> ids,
      Map<String, JsonNode> truth,
      Map<String, RankingLine> rankings,
      Map<String, RankingLine> against) {
    int first = 0;
    int three = 0;
    int otherFirst = 0;
    int onlyHere = 0;
    int onlyThere = 0;
    int instances = 0;
    int rightInstances = 0;
    double reciprocal = 0;
    for (String id : ids) {
      JsonNode line = truth.getOrDefault(id, MissingNode.getInstance());
      String guilty = line.path("change_id").asString("");
      RankingLine ranking = rankings.getOrDefault(id, NONE);
      int place = ranking.place(guilty);
      boolean right = place == 1;
      boolean otherRight = against.getOrDefault(id, NONE).place(guilty) == 1;
      first += right ? 1 : 0;
      three += place >= 1 && place <= 3 ? 1 : 0;
      otherFirst += otherRight ? 1 : 0;
      onlyHere += right && !otherRight ? 1 : 0;
      onlyThere += otherRight && !right ? 1 : 0;
      reciprocal += place == 0 ? 0 : 1.0 / place;
      List<String> broken = RankingLine.texts(line.path("instances"));
      if (!broken.isEmpty()) {
        instances++;
        boolean named = ranking.instances().stream().limit(1).anyMatch(broken::contains);
        rightInstances += named ? 1 : 0;
      }
    }
    int all = ids.size();
    double share = (double) first / all;
    return new RankingScores(
        source,
        all,
        share,
        Interval.around(share, all),
        (double) three / all,
        reciprocal / all,
        (double) rightInstances / instances,
        against.isEmpty()
            ? null
            : new Against((double) otherFirst / all, SignTest.of(onlyHere, onlyThere)));
  }
}
