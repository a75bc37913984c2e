package dev.sluice.simulation.quarter;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Thirteen weeks of changes to the services of six teams. Its control grows better from week to
 * week. It is made from a seed: the same seed gives the same quarter.
 *
 * @param catalog the services
 * @param entries what the ledger holds, in its order
 * @param truth what was counted while they were made
 */
public record Quarter(ServiceCatalog catalog, List<Entry> entries, Truth truth) {
  /** A Monday. */
  public static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

  public static final Instant END = BEGIN.plus(Duration.ofDays(91));

  private static final List<String> TEAMS =
      List.of("basket", "catalogue", "delivery", "identity", "payments", "search");
  private static final List<String> PARTS = List.of("api", "store", "worker", "gateway");

  public Quarter {
    entries = List.copyOf(entries);
  }

  /**
   * @param changes how many, 1 to 1,000,000
   */
  public static Quarter of(long seed, int changes) {
    if (changes < 1 || changes > 1_000_000) {
      throw new IllegalArgumentException("changes must lie in 1 to 1000000: " + changes);
    }
    ServiceCatalog catalog = services();
    List<Entry> entries = new ArrayList<>();
    Truth truth = new Truth();
    Random random = new Random(seed);
    Duration step = Duration.between(BEGIN, END).dividedBy(changes);
    for (int i = 0; i < changes; i++) {
      DrawnChange change =
          new DrawnChange(
              "c-" + (i + 1),
              BEGIN.plus(step.multipliedBy(i)),
              (double) i / changes,
              catalog,
              random,
              truth);
      entries.addAll(change.draw());
    }
    return new Quarter(catalog, entries, truth);
  }

  private static ServiceCatalog services() {
    List<Service> services = new ArrayList<>();
    for (int team = 0; team < TEAMS.size(); team++) {
      for (int part = 0; part < PARTS.size(); part++) {
        int tier = 1 + (team + part) % 4;
        ControlLevel level =
            switch (tier) {
              case 1 -> ControlLevel.ASSESSED;
              case 2, 3 -> ControlLevel.BATCHED;
              default -> ControlLevel.GATED;
            };
        String name = TEAMS.get(team) + "-" + PARTS.get(part);
        services.add(new Service(name, tier, TEAMS.get(team), level, List.of()));
      }
    }
    return new ServiceCatalog(services);
  }
}
