package dev.sluice.activities.risk;

import dev.sluice.inspection.risk.LogitShift;
import dev.sluice.inspection.risk.RiskFeatures;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model as its file holds it. What stands here and in {@link Facts} is the format: a change needs
 * another version in {@link RiskModelFile}.
 *
 * @param compared for each column whether it is compared
 * @param toldApart groups with a flag
 * @param own the trees of single groups
 * @param lately each group's newest changes, which later ones are compared with
 */
record StoredModel(
    Facts facts,
    double shift,
    List<Boolean> compared,
    List<String> toldApart,
    List<String> shared,
    List<String> searched,
    SortedMap<String, List<String>> own,
    List<Earlier> lately) {

  /** A change that others are compared with. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Earlier(String group, String id, Instant time, double[] numbers) {}

  static StoredModel of(RiskModel model) {
    SortedMap<String, List<String>> own = new TreeMap<>();
    model.trees().own().forEach((group, trees) -> own.put(group, trees.write()));
    return new StoredModel(
        model.facts(),
        model.shift().by(),
        model.features().compared(),
        model.toldApart(),
        model.trees().shared().write(),
        model.trees().searched().write(),
        own,
        newest(model.history()));
  }

  RiskModel model() {
    SortedMap<String, Ensemble> ofGroups = new TreeMap<>();
    own.forEach((group, texts) -> ofGroups.put(group, Ensemble.read(texts)));
    return new RiskModel(
        facts,
        new RiskFeatures(compared),
        toldApart,
        new RiskModel.Trees(Ensemble.read(shared), Ensemble.read(searched), ofGroups),
        new LogitShift(shift),
        new RiskTable(
            facts.columns(),
            lately.stream()
                .map(one -> new Change(one.group(), one.id(), one.time(), one.numbers(), null))
                .toList()));
  }

  private static List<Earlier> newest(RiskTable history) {
    List<Earlier> newest = new ArrayList<>();
    for (List<Integer> group : history.byGroup().values()) {
      int from = Math.max(0, group.size() - RiskFeatures.LATELY);
      for (Change change : history.at(group.subList(from, group.size())).changes()) {
        newest.add(new Earlier(change.group(), change.id(), change.time(), change.numbers()));
      }
    }
    return newest;
  }
}
