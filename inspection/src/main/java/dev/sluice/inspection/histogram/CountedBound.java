package dev.sluice.inspection.histogram;

import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one target counted by one bound.
 *
 * @param bound in seconds
 * @param slow requests before the change that were slower
 * @param requests before the change
 * @param counted whether it counted any request by this bound, before the change or since
 * @param newest when it last had a bucket of this bound; {@link Instant#MIN} for never
 */
record CountedBound(double bound, double slow, double requests, boolean counted, Instant newest) {
  /** A target has a bound where at least this share of its requests was counted by it. */
  private static final double HALF = 0.5;

  /** A single reading without the bucket is no other version. */
  private static final int ABSENT = 2;

  static CountedBound of(
      HistogramSeries series, double bound, Duration interval, Instant changeStart) {
    double slow = 0;
    double requests = 0;
    List<Sample> shares = SlowRequests.shares(series, bound, SlowShare.longestGap(interval));
    for (Sample sample : shares) {
      if (sample.time().isBefore(changeStart)) {
        slow += sample.value() * sample.weight();
        requests += sample.weight();
      }
    }
    return new CountedBound(bound, slow, requests, !shares.isEmpty(), newest(series, bound));
  }

  private static Instant newest(HistogramSeries series, double bound) {
    int at = series.indexOf(bound);
    for (int i = series.size() - 1; i >= 0 && at >= 0; i--) {
      if (Double.isFinite(series.count(i, at))) {
        return series.time(i);
      }
    }
    return Instant.MIN;
  }

  /** One for each of the target's own bounds but the infinite one. */
  static List<CountedBound> all(HistogramSeries series, Duration interval, Instant changeStart) {
    List<CountedBound> all = new ArrayList<>();
    Arrays.stream(series.bounds())
        .filter(Double::isFinite)
        .forEach(bound -> all.add(of(series, bound, interval, changeStart)));
    return all;
  }

  /**
   * Whether the target counted by this bound before the change, most of the time, and still does.
   *
   * @param target all its bounds
   */
  boolean isUsed(List<CountedBound> target, Duration interval) {
    double most = target.stream().mapToDouble(CountedBound::requests).max().orElse(0);
    return requests >= HALF * most && isStillUsed(target, interval);
  }

  /** Whether a target counted any request at all. */
  static boolean any(List<CountedBound> target) {
    return target.stream().anyMatch(CountedBound::counted);
  }

  /** Whether the target still had this bucket when it was read last. */
  boolean isStillUsed(List<CountedBound> target, Duration interval) {
    Instant last =
        target.stream().map(CountedBound::newest).max(Instant::compareTo).orElse(Instant.MIN);
    return newest.plus(interval.multipliedBy(ABSENT)).isAfter(last);
  }
}
