package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Stop;
import dev.sluice.domain.service.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up freezes and incidents, of all, of some services, of a zone, of a type. */
final class StopDice {
  private static final int DAY = 86_400;

  private final Town town;
  private final RandomGenerator random;

  StopDice(Town town, RandomGenerator random) {
    this.town = town;
    this.random = random;
  }

  List<Stop> freezes() {
    return stops(Stop.Kind.FREEZE);
  }

  /** Their end is open. */
  List<Stop> incidents() {
    return stops(Stop.Kind.INCIDENT);
  }

  private List<Stop> stops(Stop.Kind kind) {
    List<Stop> stops = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant from = Instant.EPOCH.plusSeconds(random.nextInt(DAY));
      boolean known = kind == Stop.Kind.FREEZE;
      stops.add(
          new Stop(
              kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + i,
              kind,
              random.nextInt(4) == 0 ? List.of("release") : List.of(),
              random.nextInt(3) == 0 ? someServices() : List.of(),
              random.nextInt(3) == 0 ? List.of("a") : List.of(),
              from,
              known ? from.plusSeconds(random.nextInt(600, DAY / 4)) : null,
              random.nextInt(5) > 0,
              "",
              "made up"));
    }
    return stops;
  }

  private List<String> someServices() {
    return town.services().all().stream()
        .map(Service::name)
        .filter(_ -> random.nextBoolean())
        .toList();
  }

  /** Told anew from what it says, so that the gate is not its own witness. */
  static boolean stops(Stop stop, Wish wish, Instant now) {
    Instant until = stop.until();
    boolean on = now.compareTo(stop.from()) >= 0 && (until == null || now.compareTo(until) < 0);
    boolean type = stop.types().isEmpty() || stop.types().contains(wish.claim().type());
    boolean service =
        stop.services().isEmpty() || wish.services().stream().anyMatch(stop.services()::contains);
    boolean zone =
        stop.zones().isEmpty()
            || stop.zones().stream().anyMatch(name -> wish.claim().zones().containsKey(name));
    return on && type && service && zone && !(stop.emergencies() && wish.claim().emergency());
  }
}
