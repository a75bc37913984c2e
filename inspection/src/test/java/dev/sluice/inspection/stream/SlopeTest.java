package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** How far changed targets go along when an unchanged one moves. */
class SlopeTest {
  private static final int SAMPLES = 144;

  /** A day's course with noise of its own. */
  private static double[] unchanged(double noise) {
    SplittableRandom random = new SplittableRandom(3);
    double[] series = new double[SAMPLES];
    Arrays.setAll(
        series,
        t -> 100 + 40 * Math.sin(2 * Math.PI * t / SAMPLES) + noise * random.nextGaussian());
    return series;
  }

  private static double[] changed(double[] unchanged, DoubleUnaryOperator follows, double noise) {
    SplittableRandom random = new SplittableRandom(4);
    return Arrays.stream(unchanged)
        .map(value -> follows.applyAsDouble(value) + noise * random.nextGaussian())
        .toArray();
  }

  @Test
  void whatMovesByAsMuchHasTheSlopeOne() {
    double[] unchanged = unchanged(1);
    Slope slope = Slope.of(changed(unchanged, value -> value + 30, 1), unchanged);

    assertThat(slope.fitted()).isCloseTo(1, within(0.02));
    assertThat(slope.most(1, 1.3)).isLessThan(1.05);
  }

  @Test
  void whatMovesInProportionHasTheRatioOfTheLevels() {
    double[] unchanged = unchanged(1);
    Slope slope = Slope.of(changed(unchanged, value -> 3 * value, 1), unchanged);

    assertThat(slope.fitted()).isCloseTo(3, within(0.03));
    assertThat(slope.least(1, 3)).isGreaterThan(2.9);
  }

  @Test
  void whatScattersMuchLeavesAllOfTheRangePlausible() {
    double[] unchanged = unchanged(1);
    Slope slope = Slope.of(changed(unchanged, value -> 2 * value, 900), unchanged);

    assertThat(slope.least(1, 2)).isEqualTo(1);
    assertThat(slope.most(1, 2)).isEqualTo(2);
  }

  @Test
  void neverGoesOutOfItsRange() {
    double[] unchanged = unchanged(1);
    Slope against = Slope.of(changed(unchanged, value -> 500 - value, 1), unchanged);

    assertThat(against.least(1, 4)).isEqualTo(1);
    assertThat(against.likeliest(1, 4)).isEqualTo(1);
    assertThat(against.most(1, 4)).isEqualTo(1);
  }

  @Test
  void aConstantOrHardlyMeasuredTargetLeavesAllOfTheRangePlausible() {
    double[] constant = new double[SAMPLES];
    double[] few = unchanged(1);
    Arrays.fill(few, 7, SAMPLES, Double.NaN);

    for (Slope slope :
        new Slope[] {Slope.of(unchanged(1), constant), Slope.of(unchanged(1), few)}) {
      assertThat(slope.least(0.5, 1)).isEqualTo(0.5);
      assertThat(slope.most(0.5, 1)).isEqualTo(1);
      assertThat(slope.likeliest(0.5, 1)).isEqualTo(1);
    }
  }
}
