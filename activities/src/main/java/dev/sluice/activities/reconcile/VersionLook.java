package dev.sluice.activities.reconcile;

import dev.sluice.activities.ledger.VersionMemory;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Comparison;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Missed;
import dev.sluice.domain.reconcile.Place;
import dev.sluice.domain.reconcile.Sighting;
import dev.sluice.domain.reconcile.Work;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One look at what all targets of a sub-domain run. */
final class VersionLook {
  private final SubDomain subDomain;
  private final VersionMemory memory;
  private final Works works;
  private final Instant begun;
  private final Map<Place, List<Sighting>> seen = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private int told;

  VersionLook(SubDomain subDomain, VersionMemory memory, Works works, InstantSource clock) {
    this.subDomain = subDomain;
    this.memory = memory;
    this.works = works;
    begun = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * What was seen.
   *
   * @param told how many targets told their version
   * @param services how many services they belong to
   * @param memories of all places of the sub-domain
   */
  record Seen(Instant at, int targets, int told, int services, Map<Place, Memory> memories) {}

  /** Lists, compares, and writes what follows. A listing that is not whole changes nothing. */
  Seen look(List<Lookout> lookouts) {
    for (Lookout lookout : lookouts) {
      list(lookout);
    }
    int services = seen.size();
    Map<Place, Memory> before = memory.of(subDomain.name());
    before.keySet().forEach(place -> seen.putIfAbsent(place, List.of()));
    // Asked after the listing: whoever moved a target that was listed is known by now.
    List<Work> known = works.since(since(before));
    Map<Place, Memory> after = new HashMap<>();
    List<Entry> found = new ArrayList<>();
    seen.forEach((place, sightings) -> {
      Memory was = before.getOrDefault(place, Memory.NOTHING);
      Comparison.Result result = Comparison.compare(place, was, sightings, begun, known);
      after.put(place, result.memory());
      result.missed().stream().map(Missed::entry).forEach(found::add);
    });
    memory.write(subDomain.name(), before, after, found);
    return new Seen(begun, names.size(), told, services, after);
  }

  private void list(Lookout lookout) {
    boolean all =
        new TargetListing(subDomain, lookout.selector())
            .read(TargetRange.ALL, TargetListing.MOST, target -> see(target, lookout));
    if (!all) {
      throw new ProblemException(
          new Problem.ForOperator(
              "TOO_MANY_TARGETS",
              "%s has more than %,d targets for %s: narrow the selectors of its change types"
                  .formatted(subDomain.name(), TargetListing.MOST, lookout.selector())));
    }
  }

  private void see(Target target, Lookout lookout) {
    if (names.add(target.name())) {
      Sighting sighting = Sighting.of(target);
      told += sighting.version().isEmpty() ? 0 : 1;
      seen.computeIfAbsent(
              new Place(subDomain.name(), lookout.serviceOf(target)), _ -> new ArrayList<>())
          .add(sighting);
    }
  }

  private Instant since(Map<Place, Memory> before) {
    return before.entrySet().stream()
        .map(one -> one.getValue().since(seen.getOrDefault(one.getKey(), List.of()), begun))
        .min(Instant::compareTo)
        .orElse(begun);
  }
}
