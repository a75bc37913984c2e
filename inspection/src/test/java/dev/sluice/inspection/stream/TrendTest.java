package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How a past without anything beside it drifts on. */
class TrendTest {
  private static final double THRESHOLD = JudgeSettings.DEFAULT.threshold();
  private static final int BEFORE = 30;
  private static final MetricSpec COST = Streams.metric(Kind.BUSINESS, BadDirection.INCREASE);

  private static double[] drifting(double slope) {
    SplittableRandom random = new SplittableRandom(9);
    double[] series = new double[2 * BEFORE];
    Arrays.setAll(series, t -> 100 + slope * t + random.nextGaussian());
    return series;
  }

  @Test
  void aClearDriftGoesOnFromTheMiddleOfThePast() {
    Trend trend = Trend.of(Arrays.copyOf(drifting(2), BEFORE));

    assertThat(trend.most(BEFORE)).isCloseTo(2 * 15.5, within(1.0));
    assertThat(trend.least(BEFORE)).isZero();
  }

  @Test
  void whatKnowsNoDriftExpectsNone() {
    double[] few = drifting(2);
    Arrays.fill(few, 7, few.length, Double.NaN);

    assertThat(Trend.of(few).most(BEFORE)).isZero();
    assertThat(Trend.of(new double[0]).least(BEFORE)).isZero();
  }

  @Test
  void whatRoseBeforeAndRisesOnIsNotTakenForHarm() {
    assertThat(Streams.score(COST, List.of(drifting(4)), BEFORE)).isLessThan(THRESHOLD);
  }

  @Test
  void whatLeavesTheDriftBehindIsHarm() {
    double[] series = drifting(0.5);
    for (int t = BEFORE; t < series.length; t++) {
      series[t] *= 2;
    }
    assertThat(Streams.score(COST, List.of(series), BEFORE)).isGreaterThan(THRESHOLD);
  }
}
