package dev.sluice.domain.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All declared services. Being neighbours holds in both directions, whichever of them says so. */
public final class ServiceCatalog {
  public static final ServiceCatalog EMPTY = new ServiceCatalog(List.of());

  private final SortedMap<String, Service> services;
  private final Map<String, Set<String>> neighbours = new TreeMap<>();

  /**
   * @param services each name once
   */
  public ServiceCatalog(Collection<Service> services) {
    this.services =
        services.stream()
            .collect(
                Collectors.toMap(
                    Service::name,
                    service -> service,
                    (one, _) -> {
                      throw new IllegalArgumentException("declared twice: " + one.name());
                    },
                    TreeMap::new));
    for (Service service : services) {
      for (String neighbour : service.neighbours()) {
        connect(service.name(), neighbour);
        connect(neighbour, service.name());
      }
    }
  }

  private void connect(String one, String other) {
    neighbours.computeIfAbsent(one, _ -> new TreeSet<>()).add(other);
  }

  /** By name. */
  public List<Service> all() {
    return List.copyOf(services.values());
  }

  public Optional<Service> find(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** Direct neighbours of any of these services, themselves left out, by name. */
  public List<String> neighboursOf(Collection<String> names) {
    Set<String> found = new TreeSet<>();
    for (String name : names) {
      found.addAll(neighbours.getOrDefault(name, Set.of()));
    }
    found.removeAll(names);
    return List.copyOf(found);
  }
}
