package dev.sluice.domain.plan;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a change's surroundings when it was planned.
 *
 * @param neighbours services that call those it touches, or are called by them
 * @param zones how many of its targets are in each zone
 * @param share share of the targets that its selector matches, 0 to 1
 * @param reversible whether all of it can be taken back
 * @param drains whether it finishes the stage in hand when a freeze begins, not only the batch
 * @param probability of harm as the model estimates it, 0 to 1; null where it can't tell
 */
public record Footprint(
    List<String> neighbours,
    SortedMap<String, Integer> zones,
    double share,
    boolean reversible,
    boolean drains,
    @Nullable Double probability) {
  /** Nothing is known. */
  public static final Footprint UNKNOWN =
      new Footprint(List.of(), new TreeMap<>(), 1, true, false, null);

  public Footprint {
    neighbours = List.copyOf(neighbours);
    zones = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(zones));
  }

  /** With zones in any order. */
  public static Footprint of(
      List<String> neighbours,
      Map<String, Integer> zones,
      double share,
      boolean reversible,
      boolean drains,
      @Nullable Double probability) {
    return new Footprint(neighbours, new TreeMap<>(zones), share, reversible, drains, probability);
  }
}
