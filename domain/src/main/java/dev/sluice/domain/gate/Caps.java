package dev.sluice.domain.gate;

import java.util.Map;

/**
 * Most targets at risk at a time, over all running changes.
 *
 * @param overall at least 1
 * @param perService for a service that has no cap of its own, at least 1
 * @param services caps of single services
 * @param perZone for a zone that has no cap of its own, at least 1
 * @param zones caps of single zones
 */
public record Caps(
    int overall,
    int perService,
    Map<String, Integer> services,
    int perZone,
    Map<String, Integer> zones) {
  public static final Caps NONE =
      new Caps(Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of(), Integer.MAX_VALUE, Map.of());

  public Caps {
    services = Map.copyOf(services);
    zones = Map.copyOf(zones);
    require(overall, "overall");
    require(perService, "perService");
    require(perZone, "perZone");
    services.forEach((name, cap) -> require(cap, "services." + name));
    zones.forEach((name, cap) -> require(cap, "zones." + name));
  }

  private static void require(int cap, String name) {
    if (cap < 1) {
      throw new IllegalArgumentException("caps.%s must be at least 1: %d".formatted(name, cap));
    }
  }

  /** The smallest of all. */
  int least() {
    int least = Math.min(overall, Math.min(perService, perZone));
    for (int cap : services.values()) {
      least = Math.min(least, cap);
    }
    for (int cap : zones.values()) {
      least = Math.min(least, cap);
    }
    return least;
  }

  int ofService(String name) {
    return services.getOrDefault(name, perService);
  }

  int ofZone(String name) {
    return zones.getOrDefault(name, perZone);
  }
}
