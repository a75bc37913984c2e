package dev.sluice.domain.reconcile;

import dev.sluice.domain.gate.TargetClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one change that is known of may have done: one that Sluice carries out, guards, or was told
 * of.
 *
 * @param change its id
 * @param services services that it touches
 * @param subDomain where; empty for anywhere
 * @param targets what exactly it touches; empty for all targets of its services
 * @param ended when it ended; null while it runs
 * @param wanted versions that it was to bring, if it brought them everywhere; empty where they are
 *     not known, or it may have brought others
 */
public record Work(
    String change,
    List<String> services,
    String subDomain,
    List<TargetClaim> targets,
    @Nullable Instant ended,
    Set<String> wanted) {
  /** How long after its end a listing may still miss what a change did. */
  static final Duration SETTLES = Duration.ofMinutes(1);

  public Work {
    services = List.copyOf(services);
    targets = List.copyOf(targets);
    wanted = Set.copyOf(wanted);
  }

  /**
   * Whether it may have moved a target to the version that it runs.
   *
   * @param since when the target was last seen to run another
   * @param versions versions of that place, seen now or before
   */
  boolean explains(Place place, Sighting seen, Instant since, Set<String> versions) {
    return touches(place, seen) && actedAfter(since) && mayBring(seen.version(), versions);
  }

  private boolean touches(Place place, Sighting seen) {
    if (targets.isEmpty()) {
      return services.contains(place.service())
          && (subDomain.isEmpty() || subDomain.equals(place.subDomain()));
    }
    return targets.stream()
        .anyMatch(claim ->
            claim.subDomain().equals(place.subDomain())
                && seen.labels().entrySet().containsAll(claim.selector().entrySet())
                && claim.ranges().stream()
                    .anyMatch(range -> range.contains(seen.target(), seen.zone())));
  }

  private boolean actedAfter(Instant since) {
    return ended == null || !ended.plus(SETTLES).isBefore(since);
  }

  /** What it was told may be in other words than what targets say: then it may bring anything. */
  private boolean mayBring(String version, Set<String> versions) {
    return ended == null || wanted.contains(version) || Collections.disjoint(wanted, versions);
  }
}
