package dev.sluice.activities.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseGridTest {
  private static final Instant CHANGE = Instant.parse("2026-01-01T00:00:00Z");
  private static final CaseGrid GRID =
      new CaseGrid(
          CHANGE.minusSeconds(3),
          CHANGE,
          CHANGE.plusSeconds(10),
          CHANGE.plusMillis(12_500),
          Duration.ofSeconds(1));

  @Test
  void countsWholeIntervalsOnBothSidesOfTheChange() {
    assertThat(GRID.before()).isEqualTo(3);
    assertThat(GRID.after()).isEqualTo(2);
  }

  @Test
  void leavesOutWhatWasMeasuredWhileTheChangeWasMade() {
    RecordedTarget recorded =
        recorded(sample(-500, 1, 1), sample(5_000, 9, 1), sample(9_999, 9, 1));

    assertThat(recorded.before()).containsExactly(Double.NaN, Double.NaN, 1);
    assertThat(recorded.after()).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void averagesByWeightWhatFallsIntoOneInterval() {
    RecordedTarget recorded =
        recorded(
            sample(-3_000, 4, 1),
            sample(-1_000, 1, 1),
            sample(-1, 4, 2),
            sample(10_000, 5, 1),
            sample(11_999, 7, 1));

    assertThat(recorded.before()).containsExactly(4, Double.NaN, 3);
    assertThat(recorded.after()).containsExactly(5, 7);
  }

  @Test
  void leavesOutWhatSaysNothingOrLiesOutside() {
    RecordedTarget recorded =
        recorded(
            sample(-3_001, 1, 1),
            sample(-1_500, Double.NaN, 1),
            sample(-1_400, 5, 0),
            sample(12_000, 1, 1));

    assertThat(recorded.before()).containsOnly(Double.NaN);
    assertThat(recorded.after()).containsOnly(Double.NaN);
  }

  @Test
  void addsUpTheRequestsOfAnIntervalAndTakesTheSameInstantOnce() {
    RecordedTarget recorded =
        recorded(
            sample(-1_000, 1, 30),
            sample(-1, 0, 10),
            sample(-1, 0, 10),
            sample(10_000, 0.5, 4),
            sample(11_000, 0.5, Double.POSITIVE_INFINITY));

    assertThat(recorded.before()).containsExactly(Double.NaN, Double.NaN, 0.75);
    assertThat(recorded.requestsBefore()).containsExactly(Double.NaN, Double.NaN, 40);
    assertThat(recorded.requestsAfter()).containsExactly(4, Double.NaN);
  }

  @Test
  void recordsNoRequestsWhereTheSourceDidNotCount() {
    assertThat(recorded(sample(-1_000, 1, 1), sample(-1, 0, 1)).isCounted()).isFalse();
  }

  private static RecordedTarget recorded(Sample... samples) {
    MetricSpec metric =
        new MetricSpec("m", Kind.ERROR_RATE, BadDirection.INCREASE, Role.DECIDING, "", 0);
    return GRID.recorded(metric, List.of(new TargetSeries("t", List.of(samples))), List.of())
        .treatment()
        .getFirst();
  }

  private static Sample sample(long millis, double value, double weight) {
    return new Sample(CHANGE.plusMillis(millis), value, weight);
  }
}
