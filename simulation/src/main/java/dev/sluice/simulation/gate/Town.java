package dev.sluice.simulation.gate;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Services that call each other, on targets in zones; some changes go by rack, not by service. */
final class Town {
  static final String SUB_DOMAIN = "town";
  static final List<String> ZONES = List.of("a", "b", "c");
  private static final int RACKS = 12;
  private static final int MOST_IN_ZONE = 8;

  /**
   * @param name unique
   * @param rack several services share one
   */
  record Place(String name, String service, String zone, String rack) {}

  private final ServiceCatalog services;
  private final List<Place> places = new ArrayList<>();

  Town(RandomGenerator random) {
    int count = random.nextInt(8, 41);
    List<Service> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> calls = new ArrayList<>();
      for (int k = random.nextInt(3); k > 0 && i > 0; k--) {
        calls.add(name(random.nextInt(i)));
      }
      all.add(new Service(name(i), 1 + i % 4, "team", ControlLevel.BATCHED, calls));
      settle(name(i), random);
    }
    services = new ServiceCatalog(all);
  }

  private static String name(int number) {
    return "service-%02d".formatted(number);
  }

  private void settle(String service, RandomGenerator random) {
    for (String zone : ZONES) {
      int targets = random.nextInt(1, MOST_IN_ZONE + 1);
      for (int i = 0; i < targets; i++) {
        String rack = "rack-" + random.nextInt(RACKS);
        places.add(new Place("%s-%s-%d".formatted(service, zone, i), service, zone, rack));
      }
    }
  }

  ServiceCatalog services() {
    return services;
  }

  List<Place> places() {
    return places;
  }
}
