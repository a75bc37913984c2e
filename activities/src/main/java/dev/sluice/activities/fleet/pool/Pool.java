package dev.sluice.activities.fleet.pool;

import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All slots of a fleet, in name order; the set never changes. */
public final class Pool {
  private final NavigableMap<String, Slot> slots = new TreeMap<>();
  private final NavigableMap<String, List<Slot>> byService;

  public Pool(FleetSpec spec) {
    // Numbers of equal width, so that name order is number order.
    String format = spec.instancesPerZone() < 10 ? "%s-%s-%d" : "%s-%s-%02d";
    for (ServiceSpec service : spec.services()) {
      for (String zone : spec.zones()) {
        for (int number = 1; number <= spec.instancesPerZone(); number++) {
          String name = format.formatted(service.name(), zone, number);
          slots.put(name, new Slot(name, service.name(), zone));
        }
      }
    }
    byService =
        slots.values().stream()
            .collect(Collectors.groupingBy(Slot::service, TreeMap::new, Collectors.toList()));
  }

  public Optional<Slot> slot(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  /** Every slot, in name order. */
  public List<Slot> all() {
    return new ArrayList<>(slots.values());
  }

  /** The slots whose name comes after {@code name}, in name order. */
  public Iterable<Slot> after(String name) {
    return slots.tailMap(name, false).values();
  }

  List<Slot> of(String service) {
    return byService.getOrDefault(service, List.of());
  }
}
