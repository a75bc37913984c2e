package dev.sluice.benchmarks;

import dev.sluice.inspection.recorded.RecordedMetric;
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

/**
 * Kayenta's judge on the series of {@link ComparisonBenchmark}: it looks once, at the samples since
 * the change.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // The setup comes first.
public class KayentaBenchmark {
  /** It looks at what is since the change alone. */
  @Param({"HOUR_AFTER_HOUR", "DAY_AFTER_DAY"})
  Span span;

  private KayentaJudge judge;
  private List<Object> question;

  /** Prepared before the clock runs. */
  @Setup
  public void ask() {
    judge =
        KayentaJudge.present()
            .orElseThrow(() -> new IllegalStateException(KayentaJudge.CLASS_PATH + " is not set"));
    RecordedMetric metric = LatencySeries.metric(span.before, span.since, 1, Seed.random());
    question =
        judge.question(metric.control().getFirst().after(), metric.treatment().getFirst().after());
    String classification = judge.classification(judge.judge(question));
    if (classification.equals("Error")) {
      throw new IllegalStateException("Kayenta's judge failed inside; nothing was measured");
    }
  }

  @Benchmark
  public Object kayenta() {
    return judge.judge(question);
  }
}
