package dev.sluice.domain.control;

import java.util.Collections;
import java.util.List;

/**
 * Which changes something is about. Of each list that is not empty, a change must touch one.
 *
 * @param tiers 1 to 4; a service that is not declared has none
 * @param types change types, steps' included
 */
public record Scope(
    List<String> zones, List<String> services, List<Integer> tiers, List<String> types) {
  public static final Scope ALL = new Scope(List.of(), List.of(), List.of(), List.of());

  public Scope {
    zones = List.copyOf(zones);
    services = List.copyOf(services);
    tiers = List.copyOf(tiers);
    types = List.copyOf(types);
    if (tiers.stream().anyMatch(tier -> tier < 1 || tier > 4)) {
      throw new IllegalArgumentException("tiers must lie in 1 (core) to 4: " + tiers);
    }
  }

  public boolean matches(Reach reach) {
    return touches(zones, reach.zones())
        && touches(services, reach.serviceNames())
        && touches(tiers, reach.tiers())
        && touches(types, reach.types());
  }

  private static <T> boolean touches(List<T> wanted, List<T> there) {
    return wanted.isEmpty() || !Collections.disjoint(wanted, there);
  }
}
