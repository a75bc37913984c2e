package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.TargetClaim;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.service.Service;
import dev.sluice.simulation.gate.Town.Place;
import dev.sluice.simulation.gate.Wish.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes up changes: of a service or several, of one zone, of a rack with targets of many. */
final class WishDice {
  private static final int DAY = 86_400;

  private final Town town;
  private final RandomGenerator random;

  WishDice(Town town, RandomGenerator random) {
    this.town = town;
    this.random = random;
  }

  Wish wish(int number) {
    boolean byRack = random.nextInt(12) == 0;
    String rack = "rack-" + random.nextInt(12);
    Set<String> services = byRack ? Set.of() : services();
    String zone = random.nextInt(3) == 0 ? Town.ZONES.get(random.nextInt(3)) : "";
    List<Place> touched =
        town.places().stream()
            .filter(
                place -> byRack ? place.rack().equals(rack) : services.contains(place.service()))
            .filter(place -> zone.isEmpty() || place.zone().equals(zone))
            .toList();
    long arrives = random.nextInt(DAY);
    Claim claim =
        new Claim(
            "change-%03d".formatted(number),
            byRack ? "rack" : "release",
            random.nextInt(30) == 0 ? ChangeClass.EMERGENCY : ChangeClass.NORMAL,
            3,
            random.nextInt(4) == 0 ? random.nextInt(10) : 0,
            List.copyOf(services),
            town.services().neighboursOf(services),
            targets(byRack, rack, services, zone),
            Math.min(touched.size(), random.nextInt(1, 13)),
            zones(touched),
            random.nextInt(20) == 0 ? at(arrives + random.nextInt(DAY / 4)) : null,
            random.nextInt(20) == 0 ? at(arrives + random.nextInt(1, DAY / 2)) : null);
    return new Wish(claim, names(touched), arrives, random.nextInt(60, 3_600), fate());
  }

  private Set<String> services() {
    List<Service> all = town.services().all();
    Set<String> chosen = new LinkedHashSet<>();
    int count = random.nextInt(5) == 0 ? 3 : 1;
    while (chosen.size() < Math.min(count, all.size())) {
      chosen.add(all.get(random.nextInt(all.size())).name());
    }
    return chosen;
  }

  private static List<TargetClaim> targets(
      boolean byRack, String rack, Set<String> services, String zone) {
    List<TargetRange> ranges = List.of(new TargetRange(zone, List.of(), "", ""));
    if (byRack) {
      return List.of(new TargetClaim(Town.SUB_DOMAIN, Map.of("rack", rack), ranges));
    }
    List<TargetClaim> claims = new ArrayList<>();
    services.forEach(
        name -> claims.add(new TargetClaim(Town.SUB_DOMAIN, Map.of("service", name), ranges)));
    return claims;
  }

  private static Map<String, Integer> zones(List<Place> touched) {
    Map<String, Integer> zones = new TreeMap<>();
    touched.forEach(place -> zones.merge(place.zone(), 1, Integer::sum));
    zones.replaceAll((_, count) -> Math.min(count, 6));
    return zones;
  }

  private static Set<String> names(List<Place> touched) {
    return touched.stream().map(Place::name).collect(Collectors.toSet());
  }

  private Fate fate() {
    return switch (random.nextInt(50)) {
      case 0, 1 -> Fate.DIES;
      case 2, 3 -> Fate.DIES_WAITING;
      case 4, 5, 6, 7 -> Fate.GIVES_UP;
      case 8 -> Fate.BEGINS_ANYWAY;
      case 9 -> Fate.RUNS_ALREADY;
      default -> Fate.ENDS;
    };
  }

  static @Nullable Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}
