package dev.sluice.inspection.risk;

import dev.sluice.inspection.risk.RiskQuality.Judged;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was said of changes against what came of them.
 *
 * @param groups by their name; those with a change of which it is known, at least one
 * @param all over all changes together
 */
public record RiskTrial(List<OfGroup> groups, RiskQuality all) {
  public RiskTrial {
    groups = List.copyOf(groups);
  }

  /** The same for the changes of one group. */
  public record OfGroup(String name, RiskQuality quality) {}

  /**
   * The trial on those changes of which it is known what came of them; null where there is none.
   *
   * @param probabilities of each change, in their order
   */
  public static @Nullable RiskTrial of(List<Change> changes, double[] probabilities) {
    SortedMap<String, List<Judged>> byGroup = new TreeMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      Change change = changes.get(i);
      if (change.harmed() != null) {
        byGroup
            .computeIfAbsent(change.group(), _ -> new ArrayList<>())
            .add(new Judged(probabilities[i], change.harmed()));
      }
    }
    if (byGroup.isEmpty()) {
      return null;
    }
    List<OfGroup> groups = new ArrayList<>();
    byGroup.forEach((name, judged) -> groups.add(new OfGroup(name, RiskQuality.of(judged))));
    List<Judged> all = byGroup.values().stream().flatMap(List::stream).toList();
    return new RiskTrial(groups, RiskQuality.of(all));
  }

  /** The mean of a figure over the groups that have it; NaN where none has. */
  public double mean(ToDoubleFunction<RiskQuality> figure) {
    return groups.stream()
        .mapToDouble(group -> figure.applyAsDouble(group.quality()))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
