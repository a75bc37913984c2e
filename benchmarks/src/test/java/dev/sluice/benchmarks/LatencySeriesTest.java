package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inspection.recorded.RecordedMetric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LatencySeriesTest {
  private final RecordedMetric metric = LatencySeries.metric(60, 5, Seed.random());

  @Test
  void isTheSameInEveryRun() {
    RecordedMetric again = LatencySeries.metric(60, 5, Seed.random());
    assertThat(again.treatment().getLast().after())
        .containsExactly(metric.treatment().getLast().after());
  }

  @Test
  void hasAsManySamplesBeforeAsSince() {
    assertThat(metric.treatment()).hasSize(5).allMatch(target -> target.before().length == 60);
    assertThat(metric.control()).hasSize(5).allMatch(target -> target.after().length == 60);
  }

  @Test
  void movesBothGroupsTogether() {
    double[] changed = metric.treatment().getFirst().after();
    double[] unchanged = metric.control().getFirst().after();
    double furthest = 0;
    for (int i = 0; i < changed.length; i++) {
      furthest = Math.max(furthest, Math.abs(changed[i] / unchanged[i] - 1));
    }
    assertThat(furthest).isBetween(0.05, 0.5);
    assertThat(Arrays.stream(changed).distinct().count()).isEqualTo(60);
  }
}
