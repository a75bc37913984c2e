package dev.sluice.activities.fleet.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened on one instance between two scrapes.
 *
 * @param end when the second scrape was read
 * @param seconds how long it lasted
 * @param requests answered in it
 * @param errors of them failed
 * @param durationSeconds sum of their durations
 * @param durations their histogram
 * @param memoryBytes held at its end
 */
record Interval(
    Instant end,
    double seconds,
    double requests,
    double errors,
    double durationSeconds,
    Buckets durations,
    double memoryBytes) {

  /** The interval between two scrapes, empty when the second is not later. */
  static Optional<Interval> between(Reading before, Reading now) {
    double seconds = seconds(Duration.between(before.time(), now.time()));
    if (seconds <= 0) {
      return Optional.empty();
    }
    if (restarted(before, now)) {
      // A new process counts from zero: all it counted happened since it started.
      double lived = now.time().toEpochMilli() / 1e3 - now.startSeconds();
      return Optional.of(
          new Interval(
              now.time(),
              lived > 0 ? Math.min(lived, seconds) : seconds,
              now.requests(),
              now.errors(),
              now.durationSeconds(),
              now.durations(),
              now.memoryBytes()));
    }
    return Optional.of(
        new Interval(
            now.time(),
            seconds,
            now.requests() - before.requests(),
            now.errors() - before.errors(),
            now.durationSeconds() - before.durationSeconds(),
            now.durations().since(before.durations()),
            now.memoryBytes()));
  }

  private static boolean restarted(Reading before, Reading now) {
    return now.startSeconds() != before.startSeconds()
        || now.requests() < before.requests()
        || !now.durations().comparable(before.durations());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
