package dev.sluice.domain.control;

import java.util.List;

/**
 * What a change touches.
 *
 * @param types its change type, and those of its steps
 * @param services in the change type's order
 * @param zones of its targets, in name order
 */
public record Reach(List<String> types, List<TouchedService> services, List<String> zones) {
  public Reach {
    types = List.copyOf(types);
    services = List.copyOf(services);
    zones = List.copyOf(zones);
  }

  public List<String> serviceNames() {
    return services.stream().map(TouchedService::name).toList();
  }

  /** Tiers of the declared services, in order, each once. */
  public List<Integer> tiers() {
    return services.stream()
        .filter(TouchedService::declared)
        .map(TouchedService::tier)
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether there are services and all of them are declared, so that impact can be assessed. */
  public boolean allDeclared() {
    return !services.isEmpty() && services.stream().allMatch(TouchedService::declared);
  }
}
