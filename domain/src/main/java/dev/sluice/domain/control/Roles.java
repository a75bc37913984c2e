package dev.sluice.domain.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may act in which role.
 *
 * @param actors names of people or systems by role
 */
public record Roles(Map<String, Set<String>> actors) {
  /** The role whose holders may lower a risk. */
  public static final String RISK_OWNER = "risk-owner";

  public static final Roles NONE = new Roles(Map.of());

  public Roles {
    var copy = new LinkedHashMap<String, Set<String>>();
    actors.forEach((role, names) -> copy.put(role, Set.copyOf(names)));
    actors = Map.copyOf(copy);
  }

  public boolean holds(String actor, String role) {
    return actors.getOrDefault(role, Set.of()).contains(actor);
  }

  /** In name order. */
  public SortedSet<String> names() {
    return new TreeSet<>(actors.keySet());
  }
}
