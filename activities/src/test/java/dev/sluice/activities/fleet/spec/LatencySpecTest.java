package dev.sluice.activities.fleet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencySpecTest {
  private static final int DRAWS = 40_000;

  @Test
  void drawsHaveTheMedianAndThe95thPercentileAskedFor() {
    var latency = new LatencySpec(10, 18);
    var random = new SplittableRandom(7);

    double[] sorted =
        IntStream.range(0, DRAWS)
            .mapToDouble(_ -> latency.millis(random.nextGaussian()))
            .sorted()
            .toArray();

    assertThat(sorted[DRAWS / 2]).isCloseTo(10, within(0.2));
    assertThat(sorted[DRAWS * 95 / 100]).isCloseTo(18, within(0.5));
  }

  @Test
  void noDrawIsEndless() {
    assertThat(new LatencySpec(10, 18).millis(1e9)).isLessThan(45);
  }

  @Test
  void refusesA95thPercentileBelowTheMedian() {
    assertThatThrownBy(() -> new LatencySpec(10, 9)).hasMessageContaining("latency.p95Millis");
  }
}
