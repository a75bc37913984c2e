package dev.sluice.benchmarks;

import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.stream.ReplayJudge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One metric of one change, from its samples to the verdict. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // The setup comes first.
public class ComparisonBenchmark {
  @Param Span span;

  @Param({"1", "5"})
  int targets;

  private final RecordedJudge judge = new ReplayJudge();
  private RecordedCase recorded;

  /** Prepared before the clock runs. */
  @Setup
  public void record() {
    recorded =
        new RecordedCase(
            "latency",
            Duration.ofMinutes(1),
            span.before,
            span.since,
            List.of(LatencySeries.metric(span.before, span.since, targets, Seed.random())));
  }

  @Benchmark
  public Judgement sluice() {
    return judge.judge(recorded, false);
  }
}
