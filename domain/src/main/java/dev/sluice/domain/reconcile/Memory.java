package dev.sluice.domain.reconcile;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is remembered of one place between two looks.
 *
 * @param lookedAt when the newest listing began
 * @param targets what each target ran, by its name
 * @param episodes what was found and may still go on
 */
public record Memory(
    Instant lookedAt, SortedMap<String, Remembered> targets, List<Episode> episodes) {
  /** Of a place that was never looked at. */
  public static final Memory NOTHING = new Memory(Instant.EPOCH, new TreeMap<>(), List.of());

  public Memory {
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    episodes = List.copyOf(episodes);
  }

  /** The versions it ran, as far as targets told at the newest look, else when they last did. */
  Set<String> versions() {
    Set<String> current =
        targets.values().stream()
            .filter(Remembered::isCurrent)
            .map(Remembered::version)
            .collect(Collectors.toSet());
    return current.isEmpty()
        ? targets.values().stream().map(Remembered::version).collect(Collectors.toSet())
        : current;
  }

  /** When any of its targets last told. */
  Instant lastTold() {
    return targets.values().stream()
        .map(one -> one.told(lookedAt))
        .max(Instant::compareTo)
        .orElse(lookedAt);
  }

  /**
   * Since when work has to be known for a comparison with what is seen now.
   *
   * @param seen targets that were seen
   * @param now when they were
   * @return at most 13 hours before
   */
  public Instant since(List<Sighting> seen, Instant now) {
    Map<String, Remembered> before = targets;
    Instant lastTold = lastTold();
    Instant since =
        seen.stream()
            .filter(Sighting::isTold)
            .map(one -> before.get(one.target()))
            .map(one -> one == null ? lastTold : one.told(lookedAt))
            .min(Instant::compareTo)
            .orElse(lookedAt);
    Instant known = now.minus(Comparison.KNOWN);
    return (since.isBefore(known) ? known : since).minus(Work.SETTLES);
  }
}
