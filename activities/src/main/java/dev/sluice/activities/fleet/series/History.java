package dev.sluice.activities.fleet.series;

import dev.sluice.inspection.series.TargetSeries;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last intervals of every instance. */
public final class History {
  private final int kept;
  private final Map<String, Track> tracks = new ConcurrentHashMap<>();

  /**
   * Keeps nothing yet.
   *
   * @param kept intervals kept for each instance, at least 1
   */
  public History(int kept) {
    this.kept = kept;
  }

  void add(String instance, Reading reading) {
    tracks.computeIfAbsent(instance, _ -> new Track(kept)).add(reading);
  }

  /**
   * Samples of one instance from the first to the last instant, both included.
   *
   * @return without samples for an instance that was never scraped
   */
  public TargetSeries series(String instance, SeriesKind kind, Instant from, Instant to) {
    Track track = tracks.get(instance);
    return track == null
        ? new TargetSeries(instance, List.of())
        : new TargetSeries(instance, track.samples(kind, from, to));
  }

  private static final class Track {
    private final int kept;
    private final Deque<Interval> intervals = new ArrayDeque<>();
    private @Nullable Reading last;

    Track(int kept) {
      this.kept = kept;
    }

    synchronized void add(Reading reading) {
      Reading before = last;
      last = reading;
      if (before == null) {
        return;
      }
      Interval.between(before, reading)
          .ifPresent(interval -> {
            if (intervals.size() == kept) {
              intervals.removeFirst();
            }
            intervals.addLast(interval);
          });
    }

    synchronized List<TargetSeries.Sample> samples(SeriesKind kind, Instant from, Instant to) {
      return intervals.stream()
          .filter(interval -> !interval.end().isBefore(from) && !interval.end().isAfter(to))
          .map(kind::sample)
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
