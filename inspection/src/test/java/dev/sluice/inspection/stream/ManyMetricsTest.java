package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many metrics of one change: the others go along with the worst, or it stands out the more. */
class ManyMetricsTest {
  private static final int METRICS = 20;
  private static final int BEFORE = 144;
  private static final int BAKE = 36;

  /** The change's score when each metric is so many deviations of its noise too high. */
  private static ChangeStream changed(double... deviations) {
    List<double[]> all = new ArrayList<>();
    List<MetricPast> pasts = new ArrayList<>();
    for (int m = 0; m < METRICS; m++) {
      double[] series =
          new QuietWorld(QuietWorld.Kind.WHITE, 100 + m).targets(1, BEFORE + BAKE).getFirst();
      for (int t = BEFORE; t < series.length && m < deviations.length; t++) {
        series[t] += 4 * deviations[m];
      }
      all.add(series);
      MetricSpec spec = Streams.metric(MetricSpec.Kind.BUSINESS, MetricSpec.BadDirection.INCREASE);
      pasts.add(
          MetricPast.of(
              spec,
              BAKE,
              Duration.ofMinutes(5),
              List.of(Arrays.copyOf(series, BEFORE)),
              List.of()));
    }
    ChangeStream stream = new ChangeStream(pasts, new int[METRICS], JudgeSettings.DEFAULT);
    for (int t = BEFORE; t < BEFORE + BAKE; t++) {
      for (int m = 0; m < METRICS; m++) {
        stream.take(m, new double[] {all.get(m)[t]}, new double[0]);
      }
    }
    return stream;
  }

  @Test
  void oneOfTwentyThatStandsOutALittleIsNoHarm() {
    ChangeStream stream = changed(5);

    assertThat(stream.standing(0)).isEqualTo(Standing.SUSPICIOUS);
    assertThat(stream.verdict(true)).isNotEqualTo(Verdict.FAIL);
  }

  @Test
  void oneOfTwentyThatStandsOutFarIsHarm() {
    assertThat(changed(60).verdict(true)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void halfOfThemALittleIsHarm() {
    double[] half = new double[METRICS / 2];
    Arrays.fill(half, 5);

    assertThat(changed(half).verdict(true)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void noneOfThemIsNoHarm() {
    assertThat(changed().verdict(true)).isEqualTo(Verdict.PASS);
  }
}
