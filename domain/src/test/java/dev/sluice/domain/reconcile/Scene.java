package dev.sluice.domain.reconcile;

import dev.sluice.domain.gate.TargetClaim;
import dev.sluice.domain.plan.TargetRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One service on some targets, looked at every five minutes. */
final class Scene {
  static final Place CHECKOUT = new Place("fleet", "checkout");
  static final Duration EVERY = Duration.ofMinutes(5);

  final Map<String, String> runs = new TreeMap<>();
  final List<Missed> found = new ArrayList<>();
  Instant now = Instant.parse("2026-03-02T10:00:00Z");
  Memory memory = Memory.NOTHING;

  /** So many targets that run a version, and have been looked at. */
  Scene(int targets, String version) {
    for (int i = 0; i < targets; i++) {
      runs.put(name(i), version);
    }
    look();
  }

  static String name(int i) {
    return "checkout-%d".formatted(i);
  }

  /** Targets from..to-1 run it from now on, whoever did so. */
  Scene moved(int from, int to, String version) {
    for (int i = from; i < to; i++) {
      runs.put(name(i), version);
    }
    return this;
  }

  /** What the next look finds, five minutes later. */
  List<Missed> look(Work... works) {
    now = now.plus(EVERY);
    List<Sighting> seen = new ArrayList<>();
    runs.forEach((target, version) -> seen.add(seen(target, version)));
    Comparison.Result result = Comparison.compare(CHECKOUT, memory, seen, now, List.of(works));
    memory = result.memory();
    found.addAll(result.missed());
    return result.missed();
  }

  static Sighting seen(String target, String version) {
    return new Sighting(target, "zone-a", Map.of("service", "checkout"), version);
  }

  /** A change of the whole service. */
  Work work(@Nullable Instant ended, String... wanted) {
    return new Work("release-1", List.of("checkout"), "fleet", List.of(), ended, Set.of(wanted));
  }

  /** One that runs, on the targets up to this one. */
  static Work running(String upTo) {
    return new Work(
        "release-1",
        List.of("checkout"),
        "",
        List.of(
            new TargetClaim(
                "fleet",
                Map.of("service", "checkout"),
                List.of(new TargetRange("", List.of(), "", upTo)))),
        null,
        Set.of());
  }
}
