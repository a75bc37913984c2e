package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.ChangeWindow;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changed targets that say nothing while unchanged ones report: a dead target has no bad latency.
 *
 * @param silent changed targets without any sample for {@code length}, in name order
 * @param changed number of changed targets
 * @param reporting unchanged targets that reported
 * @param length how long the silent ones have said nothing, the shortest of them
 * @param onset when the first of them fell silent
 */
public record Silence(
    List<String> silent, int changed, int reporting, Duration length, Instant onset) {
  private static final int INTERVALS = 3;
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final double PEERS_REPORT = 0.8;
  private static final double REPORTED_BEFORE = 0.5;

  public Silence {
    silent = List.copyOf(silent);
  }

  /**
   * Looks for silence.
   *
   * @param treatment series of the changed targets, of all metrics that running targets must have
   * @param control the same of the unchanged targets
   * @return null where there is none, or nobody reports to compare with
   */
  public static @Nullable Silence find(
      List<TargetSeries> treatment, List<TargetSeries> control, ChangeWindow window) {
    Duration length = longer(window.interval().multipliedBy(INTERVALS), SHORTEST);
    Instant from = window.now().minus(length);
    if (from.isBefore(window.changeEnd())) {
      return null;
    }
    Map<String, Set<Instant>> changed = samples(treatment, window);
    Map<String, Set<Instant>> unchanged = samples(control, window);
    double due = Math.floor(length.toNanos() / (double) window.interval().toNanos());
    double share =
        unchanged.values().stream()
            .mapToDouble(times -> Math.min(1, count(times, time -> time.isAfter(from)) / due))
            .average()
            .orElse(0);
    if (share < PEERS_REPORT) {
      return null;
    }
    List<String> silent =
        changed.entrySet().stream()
            .filter(entry -> count(entry.getValue(), time -> time.isAfter(from)) == 0)
            .filter(entry -> reportedBefore(entry.getValue(), unchanged.values(), window))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return silent.isEmpty() ? null : of(silent, changed, unchanged, window);
  }

  private static Silence of(
      List<String> silent,
      Map<String, Set<Instant>> changed,
      Map<String, Set<Instant>> unchanged,
      ChangeWindow window) {
    var onsets = new HashMap<String, Instant>();
    for (String target : silent) {
      Instant last = window.changeEnd();
      for (Instant time : changed.getOrDefault(target, Set.of())) {
        last = time.isAfter(last) ? time : last;
      }
      onsets.put(target, last);
    }
    Instant first = onsets.values().stream().min(Instant::compareTo).orElseThrow();
    Instant newest = onsets.values().stream().max(Instant::compareTo).orElseThrow();
    int reporting =
        (int)
            unchanged.values().stream()
                .filter(times -> times.stream().anyMatch(time -> time.isAfter(first)))
                .count();
    return new Silence(
        silent, changed.size(), reporting, Duration.between(newest, window.now()), first);
  }

  /** A target that rarely reported before may be quiet now; one without a past is held to peers. */
  private static boolean reportedBefore(
      Set<Instant> times, Collection<Set<Instant>> peers, ChangeWindow window) {
    long own = count(times, time -> time.isBefore(window.changeStart()));
    double usual =
        peers.stream()
            .mapToLong(peer -> count(peer, time -> time.isBefore(window.changeStart())))
            .average()
            .orElse(0);
    return own == 0 || own >= REPORTED_BEFORE * usual;
  }

  private static Map<String, Set<Instant>> samples(List<TargetSeries> group, ChangeWindow window) {
    var samples = new LinkedHashMap<String, Set<Instant>>();
    for (TargetSeries series : group) {
      Set<Instant> times = samples.computeIfAbsent(series.target(), _ -> new HashSet<>());
      series.samples().stream().filter(window::usable).map(Sample::time).forEach(times::add);
    }
    return samples;
  }

  private static long count(Set<Instant> times, Predicate<Instant> wanted) {
    return times.stream().filter(wanted).count();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
