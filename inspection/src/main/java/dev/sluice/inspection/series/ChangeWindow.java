package dev.sluice.inspection.series;

import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * The time around a change: before it, while it was made, and since.
 *
 * @param changeStart samples before are "before"
 * @param changeEnd samples after are "since"
 * @param now nothing later is looked at
 * @param interval time between two samples, above 0
 */
public record ChangeWindow(Instant changeStart, Instant changeEnd, Instant now, Duration interval) {
  private static final Duration SHORTEST_START_UP = Duration.ofSeconds(1);
  private static final int START_UP_SAMPLES = 2;
  private static final long MOST_BINS = 2_000;

  public ChangeWindow {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be above 0: " + interval);
    }
    if (changeEnd.isBefore(changeStart)) {
      throw new IllegalArgumentException(
          "changeEnd must not be before changeStart: " + changeEnd + ", " + changeStart);
    }
  }

  /** When the start-up blip of a fresh process is taken to be over. */
  public Instant settled() {
    Duration samples = interval.multipliedBy(START_UP_SAMPLES);
    return changeEnd.plus(samples.compareTo(SHORTEST_START_UP) > 0 ? samples : SHORTEST_START_UP);
  }

  /**
   * The usable samples: finite, with a weight, not start-up, at most the 2000 nearest intervals.
   */
  public BinnedSeries bin(TargetSeries series) {
    var before = new TreeMap<Long, BinnedSeries.Point>();
    var since = new TreeMap<Long, BinnedSeries.Point>();
    for (Sample sample : series.samples()) {
      if (!usable(sample)) {
        continue;
      }
      var point = new BinnedSeries.Point(sample.time(), sample.value(), sample.weight());
      if (sample.time().isBefore(changeStart)) {
        before.merge(binOf(sample.time(), changeStart), point, ChangeWindow::joined);
      } else if (sample.time().isAfter(settled())) {
        since.merge(binOf(sample.time(), settled()), point, ChangeWindow::joined);
      }
    }
    return new BinnedSeries(
        series.target(),
        new TreeMap<>(before.tailMap(-MOST_BINS, true)),
        new TreeMap<>(since.headMap(MOST_BINS, true)));
  }

  /** Whether a sample says anything, and is not of the future. */
  public boolean usable(Sample sample) {
    return Double.isFinite(sample.value())
        && Double.isFinite(sample.weight())
        && sample.weight() > 0
        && !sample.time().isAfter(now);
  }

  private long binOf(Instant time, Instant origin) {
    return Math.floorDiv(Duration.between(origin, time).toNanos(), interval.toNanos());
  }

  private static BinnedSeries.Point joined(BinnedSeries.Point one, BinnedSeries.Point other) {
    if (one.time().equals(other.time())) {
      return other;
    }
    double weight = one.weight() + other.weight();
    double value =
        (one.value() * (one.weight() / weight)) + (other.value() * (other.weight() / weight));
    return new BinnedSeries.Point(
        one.time().isBefore(other.time()) ? one.time() : other.time(), value, weight);
  }
}
