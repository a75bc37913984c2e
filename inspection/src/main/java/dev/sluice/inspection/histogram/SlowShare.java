package dev.sluice.inspection.histogram;

import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The share of requests of a latency that are slower than one bound of its histogram. It is judged
 * like an error rate whose requests are counted, so that no quantile has to be guessed inside a
 * bucket.
 *
 * @param metric the latency
 * @param bound upper bound of a bucket in seconds
 * @param spec the share as a metric of its own
 */
public record SlowShare(MetricSpec metric, double bound, MetricSpec spec) {
  /** What happened between two readings further apart than so many intervals is not counted. */
  private static final int LONGEST_GAP = 5;

  /**
   * The three bounds that tell most of a latency: those nearest to where half, a tenth and a
   * hundredth of the requests were slower before the change, on changed and unchanged targets
   * together. Where one bucket holds more of these places the next bounds are taken, so that very
   * slow requests are told from slow ones. Only bounds that all targets had and still have are
   * chosen from: the share slower than such a bound is exact, whatever other buckets there are.
   *
   * @param measured histograms with readings from before the change; of those since it only counts
   *     which buckets they have
   * @param interval time between two readings
   * @return from the smallest bound to the largest; empty where nothing was counted before, all
   *     requests were slower than every bound, or {@link UnlikeBuckets} are in the way
   */
  public static List<SlowShare> of(Comparison measured, Duration interval, Instant changeStart) {
    return thresholds(measured, interval, changeStart).chosen().stream()
        .map(threshold -> of(measured.metric(), threshold))
        .toList();
  }

  static Thresholds thresholds(Comparison measured, Duration interval, Instant changeStart) {
    return new Thresholds(
        targets(measured).stream().map(TargetSeries::histogram).filter(Objects::nonNull).toList(),
        interval,
        changeStart,
        measured.metric().minimumEffect());
  }

  /** Whether some target had this bound, or counts requests without, and has other bounds now. */
  public boolean isGone(Comparison measured, Duration interval) {
    return targets(measured).stream()
        .map(TargetSeries::histogram)
        .filter(Objects::nonNull)
        .anyMatch(histogram -> isGone(histogram, interval));
  }

  private boolean isGone(HistogramSeries histogram, Duration interval) {
    List<CountedBound> all = CountedBound.all(histogram, interval, Instant.MAX);
    CountedBound own = CountedBound.of(histogram, bound, interval, Instant.MAX);
    boolean isMissed = own.newest().isAfter(Instant.MIN) || CountedBound.any(all);
    return isMissed && !own.isStillUsed(all, interval);
  }

  /** How much earlier than wanted a histogram has to be read, to tell what was counted since. */
  public static Duration longestGap(Duration interval) {
    return interval.multipliedBy(LONGEST_GAP);
  }

  static List<TargetSeries> targets(Comparison comparison) {
    return Stream.concat(comparison.treatment().stream(), comparison.control().stream()).toList();
  }

  private static SlowShare of(MetricSpec metric, Thresholds.Threshold threshold) {
    double usual = threshold.share();
    MetricSpec spec =
        new MetricSpec(
            "%s slower than %s".formatted(metric.name(), figure(threshold.bound())),
            Kind.ERROR_RATE,
            BadDirection.INCREASE,
            metric.role(),
            metric.query(),
            ShareGrowth.thatMatters(usual, metric.minimumEffect()),
            ShareGrowth.of(usual, metric.expectedEffect()));
    return new SlowShare(metric, threshold.bound(), spec);
  }

  /** The bound as people read it: {@code 250 ms}. */
  public String boundWords() {
    return figure(bound);
  }

  static String figure(double seconds) {
    return MetricFigures.level("", Kind.LATENCY, seconds);
  }

  /**
   * The share on each target, at each reading since the one before.
   *
   * @param histograms of the metric
   * @param interval time between two readings
   */
  public Comparison shares(Comparison histograms, Duration interval) {
    return new Comparison(
        spec, shares(histograms.treatment(), interval), shares(histograms.control(), interval));
  }

  private List<TargetSeries> shares(List<TargetSeries> all, Duration interval) {
    List<TargetSeries> shares = new ArrayList<>();
    for (TargetSeries series : all) {
      HistogramSeries histogram = series.histogram();
      shares.add(
          new TargetSeries(
              series.target(),
              histogram == null
                  ? List.of()
                  : SlowRequests.shares(histogram, bound, longestGap(interval))));
    }
    return shares;
  }
}
