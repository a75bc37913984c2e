package dev.sluice.benchmarks;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.MetricStream;
import java.util.List;
import java.util.Locale;

/** What one metric holds in memory while it bakes: all that it does not share with others. */
final class MemoryTable {
  private static final int COUNT = 2_000;
  private static final List<BadDirection> DIRECTIONS =
      List.of(BadDirection.INCREASE, BadDirection.EITHER);
  private static final List<Integer> TARGETS = List.of(1, 5);

  private MemoryTable() {}

  /** Measures it, in this process. */
  static String measured() {
    var text = new StringBuilder();
    text.append("| bad direction | targets a group | live, bytes | stored state, bytes |\n");
    text.append("| --- | ---: | ---: | ---: |\n");
    for (BadDirection bad : DIRECTIONS) {
      MetricSpec spec = spec(bad);
      for (int targets : TARGETS) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %,d |\n",
                bad.name().toLowerCase(Locale.ROOT),
                targets,
                RetainedHeap.bytesEach(COUNT, i -> stream(spec, targets, i)),
                stream(spec, targets, 0).state().length));
      }
    }
    return text.toString();
  }

  private static MetricStream stream(MetricSpec spec, int targets, int series) {
    return MetricStream.of(
        LiveBenchmark.past(spec, Span.HOUR_AFTER_DAY, targets, series), JudgeSettings.DEFAULT);
  }

  /** One for all, as a change type has it. */
  private static MetricSpec spec(BadDirection bad) {
    MetricSpec latency = LatencySeries.METRIC;
    return new MetricSpec(
        latency.name(),
        latency.kind(),
        bad,
        latency.role(),
        latency.query(),
        latency.minimumEffect());
  }
}
