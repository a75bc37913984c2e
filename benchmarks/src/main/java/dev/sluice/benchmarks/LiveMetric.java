package dev.sluice.benchmarks;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.MetricPast;
import dev.sluice.inspection.stream.MetricStream;
import java.time.Duration;
import java.util.List;

/** One metric of a change that bakes, a sample a minute. */
final class LiveMetric {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final MetricPast past;

  /** By sample since the change, and changed target. */
  private final double[][] changed;

  /** By sample since the change, and unchanged target. */
  private final double[][] unchanged;

  private LiveMetric(MetricPast past, double[][] changed, double[][] unchanged) {
    this.past = past;
    this.changed = changed;
    this.unchanged = unchanged;
  }

  /**
   * @param before samples before the change
   * @param since samples since the change
   * @param beside unchanged targets, at most as many as changed ones
   */
  static LiveMetric of(
      MetricSpec spec, int before, int since, int targets, int beside, int series) {
    RecordedMetric metric = LatencySeries.metric(before, since, targets, Seed.random(series));
    List<RecordedTarget> control = metric.control().subList(0, beside);
    MetricPast past =
        MetricPast.of(spec, since, INTERVAL, before(metric.treatment()), before(control));
    return new LiveMetric(past, moments(metric.treatment(), since), moments(control, since));
  }

  private static List<double[]> before(List<RecordedTarget> group) {
    return group.stream().map(RecordedTarget::before).toList();
  }

  private static double[][] moments(List<RecordedTarget> group, int since) {
    var moments = new double[since][group.size()];
    for (int j = 0; j < group.size(); j++) {
      double[] after = group.get(j).after();
      for (int k = 0; k < since; k++) {
        moments[k][j] = after[k];
      }
    }
    return moments;
  }

  /** What is known when the change begins. */
  MetricPast past() {
    return past;
  }

  /** A stream that has seen no sample yet. */
  MetricStream stream() {
    return MetricStream.of(past, JudgeSettings.DEFAULT);
  }

  /** A stream that has seen the whole bake. */
  MetricStream baked() {
    MetricStream stream = stream();
    for (int k = 0; k < changed.length; k++) {
      give(k, stream);
    }
    return stream;
  }

  /**
   * Gives a stream one of the samples since the change.
   *
   * @param k the sample, from 0; after the last comes the first again
   */
  void give(int k, MetricStream stream) {
    stream.take(changed[k % changed.length], unchanged[k % changed.length]);
  }
}
