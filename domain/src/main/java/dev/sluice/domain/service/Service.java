package dev.sluice.domain.service;

import dev.sluice.domain.control.ControlLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as its owners declare it.
 *
 * @param name as change types name it
 * @param tier how much depends on it: 1 (core) to 4 (nobody would notice soon)
 * @param owner team that answers for it
 * @param level control level that its changes are asked to have
 * @param neighbours services that it calls or that call it, not itself
 * @param targetsAtRisk most of its targets that a change may have at risk at a time, at least 1;
 *     null for as many as the change type says
 */
public record Service(
    String name,
    int tier,
    String owner,
    ControlLevel level,
    List<String> neighbours,
    @Nullable Integer targetsAtRisk) {
  /** Least and most of {@code tier}. */
  public static final int CORE = 1;

  public static final int LAST_TIER = 4;

  public Service {
    neighbours = List.copyOf(neighbours);
    if (name.isEmpty() || owner.isEmpty()) {
      throw new IllegalArgumentException("a service has a name and an owner: " + name);
    }
    if (tier < CORE || tier > LAST_TIER) {
      throw new IllegalArgumentException("tier must lie in 1 (core) to 4: " + tier);
    }
    if (neighbours.contains(name)) {
      throw new IllegalArgumentException(name + " can't be its own neighbour");
    }
    if (targetsAtRisk != null && targetsAtRisk < 1) {
      throw new IllegalArgumentException("targetsAtRisk must be at least 1: " + targetsAtRisk);
    }
  }

  /** Without a cap of its own. */
  public Service(String name, int tier, String owner, ControlLevel level, List<String> neighbours) {
    this(name, tier, owner, level, neighbours, null);
  }
}
