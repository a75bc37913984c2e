package dev.sluice.benchmarks;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.List;
import java.util.Locale;

/**
 * What one metric holds in memory at the end of a bake of an hour: all that it does not share with
 * others.
 */
final class MemoryTable {
  private static final int COUNT = 1_000;
  private static final int FEW = 200;
  private static final int DAY = 1_440;
  private static final int HOUR = 60;
  private static final List<BadDirection> DIRECTIONS =
      List.of(BadDirection.INCREASE, BadDirection.EITHER);
  private static final List<Row> ROWS =
      List.of(
          new Row("unchanged targets", DAY, 1, 1),
          new Row("unchanged targets", DAY, 5, 5),
          new Row("three earlier days", 3 * DAY, 1, 0));

  private MemoryTable() {}

  /**
   * @param compared with what, in words
   * @param before samples before the change
   * @param targets changed
   * @param beside unchanged targets
   */
  private record Row(String compared, int before, int targets, int beside) {
    LiveMetric metric(MetricSpec spec, int series) {
      return LiveMetric.of(spec, before, HOUR, targets, beside, series);
    }
  }

  /**
   * Measures it, in this process.
   *
   * @param quick whether few of them are enough
   */
  static String measured(boolean quick) {
    // What was measured before leaves much behind, which would count as freed by the first row.
    var _ =
        RetainedHeap.bytesEach(FEW, i -> ROWS.getFirst().metric(spec(DIRECTIONS.getFirst()), i));
    var text = new StringBuilder();
    text.append("| bad direction | compared with | targets a group | live, bytes | ");
    text.append("stored state, bytes |\n| --- | --- | ---: | ---: | ---: |\n");
    for (BadDirection bad : DIRECTIONS) {
      for (Row row : ROWS) {
        text.append(line(bad, row, quick ? FEW : COUNT));
      }
    }
    return text.toString();
  }

  private static String line(BadDirection bad, Row row, int count) {
    MetricSpec spec = spec(bad);
    // The first of all loads classes, which is no cost of a metric.
    int stored = row.metric(spec, 0).baked().state().length;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %,.0f | %,d |\n",
        bad.name().toLowerCase(Locale.ROOT),
        row.compared(),
        row.targets(),
        RetainedHeap.bytesEach(count, i -> row.metric(spec, i).baked()),
        stored);
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
