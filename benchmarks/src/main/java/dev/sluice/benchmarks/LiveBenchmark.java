package dev.sluice.benchmarks;

import dev.sluice.inspection.stream.MetricStream;
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

  /** Enough to see that it works. */
  static final int FEW_METRICS = 1_000;

  private static final int AT_ONCE = 1_000;
  private static final int PASTS = 100;

  @Param({"1", "5"})
  int targets;

  /** A multiple of those at once. */
  @Param("" + METRICS)
  int metrics;

  private MetricStream[] streams;
  private LiveMetric since;
  private int next;
  private int round;

  /** Pasts are shared: a stream has all that it changes to itself. */
  @Setup
  public void start() {
    var pasts = new LiveMetric[PASTS];
    for (int i = 0; i < PASTS; i++) {
      pasts[i] = hourAfterDay(targets, i);
    }
    streams = new MetricStream[metrics];
    for (int i = 0; i < metrics; i++) {
      streams[i] = pasts[i % PASTS].stream();
    }
    since = pasts[0];
  }

  static LiveMetric hourAfterDay(int targets, int series) {
    Span span = Span.HOUR_AFTER_DAY;
    return LiveMetric.of(LatencySeries.METRIC, span.before, span.since, targets, targets, series);
  }

  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public double update() {
    double worst = 0;
    for (int i = next; i < next + AT_ONCE; i++) {
      since.give(round + i, streams[i]);
      worst = Math.max(worst, streams[i].score());
    }
    next = (next + AT_ONCE) % metrics;
    round += next == 0 ? 1 : 0;
    return worst;
  }
}
