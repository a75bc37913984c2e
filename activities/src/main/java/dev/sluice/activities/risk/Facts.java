package dev.sluice.activities.risk;

import dev.sluice.inspection.risk.RiskTrial;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model learned from, and how good it was.
 *
 * @param trained when
 * @param groups by their name, at least one
 * @param columns what the numbers of a change must be, in their order
 * @param heldOut how good it was on the newest fifth of each group while it knew only the others,
 *     before any shift; null where no group has enough changes for that
 */
public record Facts(
    Instant trained, List<Group> groups, List<String> columns, @Nullable RiskTrial heldOut) {
  public Facts {
    groups = List.copyOf(groups);
    columns = List.copyOf(columns);
    if (groups.isEmpty() || columns.isEmpty()) {
      throw new IllegalArgumentException("a model needs groups and columns");
    }
  }

  /**
   * Changes that are alike.
   *
   * @param changes how many the model knows
   * @param known of how many it learned whether they did harm
   * @param harmful how many of these did
   */
  public record Group(String name, int changes, int known, int harmful) {}

  /** Changes known. */
  public int changes() {
    return groups.stream().mapToInt(Group::changes).sum();
  }

  /** Changes learned from. */
  public int known() {
    return groups.stream().mapToInt(Group::known).sum();
  }

  /** Share of the changes learned from that did harm. */
  public double baseRate() {
    return groups.stream().mapToInt(Group::harmful).sum() / (double) known();
  }
}
