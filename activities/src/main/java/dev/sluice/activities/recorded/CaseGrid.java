package dev.sluice.activities.recorded;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings what a running change has measured into even intervals: those before the change end when
 * it began, those since begin when it was made.
 *
 * @param from start of what is recorded
 * @param changeStart when the first changed target began to change
 * @param changeEnd when the last of them ran the new state; what lies between is left out
 * @param to end of what is recorded
 * @param interval time between two samples, above 0
 */
public record CaseGrid(
    Instant from, Instant changeStart, Instant changeEnd, Instant to, Duration interval) {
  /** The intervals nearest to the change are kept, at most so many on each side. */
  static final int MOST = 20_000;

  public CaseGrid {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be above 0: " + interval);
    }
    if (changeStart.isBefore(from) || changeEnd.isBefore(changeStart) || to.isBefore(changeEnd)) {
      throw new IllegalArgumentException(
          "from, changeStart, changeEnd, to must be in this order: %s, %s, %s, %s"
              .formatted(from, changeStart, changeEnd, to));
    }
  }

  /** Whole intervals before the change. */
  public int before() {
    return intervals(from, changeStart);
  }

  /** Whole intervals since the change. */
  public int after() {
    return intervals(changeEnd, to);
  }

  /**
   * The case of these metrics.
   *
   * @param planned intervals since the change that there would have been at most
   */
  public RecordedCase recorded(String id, int planned, List<RecordedMetric> metrics) {
    return new RecordedCase(id, interval, before(), after(), Math.max(planned, after()), metrics);
  }

  /** One metric on the changed and the unchanged targets. */
  public RecordedMetric recorded(
      MetricSpec metric, List<TargetSeries> treatment, List<TargetSeries> control) {
    boolean counted =
        Stream.concat(treatment.stream(), control.stream())
            .flatMap(series -> series.samples().stream())
            .anyMatch(sample -> isUsable(sample) && sample.weight() != 1);
    return new RecordedMetric(
        metric,
        treatment.stream().map(series -> recorded(series, counted)).toList(),
        control.stream().map(series -> recorded(series, counted)).toList());
  }

  /**
   * Samples that fall into one interval are averaged by their weight; the same instant counts once.
   *
   * @param counted whether weights are numbers of requests
   */
  RecordedTarget recorded(TargetSeries series, boolean counted) {
    double[] before = new double[before()];
    double[] after = new double[after()];
    double[] beforeWeights = new double[before.length];
    double[] afterWeights = new double[after.length];
    Set<Instant> seen = new HashSet<>();
    for (Sample sample : series.samples()) {
      if (!isUsable(sample) || !seen.add(sample.time())) {
        continue;
      }
      if (sample.time().isBefore(changeStart)) {
        long backwards = index(Duration.between(sample.time(), changeStart).minusNanos(1));
        add(before, beforeWeights, before.length - 1 - backwards, sample);
      } else if (!sample.time().isBefore(changeEnd)) {
        add(after, afterWeights, index(Duration.between(changeEnd, sample.time())), sample);
      }
    }
    double[] meansBefore = means(before, beforeWeights);
    double[] meansAfter = means(after, afterWeights);
    return counted
        ? new RecordedTarget(
            series.target(), meansBefore, meansAfter, known(beforeWeights), known(afterWeights))
        : new RecordedTarget(series.target(), meansBefore, meansAfter);
  }

  private static boolean isUsable(Sample sample) {
    return Double.isFinite(sample.value())
        && Double.isFinite(sample.weight())
        && sample.weight() > 0;
  }

  private static double[] known(double[] weights) {
    return Arrays.stream(weights).map(weight -> weight > 0 ? weight : Double.NaN).toArray();
  }

  private int intervals(Instant begin, Instant end) {
    return (int) Math.min(MOST, index(Duration.between(begin, end)));
  }

  private long index(Duration length) {
    return length.dividedBy(interval);
  }

  private static void add(double[] sums, double[] weights, long index, Sample sample) {
    if (index >= 0 && index < sums.length) {
      sums[(int) index] += sample.value() * sample.weight();
      weights[(int) index] += sample.weight();
    }
  }

  private static double[] means(double[] sums, double[] weights) {
    double[] means = new double[sums.length];
    Arrays.setAll(means, i -> weights[i] > 0 ? sums[i] / weights[i] : Double.NaN);
    return means;
  }
}
