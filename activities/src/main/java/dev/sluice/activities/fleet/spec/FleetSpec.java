package dev.sluice.activities.fleet.spec;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole fleet as data. Services are listed callers first, so that the calls can form no circle.
 *
 * @param zones failure domains in name order, 1 to 26
 * @param instancesPerZone instances of each service in each zone, 1 to 50
 * @param entry the service that the load is sent to
 * @param services 1 to 50, each calling only services further down the list
 * @param load the requests sent to the entry
 * @param limits how long things may take
 */
public record FleetSpec(
    List<String> zones,
    int instancesPerZone,
    String entry,
    List<ServiceSpec> services,
    LoadSpec load,
    FleetLimits limits) {
  public static final FleetSpec DEFAULT = DefaultFleet.spec();

  public FleetSpec {
    zones = List.copyOf(zones);
    services = List.copyOf(services);
    Checks.size("zones", zones.size(), 1, 26);
    zones.forEach(zone -> Checks.name("zones", zone));
    Checks.require(
        zones.equals(zones.stream().sorted().distinct().toList()),
        "zones must be in name order, each once: " + zones);
    Checks.size("instancesPerZone", instancesPerZone, 1, 50);
    Checks.size("services", services.size(), 1, 50);
    checkCalls(services);
    Checks.require(
        services.stream().anyMatch(service -> service.name().equals(entry)),
        "entry must name one of the services: " + entry);
  }

  public Optional<ServiceSpec> service(String name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** The same fleet under another load. */
  public FleetSpec withLoad(LoadSpec other) {
    return new FleetSpec(zones, instancesPerZone, entry, services, other, limits);
  }

  /** The same fleet with other limits. */
  public FleetSpec withLimits(FleetLimits other) {
    return new FleetSpec(zones, instancesPerZone, entry, services, load, other);
  }

  /** How often instances are scraped; the interval of every series. */
  public Duration scrapeInterval() {
    return limits.scrapeInterval();
  }

  private static void checkCalls(List<ServiceSpec> services) {
    Set<String> known = new HashSet<>();
    for (ServiceSpec service : services.reversed()) {
      for (ServiceSpec.Call call : service.calls()) {
        Checks.require(
            known.contains(call.service()),
            "services."
                + service.name()
                + ".calls must name services further down the list: "
                + call.service());
      }
      Checks.require(known.add(service.name()), "services has this name twice: " + service.name());
    }
  }
}
