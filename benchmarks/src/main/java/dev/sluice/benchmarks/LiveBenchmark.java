package dev.sluice.benchmarks;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.MetricPast;
import dev.sluice.inspection.stream.MetricStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Many metrics that bake at once: each takes its newest sample and says its score, in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // The setup comes first.
public class LiveBenchmark {
  static final int METRICS = 100_000;

  private static final int POINTS = Span.HOUR_AFTER_DAY.since;
  private static final int PASTS = 100;

  @Param({"1", "5"})
  int targets;

  private final MetricPast[] pasts = new MetricPast[PASTS];
  private final MetricStream[] streams = new MetricStream[METRICS];
  private double[][] changed;
  private double[][] unchanged;
  private byte[] state;
  private int round;

  /** Pasts are shared: a stream has all that it changes to itself. */
  @Setup
  public void start() {
    for (int i = 0; i < PASTS; i++) {
      pasts[i] = past(LatencySeries.METRIC, Span.HOUR_AFTER_DAY, targets, i);
    }
    for (int i = 0; i < METRICS; i++) {
      streams[i] = MetricStream.of(pasts[i % PASTS], JudgeSettings.DEFAULT);
    }
    RecordedMetric since = LatencySeries.metric(POINTS, targets, Seed.random());
    changed = moments(since.treatment());
    unchanged = moments(since.control());
    for (int k = 0; k < POINTS; k++) {
      streams[0].take(changed[k], unchanged[k]);
    }
    state = streams[0].state();
  }

  /** What is known of one metric when its change begins, a sample a minute. */
  static MetricPast past(MetricSpec spec, Span span, int targets, int series) {
    RecordedMetric metric =
        LatencySeries.metric(span.before, span.since, targets, Seed.random(series));
    return MetricPast.of(
        spec,
        span.since,
        Duration.ofMinutes(1),
        metric.treatment().stream().map(RecordedTarget::before).toList(),
        metric.control().stream().map(RecordedTarget::before).toList());
  }

  /** By moment and target. */
  private static double[][] moments(List<RecordedTarget> group) {
    var moments = new double[POINTS][group.size()];
    for (int j = 0; j < group.size(); j++) {
      double[] after = group.get(j).after();
      for (int k = 0; k < POINTS; k++) {
        moments[k][j] = after[k];
      }
    }
    return moments;
  }

  @Benchmark
  @OperationsPerInvocation(METRICS)
  public double update() {
    double worst = 0;
    for (int i = 0; i < METRICS; i++) {
      int k = (round + i) % POINTS;
      streams[i].take(changed[k], unchanged[k]);
      worst = Math.max(worst, streams[i].score());
    }
    round++;
    return worst;
  }

  /** What a worker does that goes on with a metric of another one, its past at hand. */
  @Benchmark
  public MetricStream restore() {
    return MetricStream.of(pasts[0], JudgeSettings.DEFAULT, state);
  }
}
