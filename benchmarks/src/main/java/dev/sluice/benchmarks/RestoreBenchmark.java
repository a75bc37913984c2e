package dev.sluice.benchmarks;

import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.MetricPast;
import dev.sluice.inspection.stream.MetricStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a worker does that goes on with a metric of another one, its past at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // The setup comes first.
public class RestoreBenchmark {
  @Param({"1", "5"})
  int targets;

  private MetricPast past;
  private byte[] state;

  /** Prepared before the clock runs. */
  @Setup
  public void store() {
    LiveMetric metric = LiveBenchmark.hourAfterDay(targets, 0);
    past = metric.past();
    state = metric.baked().state();
  }

  @Benchmark
  public MetricStream restore() {
    return MetricStream.of(past, JudgeSettings.DEFAULT, state);
  }
}
